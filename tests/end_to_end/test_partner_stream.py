"""A partner's stream: all that happened, then what happens; broken off anywhere, it goes on from there."""

import grpc
import pytest
from somicis.referral.v1 import referral_service_pb2 as referral
from somicis.referral.v1.referral_service_pb2 import ReferralChange, WatchReferralsResponse

from stacks.demo.partner_watch import PartnerWatch
from tests.support.desk_at_work import DeskAtWork
from tests.support.eventually import eventually
from tests.support.running_stack import RunningStack
from tests.support.stream_reader import StreamReader, kind_of, whole

pytestmark = pytest.mark.slow

PARTNER = "CCIAA_MARCHE"


@pytest.fixture(scope="module")
def with_history(desk: DeskAtWork) -> DeskAtWork:
    """A desk whose partner has a history: one referral that waits, one that was accepted and has an appointment."""
    desk.arrived(PARTNER)
    accepted = desk.arrived(PARTNER)
    clients = desk.running.clients(PARTNER)
    desk.on_referral(clients, "AcceptReferral", referral.AcceptReferralRequest(referral_id=accepted))
    appointment = referral.SetAppointmentRequest(referral_id=accepted, appointment_on="2023-06-01")
    desk.on_referral(clients, "SetAppointment", appointment)
    desk.running.settled()
    return desk


def test_a_stream_brings_the_history_in_order_then_says_so_once_then_what_happens(with_history: DeskAtWork) -> None:
    """Nobody has to guess whether silence means that there is nothing more."""
    reader = StreamReader(with_history.running.clients(PARTNER)).caught_up()
    before = len(reader.changes)
    assert before >= 4

    referral_id = with_history.sent(with_history.case(), PARTNER)
    reader.brings(referral_id, "referral.sent")
    accept = referral.AcceptReferralRequest(referral_id=referral_id)
    with_history.on_referral(with_history.running.clients(PARTNER), "AcceptReferral", accept)
    reader.brings(referral_id, "referral.accepted")
    reader.close()

    assert reader.kinds() == [*["change"] * before, "caught_up", "change", "change"]
    ids = [change.change_id for change in reader.changes]
    assert len(set(ids)) == len(ids)
    instants = [change.recorded_at for change in reader.changes]
    assert instants == sorted(instants)


def test_a_stream_goes_on_from_any_of_its_cursors_with_the_rest_and_nothing_else(with_history: DeskAtWork) -> None:
    """Every cursor is tried: the rest is the same, byte for byte, up to the message that says this is all."""
    clients = with_history.running.clients(PARTNER)
    messages = whole(clients)

    for place, message in enumerate(messages):
        assert changes(whole(clients, message.cursor)) == changes(messages[place + 1 :])
    assert len({message.cursor for message in messages[:-1]}) == len(messages) - 1


def test_two_streams_of_one_partner_bring_the_same(with_history: DeskAtWork) -> None:
    """A partner's second machine takes nothing away from its first."""
    one, other = (StreamReader(with_history.running.clients_anew(PARTNER)).caught_up() for _ in range(2))
    referral_id = with_history.sent(with_history.case(), PARTNER)

    for reader in (one, other):
        reader.brings(referral_id, "referral.sent")
        reader.close()
    assert one.changes == other.changes


def test_a_stream_outlives_the_process_that_sent_it(breakable: DeskAtWork) -> None:
    """Killed without a word, twice: the client calls anew with its cursor, and misses and repeats nothing."""
    running = breakable.running
    before = changes(whole(running.clients(PARTNER)))
    plain, watch = StreamReader(running.clients_anew(PARTNER)), PartnerWatch(PARTNER, running.clients_anew(PARTNER))
    sent: list[str] = []
    for _ in range(2):
        sent.append(breakable.sent(breakable.case(), PARTNER))
        eventually(lambda: len(watch.changes) >= len(before) + len(sent), wanted=True, within=30)
        kill_the_server(running)

    assert [change.referral.referral_id for change in watch.changes[len(before) :]] == sent
    eventually(lambda: plain.ended, grpc.StatusCode.UNAVAILABLE)
    assert changes(whole(running.clients_anew(PARTNER))) == watch.changes


def changes(messages: list[WatchReferralsResponse]) -> list[ReferralChange]:
    """What a stream told, without what it said of itself."""
    return [message.change for message in messages if kind_of(message) == "change"]


def kill_the_server(running: RunningStack) -> None:
    """Kill the process that serves calls, and wait until its successor says it is ready."""
    killed = running.pid("grpc")
    running.kill("grpc")
    eventually(lambda: running.pid("grpc") != killed and is_ready(running), wanted=True, within=30)


def is_ready(running: RunningStack) -> bool:
    """Whether the process that serves calls says that it does."""
    try:
        return '"ready": true' in running.probe("grpc", "/readyz")
    except OSError:
        return False
