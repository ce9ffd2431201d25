"""A decision that was recorded, made again: the same bytes from the same engine, whatever was published since."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from somicis.catalogue.v1.match_pb2 import RerunRequest, RerunResponse

from chassis.modelling import InvalidField
from chassis.serving import Role
from services.catalogue.domain.record_refusals import CatalogueBehindRecord, RecordShowsMore
from services.catalogue.domain.verdicts.engine_version import ENGINE_VERSION
from tests.support.catalogue_service import CatalogueService
from tests.support.measures import an_edition, written

FACTS = "person: {citizenship: SN, birth_date: 1988-03-14}\nproject: {amount: 5000}\n"
GIVEN = {"person": {"citizenship": "SN", "birth_date": "1988-03-14"}, "project": {"amount": 5000}}
DAY = "2023-01-09"


def recorded(service: CatalogueService, **asked: Any) -> str:
    """The record of a match."""
    return service.matched(DAY, facts=FACTS, record=True, **asked).record_json


def again(service: CatalogueService, record: str, role: Role = Role.AUDITOR) -> RerunResponse:
    """The record made now."""
    return service.servicer().Rerun(RerunRequest(record_json=record), service.call(role))


def rewritten(record: str, **changes: Any) -> str:
    """A record with something else in it, and the hash that goes with it."""
    data = {**json.loads(record), **changes}
    return canonical({**data, "content_hash": hash_of(data)})


def canonical(data: dict[str, Any]) -> str:
    """JSON as a record is written."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(data: dict[str, Any]) -> str:
    """The hash of all but the hash."""
    return hashlib.sha256(canonical({k: v for k, v in data.items() if k != "content_hash"}).encode()).hexdigest()


def test_a_record_says_what_was_asked_of_what_and_what_came_of_it(service: CatalogueService) -> None:
    """Enough to make it again, and to see that nobody has changed it."""
    service.stock(written(), written(an_edition(sensitive=True), id="SHELTERED"))

    record = recorded(service, known_at="2023-01-09", measure_id="TRIAL_LOAN")
    data = json.loads(record)

    assert record == canonical(data)
    assert data["content_hash"] == hash_of(data)
    assert data["engine_version"] == ENGINE_VERSION
    assert data["question"] == {
        "facts": {"source": "typed", "given": GIVEN},
        "as_of": DAY,
        "known_at": "2023-01-09",
        "measure": "TRIAL_LOAN",
    }
    assert data["catalogue"] == {"log": service.composed.shelf.head().log, "position": 8, "sensitive": True}
    content = hashlib.sha256(canonical(an_edition()).encode()).hexdigest()
    assert data["editions"] == [{"measure": "TRIAL_LOAN", "edition": "V1", "content_hash": content}]
    assert [(each["measure"], each["verdict"]) for each in data["result"]] == [("TRIAL_LOAN", "to_verify")]


def test_no_record_is_made_unless_it_is_asked_for(service: CatalogueService) -> None:
    """It holds facts about a person."""
    assert service.stock(written()).matched(facts=FACTS).record_json == ""


def test_a_record_is_the_same_bytes_years_later(service: CatalogueService) -> None:
    """Corrections, new measures and suspensions of later do not reach back."""
    service.stock(written())
    record = recorded(service)
    service.clock.set(datetime(2026, 5, 1, 9, tzinfo=UTC))
    service.stock(written(an_edition(conditions=[])), written(id="LATER"))

    answer = again(service, record)

    assert answer.record_json == record
    assert answer.catalogue_log == json.loads(record)["catalogue"]["log"]
    assert recorded(service) != record


def test_another_engine_shows_what_it_decides_otherwise(service: CatalogueService) -> None:
    """The record stays as it is; what is made now says by which engine."""
    record = recorded(service.stock(written()))
    result = [{**json.loads(record)["result"][0], "verdict": "not_eligible"}]
    earlier = rewritten(record, engine_version=0, result=result)

    now = json.loads(again(service, earlier).record_json)

    assert (now["engine_version"], now["result"][0]["verdict"]) == (ENGINE_VERSION, "to_verify")
    assert canonical(now) == record


@pytest.mark.parametrize(
    "record",
    ["", "{", "[]", "{}", '{"format": "somicis decision record 2"}', "null", "[" * 100_000],
    ids=["nothing", "no JSON", "a list", "empty", "another format", "null", "deep"],
)
def test_what_is_no_record_is_refused(service: CatalogueService, record: str) -> None:
    """Nothing is guessed of it."""
    with pytest.raises(InvalidField, match="this is no decision record"):
        again(service, record)


def test_half_a_character_is_in_no_record(service: CatalogueService) -> None:
    """It could be neither hashed nor answered."""
    record = recorded(service.stock(written())).replace('"SN"', '"\\ud800"')

    with pytest.raises(InvalidField, match="this is no decision record"):
        again(service, record)


def test_a_record_that_was_changed_is_refused(service: CatalogueService) -> None:
    """Whoever shows it is told so, and nothing of what it says."""
    changed = recorded(service.stock(written())).replace("1988", "1978")

    with pytest.raises(InvalidField, match="changed after it was made") as told:
        again(service, changed)
    assert "1978" not in str(told.value)


def test_a_record_of_what_was_never_stored_here_is_refused(service: CatalogueService) -> None:
    """A catalogue restored from a copy that is too old cannot know."""
    record = recorded(service.stock(written()))
    beyond = rewritten(record, catalogue={**json.loads(record)["catalogue"], "position": 99})

    with pytest.raises(CatalogueBehindRecord, match="99"):
        again(service, beyond)


def test_a_record_shows_nobody_more_than_they_are_shown(service: CatalogueService) -> None:
    """Of a partner's operator it covers what they saw, for an auditor too; the desk's they are not shown."""
    service.stock(written(), written(an_edition(sensitive=True), id="SHELTERED"))
    theirs, the_desks = recorded(service, role=Role.ORIENTATION), recorded(service)

    assert again(service, theirs).record_json == theirs
    assert [each["measure"] for each in json.loads(theirs)["result"]] == ["TRIAL_LOAN"]
    with pytest.raises(RecordShowsMore):
        again(service, the_desks, Role.ORIENTATION)
