"""What a partner reads on its stream: all of its own, in order, resumable, live."""

import threading
from collections.abc import Iterator
from itertools import takewhile
from uuid import UUID, uuid5

import pytest
from somicis.referral.v1.referral_service_pb2 import WatchReferralsRequest, WatchReferralsResponse

from chassis.cursors import Cursors
from chassis.modelling import InvalidField
from chassis.refusals import ReaderTooSlow
from chassis.serving import Role
from chassis.streaming import Pace
from services.referral.grpc_edge.watching import METHOD, PAGE, Watching
from tests.support.eventually import eventually
from tests.support.referral_service import AT_ONCE, ReferralService
from tests.support.referrals import CHAMBER, DAY_AFTER_DUE, JOB_CENTRE, REFERRAL

Stream = Iterator[WatchReferralsResponse]


def stream_of(service: ReferralService, recipient: str = JOB_CENTRE, cursor: str = "", pace: Pace = AT_ONCE) -> Stream:
    """A partner's stream from a cursor."""
    call = service.call(recipient, Role.PARTNER)
    return iter(service.servicer(pace).WatchReferrals(WatchReferralsRequest(cursor=cursor), call))


def kind_of(message: WatchReferralsResponse) -> str:
    """Which of the three it is."""
    return str(message.WhichOneof("content"))


def history_of(stream: Stream) -> list[WatchReferralsResponse]:
    """The changes before the partner has caught up."""
    return list(takewhile(lambda message: kind_of(message) == "change", stream))


def send_many(service: ReferralService, number: int) -> list[UUID]:
    """So many referrals, to the two partners in turn; the job centre's first."""
    made = [uuid5(REFERRAL, str(n)) for n in range(number)]
    for n, referral_id in enumerate(made):
        service.send(referral_id, CHAMBER if n % 2 else JOB_CENTRE)
    return made


def test_history_comes_first_then_what_happens(service: ReferralService) -> None:
    """Sent, marker, heartbeat while nothing happens, and the acceptance when it happens."""
    service.send()
    service.settle()
    stream = stream_of(service)
    told = [next(stream) for _ in range(3)]
    service.accept(1)
    service.settle()
    told.append(next(stream))

    assert [kind_of(message) for message in told] == ["change", "caught_up", "heartbeat", "change"]
    assert [told[0].change.what, told[3].change.what] == ["referral.sent", "referral.accepted"]
    assert told[0].change.referral.recipient == JOB_CENTRE
    assert told[0].change.recorded_at == "2023-02-02T08:00:00+00:00"


def test_the_marker_comes_once_even_when_there_is_no_history(service: ReferralService) -> None:
    """A partner to whom nothing was sent yet knows so at once."""
    service.settle()
    stream = stream_of(service)
    assert [kind_of(next(stream)) for _ in range(4)] == ["caught_up", *["heartbeat"] * 3]


def test_caught_up_is_not_said_before_the_feed_has_what_was_stored(service: ReferralService) -> None:
    """Stored, and not yet in the read model: that is not everything."""
    service.send()
    stream = stream_of(service)
    assert kind_of(next(stream)) == "heartbeat"
    service.settle()
    assert [kind_of(next(stream)) for _ in range(2)] == ["change", "caught_up"]


def test_no_partner_sees_anothers(service: ReferralService) -> None:
    """Every message of a stream is about the reader's own referrals."""
    made = send_many(service, 6)
    service.settle()
    theirs = history_of(stream_of(service, CHAMBER))
    assert [message.change.referral.referral_id for message in theirs] == [str(r) for r in made[1::2]]
    assert {message.change.referral.recipient for message in theirs} == {CHAMBER}


def test_a_stream_goes_on_after_any_cursor_and_misses_nothing(service: ReferralService) -> None:
    """Wherever the connection broke, the marker and heartbeats included."""
    service.send()
    service.move_to(DAY_AFTER_DUE)
    service.settle()
    service.resend(2)
    service.accept(3)
    service.settle()
    stream = stream_of(service)
    whole = history_of(stream)
    idle = next(stream)

    assert [message.change.what for message in whole] == [
        "referral.sent",
        "referral.expired",
        "referral.resent",
        "referral.accepted",
    ]
    for n, message in enumerate(whole, start=1):
        rest = history_of(stream_of(service, cursor=message.cursor))
        assert [m.change.change_id for m in rest] == [m.change.change_id for m in whole[n:]]
    assert history_of(stream_of(service, cursor=idle.cursor)) == []


def test_another_partners_events_do_not_hold_back_the_cursor(service: ReferralService) -> None:
    """A partner that rarely gets anything does not read everybody's past again each time."""
    service.settle()
    stream = stream_of(service)
    caught_up = next(stream)
    service.send(recipient=CHAMBER)
    service.settle()
    later = next(message for message in stream if message.cursor != caught_up.cursor)
    assert kind_of(later) == "heartbeat"


def test_a_stream_is_heard_to_live_while_only_others_get_something(service: ReferralService) -> None:
    """On a busy day the feed never rests: silence would look like a dead connection to a partner of a small town."""
    service.settle()
    looks = iter(range(50))
    busy = threading.Event()
    busy.set()

    def the_feed_moves(_beyond: int, _seconds: float) -> bool:
        if next(looks, None) is None:
            busy.clear()
        return True

    call = service.call(JOB_CENTRE, Role.PARTNER, alive=busy.is_set)
    watching = Watching(service.feed, Cursors(service.pages, METHOD), the_feed_moves, Pace(heartbeat=0))

    assert "heartbeat" in [kind_of(message) for message in watching.watch(JOB_CENTRE, "", call)]


@pytest.mark.parametrize("cursor", ["", "x", "AAAA", "referral/7"])
def test_a_cursor_nobody_sealed_is_refused(service: ReferralService, cursor: str) -> None:
    """Only the empty one begins a stream."""
    stream = stream_of(service, cursor=cursor)
    if cursor == "":
        service.settle()
        assert kind_of(next(stream)) == "caught_up"
    else:
        with pytest.raises(InvalidField) as refused:
            next(stream)
        assert refused.value.field == "cursor"


def test_a_cursor_of_another_partner_or_another_log_is_refused(service: ReferralService) -> None:
    """It would say where in somebody else's referrals to go on, or where in data that is no more."""
    log = service.feed.stored().log
    cursors = Cursors(service.pages, METHOD)
    restored = "00000000-0000-4000-8000-000000000000"
    for foreign in (cursors.at(log, "1", CHAMBER), cursors.at(restored, "1", JOB_CENTRE)):
        with pytest.raises(InvalidField) as refused:
            next(stream_of(service, JOB_CENTRE, foreign))
        assert refused.value.field == "cursor"


def test_a_cursor_fits_the_field_it_comes_back_in(service: ReferralService) -> None:
    """With the longest code and a position nobody will reach."""
    cursor = Cursors(service.pages, METHOD).at(service.feed.stored().log, str(10**18), "A" * 64)
    assert len(cursor) <= 200


@pytest.mark.slow
def test_a_long_history_comes_page_by_page_in_order_and_once(service: ReferralService) -> None:
    """More than is read at once."""
    made = [uuid5(REFERRAL, str(n)) for n in range(PAGE + 5)]
    for each in made:
        service.send(each)
    service.settle()
    told = history_of(stream_of(service))
    assert [message.change.referral.referral_id for message in told] == [str(each) for each in made]


def test_a_reader_that_lets_a_message_wait_is_asked_to_call_again(service: ReferralService) -> None:
    """Its thread is for those who read; the cursor loses nothing."""
    service.send()
    service.settle()
    stream = stream_of(service, pace=Pace(patience=0))
    next(stream)
    with pytest.raises(ReaderTooSlow):
        next(stream)


def test_a_stream_ends_when_its_call_does(service: ReferralService) -> None:
    """Also while it waits."""
    service.settle()
    gone = threading.Event()
    call = service.call(JOB_CENTRE, Role.PARTNER, alive=lambda: not gone.is_set())
    stream = service.servicer().WatchReferrals(WatchReferralsRequest(), call)
    next(stream)
    gone.set()
    assert [kind_of(message) for message in stream] in ([], ["heartbeat"])


def test_what_happens_reaches_every_reader_while_it_reads(service: ReferralService) -> None:
    """Two streams of one partner and one of another, read while referrals are sent."""
    gone = threading.Event()
    told: dict[str, list[str]] = {"one": [], "two": [], "other": []}

    def read(name: str, recipient: str) -> None:
        call = service.call(recipient, Role.PARTNER, alive=lambda: not gone.is_set())
        for message in service.servicer().WatchReferrals(WatchReferralsRequest(), call):
            if kind_of(message) == "change":
                told[name].append(message.change.referral.referral_id)

    who = {"one": JOB_CENTRE, "two": JOB_CENTRE, "other": CHAMBER}
    readers = [threading.Thread(target=read, args=each) for each in who.items()]
    for reader in readers:
        reader.start()
    try:
        made = [str(each) for each in send_many(service, 12)]
        service.settle()
        wanted = {"one": made[::2], "two": made[::2], "other": made[1::2]}
        eventually(lambda: {name: list(ids) for name, ids in told.items()}, wanted)
    finally:
        gone.set()
        for reader in readers:
            reader.join()
