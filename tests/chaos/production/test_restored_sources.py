"""A service's database is restored while everything runs: those who hear it stop, ops decides, and the sums agree."""

from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from somicis.referral.v1 import referral_pb2 as referrals
from somicis.referral.v1 import referral_service_pb2 as referral
from somicis.shared.v1.operations_service_pb2 import SourceStatus

from apps.connection.asking import ask
from tests.support.database_copies import copied, log_renewed, restored
from tests.support.eventually import eventually
from tests.support.ledger import Ledger, said_until
from tests.support.load import PATIENT, Load
from tests.support.production_stack import ProductionStack
from tests.support.somicis_program import Somicis

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

WITHIN = 30.0
SUBSCRIBERS = ("intake", "reporting")
WHY = "--reason", "restored after the disk failed"
REGISTERED = "somicis.referral.v1.OrganisationRegistered"


def test_a_source_that_lost_nothing_is_adopted_under_load_and_everything_arrives_once(
    production: ProductionStack, ledger: Ledger, seed: int
) -> None:
    """Its log has another id and says the same: what was heard is compared, and not handled again."""
    with Load(production, ledger, seed, a_second=40, commands=240).under_way() as load:
        load.acknowledged(at_least=60)
        renewed = log_renewed(production, "referral")
        for service in SUBSCRIBERS:
            eventually(partial(met, production, service), wanted=renewed, within=WITHIN)
        load.acknowledges(more=40)
        for service in SUBSCRIBERS:
            assert decide(production, service)["decision"]["log"] == renewed

    ledger.balance()
    for service in SUBSCRIBERS:
        assert (source(production, service).log, source(production, service).stopped) == (renewed, "")


def test_an_older_copy_is_adopted_and_what_it_lacks_is_accepted(production: ProductionStack, seed: int) -> None:
    """What others had heard of it since is put beside, they go back to what both know, and work goes on from there."""
    production.settled()
    copied(production, "referral")
    common = said_until(production, "referral")
    registered = [register(production, seed, number) for number in range(2)]
    production.settled()

    renewed = restored(production, "referral")
    registered_since = register(production, seed, 2)
    for service in SUBSCRIBERS:
        eventually(partial(met, production, service), wanted=renewed, within=WITHIN)
        decide(production, service)
        eventually(partial(common_position, production, service), wanted=common, within=WITHIN)
    accepted = {service: decide(production, service, "--after", str(common)) for service in SUBSCRIBERS}

    production.settled()
    assert recipients(production) >= {registered_since, *registered}
    for told in accepted.values():
        assert [one["type"] for one in told["gone"]] == [REGISTERED] * 2
        assert told["decision"]["after"] == common
        assert told["put_back"]
    taken_back = [(one["follower"], one["taken_back"]) for one in accepted["reporting"]["put_back"]]
    assert taken_back == [("facts-of-referral", True)]
    ledger = Ledger(production)
    with Load(production, ledger, seed, a_second=40, commands=80).under_way():
        pass
    ledger.balance()


def register(stack: ProductionStack, seed: int, number: int) -> str:
    """Register a partner with the referral service; answers its code."""
    code = f"RESTORED_{seed}_{number}"
    request = referral.RegisterOrganisationRequest(
        request_id=str(uuid4()), code=code, name="Ente di prova", kind=referrals.ORGANISATION_KIND_UNIVERSITY
    )
    ask(stack.clients("supervisor").referral.RegisterOrganisation, request, PATIENT)
    return code


def recipients(stack: ProductionStack) -> set[str]:
    """The partners intake knows, gone or not: its read model was not rebuilt."""
    with stack.asking("intake") as asking:
        return {str(row[0]) for row in asking.execute("SELECT code FROM recipients")}


def decide(stack: ProductionStack, service: str, *more: str) -> Any:
    """What ops is answered at the command line."""
    program = Somicis(stack.layout.stack_file)
    ended = program("ops", "adopt-log", service, "referral", *more, *WHY, "--output", "json")
    assert ended.status == 0, ended.err
    return ended.data


def source(stack: ProductionStack, service: str) -> SourceStatus:
    """How a service hears the referral service."""
    return next(one for one in stack.look().services[service].sources if one.source == "referral")


def met(stack: ProductionStack, service: str) -> str:
    """The other log a service has met and is stopped for."""
    seen = source(stack, service)
    return seen.met_log if seen.stopped else ""


def common_position(stack: ProductionStack, service: str) -> int | None:
    """Up to where both logs agree, once they were seen to differ."""
    seen = source(stack, service)
    return seen.common_position if seen.differs else None
