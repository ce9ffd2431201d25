"""A development stack makes the identities it needs, keeps them while they are good, and guards the keys."""

import json
import ssl
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID
from prometheus_client import CollectorRegistry

from chassis.clock import machine_now
from chassis.serving import Role, SignedTokens, watch_expiry
from chassis.serving.certificates import days_left
from chassis.serving.identity import organisation_in
from chassis.serving.refusals import NoValidToken
from stacks.development_ca import CERTIFICATE_LASTS, ORGANISATIONS, DevelopmentCa
from stacks.development_tokens import AUDIENCE, DEMONSTRATORS, ISSUER, Demonstrator, DevelopmentTokens


@pytest.fixture
def ca(tmp_path: Path) -> DevelopmentCa:
    """An authority with all its certificates."""
    made = DevelopmentCa(tmp_path / "certificates")
    made.make()
    return made


@pytest.fixture
def tokens(tmp_path: Path) -> DevelopmentTokens:
    """An issuer with all its tokens."""
    made = DevelopmentTokens(tmp_path / "tokens")
    made.make()
    return made


def certificate(path: Path) -> x509.Certificate:
    """What a file holds."""
    return x509.load_pem_x509_certificate(path.read_bytes())


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("code", ORGANISATIONS)
def test_each_organisation_has_a_certificate_that_names_it(ca: DevelopmentCa, code: str) -> None:
    """In the form the servers read, signed by the authority, for clients only, with its own key."""
    pair = ca.organisation(code)
    found = certificate(pair.certificate)
    names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value

    assert organisation_in([str(name.value).encode() for name in names]) == code
    uses = found.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(uses) == [ExtendedKeyUsageOID.CLIENT_AUTH]
    found.verify_directly_issued_by(certificate(ca.authority))
    ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_cert_chain(pair.certificate, pair.key)


def test_the_server_is_known_by_the_names_of_this_machine(ca: DevelopmentCa) -> None:
    """Clients that check names, as all do, reach it by any of them."""
    names = certificate(ca.server.certificate).extensions.get_extension_for_class(x509.SubjectAlternativeName).value

    assert [str(name.value) for name in names] == ["localhost", "127.0.0.1", "::1"]


def test_servers_in_containers_are_known_by_their_names_too(ca: DevelopmentCa) -> None:
    """As soon as there is one of another name the server's certificate is made anew, and no other is."""
    before = contents(ca.folder)
    ca.make(hosts=["intake-grpc", "catalogue-grpc"])
    names = certificate(ca.server.certificate).extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert [str(name.value) for name in names] == ["localhost", "127.0.0.1", "::1", "intake-grpc", "catalogue-grpc"]

    made = contents(ca.folder)
    assert {name for name in made if made[name] != before[name]} == {"server.pem", "server.key"}
    ca.make(hosts=["catalogue-grpc", "intake-grpc"])
    assert contents(ca.folder) == made


def test_nobody_else_on_the_machine_reads_a_key_or_a_token(ca: DevelopmentCa, tokens: DevelopmentTokens) -> None:
    """What opens a door belongs to who started the stack."""
    secrets = [*ca.folder.glob("*.key"), *tokens.folder.glob("*.jwt"), tokens.folder / "signing.json"]

    assert len(secrets) == len(ORGANISATIONS) + 2 + len(DEMONSTRATORS) + 1
    assert {stat.S_IMODE(path.stat().st_mode) for path in secrets} == {0o600}
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in (ca.folder, tokens.folder)} == {0o700}


def test_what_is_good_is_kept(ca: DevelopmentCa) -> None:
    """A client that trusted the authority yesterday trusts it today."""
    before = contents(ca.folder)

    ca.make()

    assert contents(ca.folder) == before


def test_what_expires_within_a_month_is_made_anew(ca: DevelopmentCa) -> None:
    """By the next start; the authority is still the same."""
    before = contents(ca.folder)
    later = DevelopmentCa(ca.folder, now=lambda: machine_now() + CERTIFICATE_LASTS - timedelta(days=29))

    later.make()

    changed = {name for name, content in contents(ca.folder).items() if content != before[name]}
    assert changed == {path.name for path in ca.folder.iterdir()} - {"ca.pem", "ca.key"}


def test_another_authority_signs_everything_anew(ca: DevelopmentCa) -> None:
    """What it did not sign opens no door, so it must not lie about."""
    (ca.folder / "ca.key").unlink()

    ca.make()

    for name in ("server", *ORGANISATIONS):
        certificate(ca.folder / f"{name}.pem").verify_directly_issued_by(certificate(ca.authority))


def test_a_missing_certificate_is_made_and_the_others_stay(ca: DevelopmentCa) -> None:
    """A new organisation joins without disturbing anybody."""
    before = contents(ca.folder)

    ca.make([*ORGANISATIONS, "ATS_21"])

    after = contents(ca.folder)
    assert set(after) - set(before) == {"ATS_21.pem", "ATS_21.key"}
    assert before.items() <= after.items()


@pytest.mark.parametrize("who", DEMONSTRATORS, ids=lambda who: str(who.name))
def test_each_demonstrator_has_a_token_a_server_accepts(tokens: DevelopmentTokens, who: Demonstrator) -> None:
    """With an opaque subject, an organisation and a role."""
    token = tokens.token(who.name).read_text()

    identity = SignedTokens.from_file(tokens.jwks, ISSUER, AUDIENCE).identity(token)

    assert (identity.actor, identity.organisation, identity.role) == (who.subject, who.organisation, Role(who.role))


def test_every_start_gives_a_month(tokens: DevelopmentTokens) -> None:
    """The keys stay, so a server that runs on accepts the new tokens and the old ones."""
    jwks, first = tokens.jwks.read_bytes(), tokens.token("operator").read_text()
    later = DevelopmentTokens(tokens.folder, now=lambda: machine_now() + timedelta(days=20))

    later.make()

    assert tokens.jwks.read_bytes() == jwks
    second = tokens.token("operator").read_text()
    on_day_40 = SignedTokens.from_file(tokens.jwks, ISSUER, AUDIENCE, lambda: machine_now() + timedelta(days=40))
    assert on_day_40.identity(second).actor == "op-1"
    with pytest.raises(NoValidToken, match="expired"):
        on_day_40.identity(first)


def test_what_is_published_cannot_sign(tokens: DevelopmentTokens) -> None:
    """The private part stays in its own file."""
    (key,) = json.loads(tokens.jwks.read_text())["keys"]

    assert set(key) == {"kty", "crv", "x", "y", "kid", "use", "alg"}


def test_the_days_a_certificate_has_left_are_a_metric(ca: DevelopmentCa) -> None:
    """Whoever keeps the process hears of it before its callers do."""
    registry = CollectorRegistry()
    pem = ca.server.certificate.read_bytes()
    watch_expiry(registry, {"server": pem})

    shown = registry.get_sample_value("somicis_certificate_days_left", {"certificate": "server"})

    assert shown is not None
    assert 364 < shown < 365
    assert days_left(pem, machine_now() + timedelta(days=366)) < 0
