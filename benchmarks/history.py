"""A case of 200 events as it stood at a point, beside reading and decoding its events."""

from collections.abc import Iterator
from uuid import UUID

from benchmarks.measured import Row
from benchmarks.place import Place
from benchmarks.referral_edge import by, laid_out, send
from benchmarks.rounds import alternately, repeatedly
from chassis.clock import machine_now
from chassis.days import day_of
from chassis.history import History
from chassis.store import log
from services.referral.application.commands import AcceptReferral, SetAppointment
from services.referral.composition import Referral
from services.referral.domain.referral import Referral as SentReferral
from stacks.layout import Layout
from tests.support.referrals import CHAMBER

ROUNDS, VIEWS, EVENTS = 9, 10, 200


def rows(place: Place) -> Iterator[Row]:
    """The state at a point, and the page an auditor reads: every event with the state it led to."""
    folder = Layout(place.new_folder())
    folder.make()
    service = laid_out(folder, place.url("PostgreSQL"))
    referral_id = _of_many_events(service, place.scale.of(EVENTS, least=3))
    at, now = service.foundations, machine_now()
    subject = service.referrals.read(referral_id).case_id
    history = History("referral", at.database, at.commander.mapper)
    views = place.scale.of(VIEWS)
    version = service.referrals.read(referral_id).version
    sides = {
        "state": repeatedly(lambda: at.commander.read().find(SentReferral, referral_id, version), views),
        "page": repeatedly(lambda: history.of([subject], 0, EVENTS, now), views),
        "read": repeatedly(lambda: _decoded(service, referral_id), views),
    }
    found = alternately(place.scale.of(ROUNDS), sides)
    beside = {"read and decode": found["read"]}
    yield Row("point-in-time state of a 200-event stream", "/s", found["state"], beside, 0.5)
    yield Row("auditor's page of it, with 200 states", "/s", found["page"], beside, 0.5)
    at.close()


def _of_many_events(service: Referral, events: int) -> UUID:
    [referral_id] = send(service, 1)
    service.referrals.accept(AcceptReferral(**by(CHAMBER), referral_id=referral_id))
    for _ in range(events - 2):
        setting = SetAppointment(**by(CHAMBER), referral_id=referral_id, appointment_on=day_of(machine_now()))
        service.referrals.set_appointment(setting)
    return referral_id


def _decoded(service: Referral, stream: UUID) -> int:
    at = service.foundations
    with at.database.reading() as tx:
        return len([at.commander.mapper.to_domain_event(one.stored) for one in log.of_stream(tx, stream, 0)])
