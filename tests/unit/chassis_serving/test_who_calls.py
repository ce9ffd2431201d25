"""Who may connect, and who they are taken for: over TLS, with real certificates and tokens."""

import json
from collections.abc import Callable
from typing import Any

import grpc
import pytest
from somicis.catalogue.v1.catalogue_service_pb2 import GetMeasureRequest
from somicis.catalogue.v1.catalogue_service_pb2_grpc import CatalogueServiceStub

from chassis.calling import ClientCertificate, people_channel
from chassis.serving import Identification, Identity, Method, Role
from chassis.serving.identity import bearer_in, organisation_in
from chassis.serving.refusals import NoValidCertificate
from tests.support.grpc_answers import failure_of
from tests.support.running_server import ORGANISATIONS, Identities, Running


def get_measure(channel: Any, **metadata: str) -> Callable[[], Any]:
    """Ask for a measure; the small catalogue answers with whom it takes the caller for."""
    pairs = tuple((name.replace("_", "-"), value) for name, value in metadata.items())
    return lambda: CatalogueServiceStub(channel).GetMeasure(
        GetMeasureRequest(measure_id="PROVA"), timeout=10, metadata=pairs
    )


def taken_for(answer: Any) -> dict[str, str]:
    """Actor, organisation and role the servicer was told."""
    origin = json.loads(answer.document_json)
    return {name: origin[name] for name in ("actor", "organisation", "role")}


def test_a_person_is_known_by_their_token(running: Running) -> None:
    """Commands and events carry an opaque actor, the organisation and the role."""
    answer = get_measure(running.person("operator"))()

    assert taken_for(answer) == {"actor": "op-1", "organisation": "PREFETTURA_FERMO", "role": "operator"}


def test_an_organisation_is_known_by_its_certificate(running: Running) -> None:
    """A service asks for itself when it says for nobody else."""
    answer = get_measure(running.organisation("INTAKE"))()

    assert taken_for(answer) == {"actor": "INTAKE", "organisation": "INTAKE", "role": "service"}


def test_a_service_asks_for_somebody(running: Running, identities: Identities) -> None:
    """The other service records who asked, not who passed it on; the role that counts is the service's."""
    bearer = f"Bearer {identities.token('supervisor')}"

    answer = get_measure(running.organisation("INTAKE"), authorization=bearer)()

    assert taken_for(answer)["actor"] == "sup-1"
    identity = running.catalogue.calls[-1][2].identity
    assert identity.role is Role.SERVICE
    assert identity.on_behalf_of is not None
    assert identity.on_behalf_of.role is Role.SUPERVISOR


def test_a_service_cannot_ask_for_somebody_with_a_bad_token(running: Running, strangers: Identities) -> None:
    """Whom a call is for is proved, or the call is refused."""
    bearer = f"Bearer {strangers.token('operator')}"

    failure = failure_of(get_measure(running.organisation("INTAKE"), authorization=bearer))

    assert (failure.code, failure.reason) == (grpc.StatusCode.UNAUTHENTICATED, "NO_VALID_TOKEN")


def test_a_partner_speaks_for_itself_alone(running: Running, identities: Identities) -> None:
    """A token beside a partner's certificate gives it nothing: the operator may, the partner may not."""
    bearer = f"Bearer {identities.token('operator')}"

    failure = failure_of(get_measure(running.organisation("CPI_FERMO"), authorization=bearer))

    assert failure.reason == "ROLE_MAY_NOT_CALL"
    assert failure.facts["role"] == "partner"


def test_a_call_without_a_certificate_does_not_get_through_the_handshake(running: Running) -> None:
    """The organisations' port lets nobody in without one."""
    channel = people_channel(f"localhost:{running.server.organisations_port}", running.authority, "token")

    failure = failure_of(get_measure(channel))
    channel.close()

    assert failure.code is grpc.StatusCode.UNAVAILABLE


def test_a_certificate_of_another_authority_does_not_get_through_the_handshake(
    running: Running, strangers: Identities
) -> None:
    """The name is right; who vouches for it is not."""
    failure = failure_of(get_measure(running.with_certificate(strangers.certificate("INTAKE"))))

    assert failure.code is grpc.StatusCode.UNAVAILABLE


def test_a_servers_certificate_opens_no_door(running: Running, identities: Identities) -> None:
    """It is signed by the right authority, for another use."""
    pair = identities.ca.server
    certificate = ClientCertificate.from_files(pair.certificate, pair.key)

    assert failure_of(get_measure(running.with_certificate(certificate))).code is grpc.StatusCode.UNAVAILABLE


def test_a_client_that_trusts_another_authority_does_not_speak_to_us(running: Running, strangers: Identities) -> None:
    """A token is shown to the right server only."""
    authority = strangers.ca.authority.read_bytes()
    channel = people_channel(f"localhost:{running.server.people_port}", authority, "token")

    failure = failure_of(get_measure(channel))
    channel.close()

    assert failure.code is grpc.StatusCode.UNAVAILABLE


def test_a_certificate_that_names_no_organisation_is_refused(running: Running, identities: Identities) -> None:
    """The authority vouches for a code in capitals, or for nobody."""
    identities.ca.make(["nobody"])

    failure = failure_of(get_measure(running.organisation("nobody")))

    assert (failure.code, failure.reason) == (grpc.StatusCode.UNAUTHENTICATED, "NO_VALID_CERTIFICATE")


def test_the_peoples_port_asks_for_a_token(running: Running) -> None:
    """TLS alone says nothing about who calls."""
    channel = grpc.secure_channel(
        f"localhost:{running.server.people_port}", grpc.ssl_channel_credentials(running.authority)
    )

    failure = failure_of(get_measure(channel))
    channel.close()

    assert (failure.code, failure.reason) == (grpc.StatusCode.UNAUTHENTICATED, "NO_VALID_TOKEN")
    assert failure.domain == "somicis"


def test_a_certificate_counts_for_nothing_on_the_peoples_port(running: Running, identities: Identities) -> None:
    """That port asks for none, so what a client offers there is never looked at."""
    mine = identities.certificate("INTAKE")
    credentials = grpc.ssl_channel_credentials(running.authority, mine.key, mine.chain)
    channel = grpc.secure_channel(f"localhost:{running.server.people_port}", credentials)

    failure = failure_of(get_measure(channel))
    channel.close()

    assert failure.reason == "NO_VALID_TOKEN"


@pytest.mark.parametrize("role", ["auditor", "ops", "supervisor"])
def test_a_role_that_may_not_is_told_which_method_which_role_and_whose_it_is(running: Running, role: str) -> None:
    """The servicer is never reached."""
    failure = failure_of(get_measure(running.person(role)))

    assert (failure.code, failure.reason) == (grpc.StatusCode.PERMISSION_DENIED, "ROLE_MAY_NOT_CALL")
    assert failure.facts == {
        "method": "/somicis.catalogue.v1.CatalogueService/GetMeasure",
        "role": role,
        "allowed": "operator, editor, service",
    }
    assert running.catalogue.calls == []


def test_the_auditors_certificate_makes_an_auditor() -> None:
    """Which organisations audit is a setting; every other one is a partner."""
    identification = Identification(ORGANISATIONS, tokens=_NoTokens())
    peer = {"x509_pem_cert": [b"..."], "peer_uri": [b"spiffe://somicis/org/AUTORITA_AUDIT"]}

    assert identification.of(peer, "") == Identity("AUTORITA_AUDIT", "AUTORITA_AUDIT", Role.AUDITOR, Method.CERTIFICATE)


def test_a_partners_token_is_not_even_read() -> None:
    """Nobody but a service can have come for somebody else."""
    peer = {"x509_pem_cert": [b"..."], "peer_uri": [b"spiffe://somicis/org/CPI_FERMO"]}

    assert Identification(ORGANISATIONS, tokens=_NoTokens()).of(peer, "a token").on_behalf_of is None


def test_a_certificate_without_a_name_is_not_made_good_by_a_token() -> None:
    """Who came in through the organisations' door is an organisation or nobody."""
    with pytest.raises(NoValidCertificate):
        Identification(ORGANISATIONS, tokens=_NoTokens()).of({"x509_pem_cert": [b"..."]}, "a token")


class _NoTokens:
    """Reads none."""

    def identity(self, token: str) -> Identity:
        """Never asked."""
        raise AssertionError(token)


@pytest.mark.parametrize(
    "uris",
    [
        [],
        [b"spiffe://somicis/org/"],
        [b"spiffe://somicis/org/CPI_FERMO/extra"],
        [b"spiffe://somicis/org/cpi"],
        [b"spiffe://elsewhere/org/CPI_FERMO"],
        [b"spiffe://somicis/org/CPI_FERMO\n"],
        [b"spiffe://somicis/org/CPI_FERMO", b"spiffe://somicis/org/CCIAA_MARCHE"],
        [b"\xff\xfe"],
    ],
)
def test_a_certificate_names_exactly_one_organisation(uris: list[bytes]) -> None:
    """Half a name, a name with something after it, or two names are nobody's."""
    with pytest.raises(NoValidCertificate):
        organisation_in(uris)


@pytest.mark.parametrize(
    ("header", "token"), [("Bearer abc", "abc"), ("bearer  abc ", "abc"), ("Basic abc", ""), ("", ""), ("Bearer", "")]
)
def test_only_a_bearer_token_is_a_token(header: str, token: str) -> None:
    """The word before it is not told apart by case, as HTTP wants."""
    assert bearer_in(header) == token
