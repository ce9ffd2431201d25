"""A connection that breaks at a commit leaves a doubt, and only the request row can settle it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest

from chassis.commanding import Aggregates
from chassis.database import Database
from chassis.refusals import DatabaseUnavailable, OutcomeUnknown
from tests.support.chain import broken_links
from tests.support.postgres_proxy import PostgresProxy, proxy_to
from tests.support.private_postgres import PrivatePostgres, behind
from tests.support.things import MakeThing, Thing
from tests.support.workshop import Workshop

pytestmark = pytest.mark.slow

A_REQUEST = UUID("00000000-0000-4000-8000-00000000000a")
OF_THE_READING, OF_THE_WRITING = 1, 2
"""A command reads in a transaction of its own before it writes in another; both commit."""


@dataclass(frozen=True)
class Doubtful:
    """A service, and the way to its database."""

    workshop: Workshop
    way: PostgresProxy


@pytest.fixture
def doubtful(postgres: PrivatePostgres, url: str, tmp_path: Path) -> Iterator[Doubtful]:
    """A service whose way to its database can be told what to lose."""
    with proxy_to(postgres.port) as way:
        database = Database(behind(url, way.port))
        yield Doubtful(Workshop(tmp_path, database=database), way)
        database.close()


def test_a_commit_that_happened_is_answered(doubtful: Doubtful) -> None:
    """The server has committed and the answer is lost: whoever asked gets it all the same, and once."""
    doubtful.way.lose_the_answer(OF_THE_WRITING)

    receipt = doubtful.workshop.make("spoon", request_id=A_REQUEST)

    assert doubtful.way.lost == 1
    assert doubtful.workshop.make("spoon", request_id=A_REQUEST) == receipt
    assert [entry.position for entry in doubtful.workshop.entries()] == [receipt.position] == [1]


def test_a_commit_that_did_not_happen_is_not_claimed(doubtful: Doubtful) -> None:
    """It never reached the server: whoever asked is told to try again, and may."""
    doubtful.way.lose_the_commit(OF_THE_WRITING)

    with pytest.raises(OutcomeUnknown):
        doubtful.workshop.make("spoon", request_id=A_REQUEST)
    assert doubtful.way.lost == 1
    assert doubtful.workshop.entries() == []
    assert doubtful.workshop.make("spoon", request_id=A_REQUEST).position == 1


def test_before_the_commit_there_is_no_doubt(doubtful: Doubtful) -> None:
    """A connection that breaks earlier has taken the transaction with it: nobody looks for an answer."""
    doubtful.way.lose_the_answer(OF_THE_READING)

    with pytest.raises(DatabaseUnavailable) as failure:
        doubtful.workshop.make("spoon", request_id=A_REQUEST)
    assert doubtful.way.lost == 1
    assert not isinstance(failure.value, OutcomeUnknown)
    assert doubtful.workshop.entries() == []


def test_a_doubt_while_the_database_is_away_stays_one(doubtful: Doubtful) -> None:
    """Neither the answer nor the request row can be had: the client hears that, and a repeat finds what was done."""
    command = MakeThing(**doubtful.workshop.by(request_id=A_REQUEST), label="spoon")
    doubtful.way.lose_the_answer(OF_THE_WRITING)

    def decide(_: Aggregates) -> Thing:
        doubtful.way.admit_nobody()
        return Thing.make(command.new_id("thing"), command.label)

    with pytest.raises(DatabaseUnavailable):
        doubtful.workshop.commander.execute(command, decide)
    doubtful.way.mend()

    assert [entry.version for entry in doubtful.workshop.entries()] == [1]
    assert doubtful.workshop.make("spoon", request_id=A_REQUEST).position == 1
    assert broken_links(doubtful.workshop.database) == []
