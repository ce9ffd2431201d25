"""What one command recorded is found again, for answers that a repeat must give too."""

from sqlalchemy import inspect

from chassis.commanding import REQUESTS_ARE_KEPT
from chassis.modelling import Origin
from tests.support.things import Thing
from tests.support.workshop import Workshop


def test_of_a_stream_only_what_the_command_recorded_is_told(workshop: Workshop) -> None:
    """One command may record several events; those before and after it are others'."""
    spoon = workshop.make("spoon")
    weighed = workshop.weigh(spoon, 40, times=2)
    workshop.rename(spoon, "ladle")

    assert [type(event) for event in workshop.commander.recorded_by(weighed)] == [Thing.Weighed] * 2


def test_a_request_that_was_forgotten_leaves_its_events_to_nobody(workshop: Workshop) -> None:
    """Nothing says any more where the command before ended, but it came with another request."""
    spoon = workshop.make("spoon")
    workshop.pass_time(REQUESTS_ARE_KEPT * 2)
    workshop.commander.forget_old_requests()
    later = Origin(actor="OP_1", organisation="DESK_1", role="operator", correlation="another")
    renamed = workshop.rename(spoon, "ladle", origin=later)

    assert [type(event) for event in workshop.commander.recorded_by(renamed)] == [Thing.Renamed]


def test_it_is_found_without_reading_every_request(workshop: Workshop) -> None:
    """A month of a whole network's requests is much to read for one answer."""
    indexed = [index["column_names"] for index in inspect(workshop.database.engine).get_indexes("requests")]

    assert ["stream", "version"] in indexed
