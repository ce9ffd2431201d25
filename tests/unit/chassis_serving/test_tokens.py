"""What a token has to say, and who has to have signed it, before anybody is taken for its bearer."""

import base64
import json
import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey

from chassis.serving import Identity, Method, Role, SignedTokens
from chassis.serving.refusals import NoValidToken

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
KEY = ECKey.generate_key("P-256", auto_kid=True)
RIGHT: dict[str, Any] = {
    "iss": "https://issuer.example",
    "aud": "somicis",
    "sub": "op-1",
    "org": "PREFETTURA_FERMO",
    "role": "operator",
    "exp": int((NOW + timedelta(hours=1)).timestamp()),
}


def reader(now: datetime = NOW) -> SignedTokens:
    """Knows the issuer's key, at an instant."""
    keys = KeySet.import_key_set({"keys": [KEY.as_dict(private=False)]})
    return SignedTokens(keys, "https://issuer.example", "somicis", now=lambda: now)


def signed(key: ECKey = KEY, **changes: Any) -> str:
    """A right token but for the changes; None leaves a claim out."""
    claims = {name: value for name, value in (RIGHT | changes).items() if value is not None}
    return jwt.encode({"alg": "ES256", "kid": KEY.kid}, claims, key)


def problem_of(token: str, now: datetime = NOW) -> str:
    """What the refusal says is wrong."""
    with pytest.raises(NoValidToken) as refused:
        reader(now).identity(token)
    return str(refused.value.facts["problem"])


def test_a_right_token_says_who_its_bearer_is() -> None:
    """Subject, organisation and role, as the issuer has them."""
    assert reader().identity(signed()) == Identity("op-1", "PREFETTURA_FERMO", Role.OPERATOR, Method.TOKEN)


def test_a_token_for_several_audiences_is_for_us_too() -> None:
    """Issuers may list the services one token is good for."""
    assert reader().identity(signed(aud=["console", "somicis"])).actor == "op-1"


def test_a_token_ends() -> None:
    """Half a minute is allowed for clocks that differ."""
    assert reader(NOW + timedelta(minutes=60)).identity(signed()).actor == "op-1"
    assert problem_of(signed(), NOW + timedelta(minutes=61)) == "it has expired"


def test_a_token_that_was_good_ends_all_the_same() -> None:
    """Its signature is remembered, its time is judged at every call."""
    now = [NOW]
    keys = KeySet.import_key_set({"keys": [KEY.as_dict(private=False)]})
    tokens = SignedTokens(keys, "https://issuer.example", "somicis", now=lambda: now[0])
    token = signed()
    assert tokens.identity(token) == tokens.identity(token)

    now[0] += timedelta(hours=2)

    with pytest.raises(NoValidToken):
        tokens.identity(token)


def test_a_token_begins() -> None:
    """A token made for tomorrow is of no use today."""
    tomorrow = int((NOW + timedelta(days=1)).timestamp())

    assert problem_of(signed(nbf=tomorrow)) == "its claims do not fit (nbf)"


@pytest.mark.parametrize(
    ("claim", "value"),
    [
        ("iss", "https://elsewhere.example"),
        ("iss", None),
        ("aud", "another"),
        ("aud", None),
        ("exp", None),
        ("exp", "tomorrow"),
        ("sub", None),
        ("sub", ""),
        ("sub", "maria.rossi@example.it"),
        ("sub", "a" * 65),
        ("sub", 7),
        ("org", None),
        ("org", "prefettura"),
        ("org", ["PREFETTURA_FERMO"]),
        ("role", None),
        ("role", "chief"),
        ("role", ["operator"]),
    ],
)
def test_a_claim_that_does_not_fit_is_named(claim: str, value: Any) -> None:
    """A subject that could be a name or an address is refused like any other that is not opaque."""
    assert claim in problem_of(signed(**{claim: value}))


@pytest.mark.parametrize("role", ["partner", "service"])
def test_nobody_becomes_a_partner_or_a_service_by_a_token(role: str) -> None:
    """These show a certificate, whatever an issuer may say."""
    assert problem_of(signed(role=role)) == "its claims do not fit (role)"


def test_a_token_signed_by_somebody_else_is_worth_nothing() -> None:
    """The key's name is right, the key is not."""
    assert problem_of(signed(ECKey.generate_key("P-256"))) == "the issuer has not signed it"


def test_a_token_cannot_choose_how_it_is_checked() -> None:
    """Neither unsigned, nor signed with the public key as if that were a shared secret."""
    unsigned = ".".join(_encoded(part) for part in ({"alg": "none"}, RIGHT)) + "."
    public = json.dumps(KEY.as_dict(private=False))
    shared = jwt.encode({"alg": "HS256", "kid": KEY.kid}, dict(RIGHT), OctKey.import_key(public))

    assert problem_of(unsigned) == problem_of(shared) == "the issuer has not signed it"


def test_a_token_changed_in_any_place_is_worth_nothing() -> None:
    """Each of its characters counts, but for bits that encode nothing."""
    seed = random.SystemRandom().randrange(10**6)
    print(f"seed {seed}")  # noqa: T201 - how to see a failure again
    chance, token = random.Random(seed), signed()

    for _ in range(200):
        place = chance.randrange(len(token) - 1)
        other = chance.choice("ABCxyz019-_.\n é".replace(token[place], "")) or "!"
        problem_of(token[:place] + other + token[place + 1 :])


@pytest.mark.parametrize("text", ["", "x", "..", "a.b.c", "é", "\0", "[" * 9000, f"{'W1tb' * 3000}.e30.e30"])
def test_what_is_no_token_is_said_to_be_none(text: str) -> None:
    """Whatever is sent, the answer is the same refusal."""
    assert problem_of(text) == "the issuer has not signed it"


def _encoded(part: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")
