"""A cursor goes on where its reader had come to, in the log it was made of, and opens for nobody else."""

import pytest

from chassis.cursors import Cursors
from chassis.modelling import InvalidField
from chassis.paging import Pages

LOG, RESTORED = "6f0f2b0e-0000-4000-8000-000000000000", "00000000-0000-4000-8000-000000000000"
CURSORS = Cursors(Pages(b"a key of every replica"), "WatchThings")
OTHER_STREAM = Cursors(CURSORS.pages, "WatchOthers")
OTHER_KEY = Cursors(Pages(b"a key of nobody"), "WatchThings")


@pytest.mark.parametrize("place", ["0", "17", "17/2024-02-29"])
def test_a_reader_goes_on_where_it_had_come_to(place: str) -> None:
    """Whatever a service calls a place; and begins at the beginning without a cursor."""
    assert CURSORS.opened(CURSORS.at(LOG, place, "READER"), LOG, "READER") == place
    assert CURSORS.opened("", LOG, "READER") == ""


@pytest.mark.parametrize(
    ("cursor", "problem"),
    [
        (CURSORS.at(LOG, "1", "ANOTHER"), "exactly as you received it"),
        (OTHER_STREAM.at(LOG, "1", "READER"), "exactly as you received it"),
        (OTHER_KEY.at(LOG, "1", "READER"), "exactly as you received it"),
        (CURSORS.at(LOG, "1", "READER")[:-1], "exactly as you received it"),
        (CURSORS.at(RESTORED, "1", "READER"), "from before the data was restored"),
    ],
)
def test_a_cursor_that_is_not_of_this_reader_stream_and_log_is_refused(cursor: str, problem: str) -> None:
    """By the name of its field: what was read in a log that was restored may have become something else."""
    with pytest.raises(InvalidField, match=problem) as refused:
        CURSORS.opened(cursor, LOG, "READER")

    assert refused.value.field == "cursor"
