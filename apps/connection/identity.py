"""Who a client speaks as: a person with a token, or an organisation with a certificate."""

import re
from dataclasses import dataclass
from pathlib import Path

from apps.connection.problems import IdentityUnknown
from apps.connection.stack_file import Stack

DEFAULT_IDENTITY = "operator"
_PERSON = re.compile(r"[a-z0-9_-]+")
_ORGANISATION = re.compile(r"[A-Z][A-Z0-9_]*")


@dataclass(frozen=True)
class Person:
    """Somebody with a signed token; enters by the people's door."""

    name: str
    token: Path


@dataclass(frozen=True)
class Organisation:
    """A partner, a service or an auditor with a certificate; enters by the organisations' door."""

    name: str
    certificate: Path
    key: Path


Identity = Person | Organisation


def identity_of(stack: Stack, name: str = DEFAULT_IDENTITY) -> Identity:
    """The person or organisation of that name. Raises IdentityUnknown, which says who is known."""
    person = Person(name, stack.tokens / f"{name}.jwt")
    organisation = Organisation(name, stack.certificates / f"{name}.pem", stack.certificates / f"{name}.key")
    if _PERSON.fullmatch(name) and person.token.is_file():
        return person
    if _ORGANISATION.fullmatch(name) and organisation.certificate.is_file() and organisation.key.is_file():
        return organisation
    raise IdentityUnknown(name=name, known=", ".join(known_identities(stack)))


def known_identities(stack: Stack) -> list[str]:
    """Everybody the stack has a token or a certificate and key for, in order."""
    people = [token.stem for token in stack.tokens.glob("*.jwt")]
    keys = {key.stem for key in stack.certificates.glob("*.key")}
    organisations = [one.stem for one in stack.certificates.glob("*.pem") if _ORGANISATION.fullmatch(one.stem)]
    return sorted(people) + sorted(keys.intersection(organisations))
