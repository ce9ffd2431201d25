"""Pages of long answers: their size, and tokens that only go on with the question they came from."""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from chassis.modelling import InvalidField

E = TypeVar("E")

DEFAULT_SIZE = 50
LARGEST_SIZE = 200
SEAL_BYTES = 16
LONGEST_TOKEN = 200
"""Characters that a field of the format OPAQUE accepts."""
NOT_OF_THE_QUESTION = ("page_size", "page_token", "at_least_position")
"""Fields of a request that may differ from one page to the next."""


class Pages:
    """Seals page tokens with a key all replicas of a service share.

    A token says after which entry to go on and gives no right to anything: who asks is judged anew.
    """

    def __init__(self, key: bytes) -> None:
        self._key = key

    def asked(self, request: Any, organisation: str) -> "Page":
        """The page a request asks for, for the organisation that asks.

        Raises InvalidField for a token made elsewhere, for another organisation or another question.
        """
        question = (organisation, *_question(request))
        return Page(self, question, self.size(request.page_size), self.open(request.page_token, question))

    def size(self, asked: int) -> int:
        """How many entries to give: 50 when nothing was asked, never more than 200."""
        if asked < 0:
            raise InvalidField("page_size", "must be 0 or more")
        return min(asked or DEFAULT_SIZE, LARGEST_SIZE)

    def token(self, after: str, bound_to: tuple[str, ...]) -> str:
        """The token to go on after an entry with the same question; empty for the empty entry.

        `bound_to` is the caller's organisation and every argument of the question.
        """
        if not after:
            return ""
        sealed = self._seal(after, bound_to) + after.encode()
        token = base64.urlsafe_b64encode(sealed).decode().rstrip("=")
        if len(token) > LONGEST_TOKEN:
            raise AssertionError(f"A page token of {len(token)} characters would never be accepted again.")
        return token

    def open(self, token: str, bound_to: tuple[str, ...]) -> str:
        """The entry to go on after, empty at the start.

        Raises InvalidField for a token that was made elsewhere, for another caller or another question.
        """
        if not token:
            return ""
        sealed = _decoded(token)
        after = sealed[SEAL_BYTES:].decode("utf-8", "replace")
        if not hmac.compare_digest(sealed[:SEAL_BYTES], self._seal(after, bound_to)):
            raise InvalidField("page_token", "was not given for this question; begin again without it")
        return after

    def _seal(self, after: str, bound_to: tuple[str, ...]) -> bytes:
        sealed = hmac.new(self._key, digestmod=hashlib.sha256)
        for part in (after, *bound_to):
            # With its length in front of each part, no two lists of parts look alike.
            encoded = part.encode()
            sealed.update(len(encoded).to_bytes(8, "big") + encoded)
        return sealed.digest()[:SEAL_BYTES]


@dataclass(frozen=True)
class Page:
    """A page being answered: at most `size` entries, those after the place `after`, which is "" at the start."""

    pages: Pages
    question: tuple[str, ...]
    size: int
    after: str

    @property
    def wanted(self) -> int:
        """How many entries to look for: one more than fits tells whether another page follows."""
        return self.size + 1

    def cut(self, found: Sequence[E], place: Callable[[E], object]) -> tuple[Sequence[E], str]:
        """What fits of the entries found, and the token to go on with: empty at the end."""
        fits = found[: self.size]
        last = str(place(fits[-1])) if len(found) > self.size else ""
        return fits, self.pages.token(last, self.question)


def _question(request: Any) -> tuple[str, str]:
    asked = type(request)()
    asked.CopyFrom(request)
    for name in NOT_OF_THE_QUESTION:
        if name in request.DESCRIPTOR.fields_by_name:
            asked.ClearField(name)
    return request.DESCRIPTOR.full_name, asked.SerializeToString(deterministic=True).hex()


def _decoded(token: str) -> bytes:
    try:
        return base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""
