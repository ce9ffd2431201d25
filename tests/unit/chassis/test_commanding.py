"""Commands: once, with one answer, on the version they were decided on."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid5

import pytest
from sqlalchemy import Connection, func, select

from chassis.commanding import REQUESTS_ARE_KEPT, Aggregates, Commander, Receipt
from chassis.refusals import DatabaseUnavailable, RequestIdReused, StaleVersion
from chassis.store.tables import REQUESTS
from tests.support.at_once import at_once
from tests.support.databases import opened, url_of
from tests.support.doubtful_database import DoubtfulDatabase
from tests.support.things import LabelMissing, MakeThing, RenameThing, Thing, ThingNotFound
from tests.support.workshop import Workshop

A_REQUEST = UUID("00000000-0000-4000-8000-00000000000a")


def execute_make(commander: Commander, command: MakeThing, tx: Connection | None = None) -> Receipt:
    """Carry out a making."""
    return commander.execute(command, lambda _: Thing.make(command.new_id("thing"), command.label), tx)


def execute_rename(commander: Commander, command: RenameThing, tx: Connection | None = None) -> Receipt:
    """Carry out a renaming."""

    def decide(at: Aggregates) -> Thing:
        thing = at.changing(Thing, command.thing_id, ThingNotFound)
        thing.rename(command.label)
        return thing

    return commander.execute(command, decide, tx)


def requests_kept(workshop: Workshop) -> int:
    """How many requests lie in the store."""
    with workshop.database.reading() as tx:
        return tx.execute(select(func.count()).select_from(REQUESTS)).scalar_one()


def test_a_command_asked_five_times_has_one_effect_and_one_answer(workshop: Workshop) -> None:
    """A client that heard nothing may ask again, however often, even after the thing has changed."""
    answers = [workshop.make("spoon", request_id=A_REQUEST) for _ in range(3)]
    workshop.rename(answers[0], "ladle")
    answers += [workshop.make("spoon", request_id=A_REQUEST) for _ in range(2)]

    assert set(answers) == {Receipt(answers[0].id, version=1, position=1)}
    assert len(workshop.entries()) == 2


def test_a_request_id_is_good_for_one_request(workshop: Workshop) -> None:
    """The same id with another body is a mistake of the client; it changes nothing."""
    workshop.make("spoon", request_id=A_REQUEST)

    with pytest.raises(RequestIdReused):
        workshop.make("fork", request_id=A_REQUEST)

    assert len(workshop.entries()) == 1


def test_two_organisations_may_use_the_same_request_id(workshop: Workshop) -> None:
    """An id is the organisation's own; nobody learns from it what another has asked."""
    first = workshop.by(request_id=A_REQUEST)
    second = {**first, "origin": first["origin"].model_copy(update={"organisation": "DESK_2"})}
    made = [MakeThing(**by, label="spoon") for by in (first, second)]

    ids = {execute_make(workshop.commander, command).id for command in made}

    assert len(ids) == 2


def test_a_refusal_is_judged_anew_when_it_is_asked_again(workshop: Workshop) -> None:
    """A refusal writes nothing, so what was refused yesterday may be granted today under the same id."""
    spoon = UUID("00000000-0000-4000-8000-0000000000b0")
    command = RenameThing(**workshop.by(request_id=A_REQUEST), thing_id=spoon, label="ladle")
    with pytest.raises(ThingNotFound):
        execute_rename(workshop.commander, command)
    assert (workshop.entries(), requests_kept(workshop)) == ([], 0)

    make = MakeThing(**workshop.by(), label="spoon")
    workshop.commander.execute(make, lambda _: Thing.make(spoon, "spoon"))

    assert execute_rename(workshop.commander, command).version == 2


def test_what_the_domain_refuses_changes_nothing(workshop: Workshop) -> None:
    """The refusal reaches whoever asked as it was raised."""
    spoon = workshop.make("spoon")

    with pytest.raises(LabelMissing):
        workshop.rename(spoon, "")

    assert workshop.thing(spoon.id).label == "spoon"


def test_a_stale_version_is_refused_with_what_changed(workshop: Workshop) -> None:
    """Of two people at version 1 one wins; the other is told who did what since, and decides anew."""
    spoon = workshop.make("spoon")
    workshop.rename(spoon, "ladle", actor="OP_2", expected_version=1)
    workshop.weigh(spoon, 40)

    with pytest.raises(StaleVersion) as refused:
        workshop.rename(spoon, "scoop", expected_version=1)

    changed = "2 thing.renamed (OP_2), 3 thing.weighed (OP_1)"
    assert refused.value.facts == {"expected": "1", "actual": "3", "changed": changed}
    assert workshop.rename(spoon, "scoop", expected_version=3).version == 4


def test_of_many_at_the_same_version_one_wins(workshop: Workshop) -> None:
    """All ask at the same moment; every other one is told that it came too late."""
    spoon = workshop.make("spoon")
    outcomes = at_once(8, lambda n: workshop.rename(spoon, f"spoon {n}", expected_version=1))

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Receipt", *["StaleVersion"] * 7]
    assert len(workshop.entries()) == 2


def test_many_who_name_no_version_are_all_served(workshop: Workshop) -> None:
    """Who does not say on what the decision rests is decided anew when another was faster: nobody is turned away."""
    spoon = workshop.make("spoon")
    outcomes = at_once(8, lambda _: [workshop.show(spoon) for _ in range(5)])

    shown = [receipt.version for receipts in outcomes for receipt in receipts]
    assert sorted(shown) == list(range(2, 42))
    assert workshop.thing(spoon.id).times_shown == 40


def test_the_same_request_at_the_same_moment_has_one_effect(workshop: Workshop) -> None:
    """A client that asks twice at once gets the same answer twice, even when each try would make another thing."""

    def make(n: int) -> Receipt:
        command = MakeThing(**workshop.by(request_id=A_REQUEST), label="spoon")
        return workshop.commander.execute(command, lambda _: Thing.make(uuid5(A_REQUEST, str(n)), "spoon"))

    outcomes = at_once(8, make)

    assert len(set(outcomes)) == 1
    assert len(workshop.entries()) == 1


def test_an_aggregate_that_did_nothing_is_a_bug(workshop: Workshop) -> None:
    """A silent no-op where a refusal is due does not pass."""
    spoon = workshop.make("spoon")
    command = RenameThing(**workshop.by(), thing_id=spoon.id, label="ladle")

    with pytest.raises(AssertionError, match="RenameThing"):
        workshop.commander.execute(command, lambda at: at.get(Thing, spoon.id, ThingNotFound))


@pytest.fixture
def doubtful(databases: None, tmp_path: Path) -> Iterator[tuple[Workshop, DoubtfulDatabase]]:
    """A workshop whose database can lose what it is told to."""
    database = DoubtfulDatabase(url_of(tmp_path, "doubtful"))
    yield Workshop(tmp_path, "doubtful", database), database
    database.close()


def test_a_commit_that_happened_is_answered(doubtful: tuple[Workshop, DoubtfulDatabase]) -> None:
    """The connection broke after the commit: the request row tells that it happened, and nothing is done twice."""
    workshop, database = doubtful
    database.lose_the_answer()

    assert workshop.make("spoon", request_id=A_REQUEST).version == 1
    assert len(workshop.entries()) == 1


def test_a_commit_that_did_not_happen_is_not_claimed(doubtful: tuple[Workshop, DoubtfulDatabase]) -> None:
    """The client is told to try again, and may."""
    workshop, database = doubtful
    database.lose_the_commit()

    with pytest.raises(DatabaseUnavailable):
        workshop.make("spoon", request_id=A_REQUEST)
    assert workshop.entries() == []
    assert workshop.make("spoon", request_id=A_REQUEST).version == 1


def test_a_command_may_be_part_of_something_larger(workshop: Workshop) -> None:
    """Within a transaction a command sees what was done before in it, and all of it stands or falls together."""
    make = MakeThing(**workshop.by(), label="spoon")
    rename = RenameThing(**workshop.by(), thing_id=make.new_id("thing"), label="ladle")

    with pytest.raises(ZeroDivisionError), workshop.database.writing() as tx:
        _ = execute_make(workshop.commander, make, tx).version / 0
    assert (workshop.entries(), requests_kept(workshop)) == ([], 0)

    with workshop.database.writing() as tx:
        answers = [execute_make(workshop.commander, make, tx)]
        answers += [execute_rename(workshop.commander, rename, tx) for _ in range(2)]
    assert [answer.version for answer in answers] == [1, 2, 2]
    assert [entry.name for entry in workshop.entries()] == ["thing.made", "thing.renamed"]


def test_within_a_transaction_a_stale_version_is_told_with_what_the_transaction_did(workshop: Workshop) -> None:
    """What changed is read where it was changed, committed or not."""
    spoon = workshop.make("spoon")
    first, second = (
        RenameThing(**workshop.by(expected_version=1), thing_id=spoon.id, label=label) for label in ("ladle", "scoop")
    )

    with workshop.database.writing() as tx:
        execute_rename(workshop.commander, first, tx)
        with pytest.raises(StaleVersion, match=r"2 thing\.renamed"):
            execute_rename(workshop.commander, second, tx)


def test_requests_are_forgotten_after_thirty_days(workshop: Workshop) -> None:
    """Until then a repeat is a repeat; the events stay for ever."""
    workshop.make("spoon", request_id=A_REQUEST)
    workshop.pass_time(REQUESTS_ARE_KEPT)
    assert workshop.commander.forget_old_requests() == 0
    workshop.make("fork")
    workshop.pass_time()

    assert workshop.commander.forget_old_requests() == 1
    assert (requests_kept(workshop), len(workshop.entries())) == (1, 2)


def test_a_request_is_kept_as_a_keyed_digest(workshop: Workshop) -> None:
    """What was asked cannot be guessed from the row without the key."""
    workshop.make("spoon", request_id=A_REQUEST)
    elsewhere = Commander(workshop.database, {}, b"another key" * 3, workshop.clock)
    command = MakeThing(**workshop.by(request_id=A_REQUEST), label="spoon")

    with pytest.raises(RequestIdReused):
        elsewhere.repeated(command)


def test_an_unknown_statement_is_a_bug_and_not_an_outage(workshop: Workshop, tmp_path: Path) -> None:
    """What trying again cannot mend is not told as 'try again'."""
    database = opened(tmp_path, "empty")

    with pytest.raises(Exception, match=r"no such table|does not exist") as bug:
        Commander(database, {}, b"k" * 32, workshop.clock).repeated(MakeThing(**workshop.by(), label="x"))
    assert not isinstance(bug.value, DatabaseUnavailable)
