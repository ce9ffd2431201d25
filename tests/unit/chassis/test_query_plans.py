"""What is asked all the time costs the same however much was stored before."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from chassis.database import Database
from chassis.journal import METADATA as JOURNALS
from chassis.journal import rows_after, unheard
from chassis.store import log
from chassis.store.recorder import prepare
from tests.support.query_plans import plans

LONG_AGO = datetime(2023, 1, 9, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A service's, with nothing in it."""
    made = Database(f"sqlite:///{tmp_path}/service.db")
    prepare(made)
    made.create(JOURNALS)
    yield made
    made.close()


def test_what_is_new_in_a_journal_is_found_by_its_place(database: Database) -> None:
    """Every follower asks for it at every news."""
    with database.reading() as tx:
        found = plans(database, lambda: rows_after(tx, unheard("workshop"), 7, 500))

    [step] = found
    assert step.endswith("(source=? AND log=? AND partition=? AND position>? AND position<?)")


def test_how_far_a_log_went_at_an_instant_is_found_by_the_instant(database: Database) -> None:
    """An auditor asks for instants of years ago."""
    with database.reading() as tx:
        found = plans(database, lambda: log.about(tx, [uuid4()], LONG_AGO))

    assert [step for step in found if "events_by_time" in step] == [
        "SEARCH events USING INDEX events_by_time (recorded_at<?)"
    ]
    assert not [step for step in found if step.startswith("SCAN")]
