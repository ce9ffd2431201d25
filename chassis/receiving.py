"""Takes what another service says into its journal: in order, once and without gaps (design D3)."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, select, update

from chassis.bell import tell_others
from chassis.clock import machine_now
from chassis.comparing import (
    COMPARED,
    comparison_of,
    contradicted_by,
    finish,
    leaves_out,
    nothing_to_compare,
    part,
    said,
    said_before,
    why_contradicted,
    why_stopped,
)
from chassis.database import Database
from chassis.journal import JOURNAL, MARKS, MET_LOGS, QUARANTINE, mark_of, met_logs, of_another_log, unheard
from chassis.published import PARTITION, Heartbeat, PublicEvent, Replayed, Undecodable, heard_in
from chassis.relay import ReplayRequest
from chassis.transport.port import Message
from chassis.transport.topology import hearing

REPEAT_AFTER = timedelta(seconds=5)
"""How long a request for a replay may stay without progress before it is made again."""
ROWS_AT_ONCE = 500


class Journal:
    """One service's journal of one source."""

    def __init__(
        self, database: Database, subscriber: str, source: str, repeat_after: timedelta = REPEAT_AFTER
    ) -> None:
        self._database = database
        self._queue = hearing(subscriber, source)
        self._source = source
        self._repeat_after = repeat_after

    def receive(self, messages: Sequence[Message]) -> ReplayRequest | None:
        """Keep what arrived in one transaction; answer what to ask the source for, if anything.

        What cannot be read, and the first event of another log than the one begun with, are kept in
        quarantine. The other log stops the source: what comes from then on is passed over, whichever
        log it is of, since a replay brings all of it again once somebody has chosen between them.
        """
        with self._database.writing(alone_on=MARKS) as tx:
            receiving = _Receiving(tx, self._source)
            for message in messages:
                receiving.take(message)
            return receiving.close(self._queue, self._repeat_after)

    def stopped(self) -> str:
        """Why nothing is heard of the source; empty when all is well."""
        with self._database.reading() as tx:
            mark = mark_of(tx, self._source)
        return mark.stopped if mark else ""


class _Receiving:
    """What one transaction does to one journal."""

    def __init__(self, tx: Connection, source: str) -> None:
        self._tx = tx
        self._source = source
        self._before = mark_of(tx, source)
        self._mark = self._before or unheard(source)
        self._comparison = comparison_of(tx, source) or nothing_to_compare(source)
        self._arrived: list[PublicEvent] = []
        self._beats: list[Heartbeat] = []

    def take(self, message: Message) -> None:
        try:
            heard = heard_in(message, self._source)
        except Undecodable as problem:
            self._quarantine(message, str(problem))
            return
        if not self._mark.log:
            self._change(log=heard.log)
        if heard.log != self._mark.log:
            self._meet(message, heard)
        elif not self._mark.stopped:
            self._note(heard)

    def close(self, queue: str, repeat_after: timedelta) -> ReplayRequest | None:
        """Keep what is new, move the mark as far as the chain reaches, say what is missing."""
        if (self._before and self._before.stopped) or not self._keep():
            self._save()
            return None
        missing_until = self._advance()
        for beat in self._beats:
            self._complete(beat)
        request = self._request(queue, missing_until) if self._mark.may_ask(missing_until, repeat_after) else None
        self._save()
        return request

    def _note(self, heard: PublicEvent | Heartbeat | Replayed) -> None:
        match heard:
            case PublicEvent():
                self._arrived.append(heard)
            case Heartbeat():
                self._beats.append(heard)
                self._change(known=max(self._mark.known, heard.position))
            case Replayed() if heard.after == self._mark.asked_after:
                self._change(asked_after=None, asked_until=None, asked_at=None)

    def _meet(self, message: Message, heard: PublicEvent | Heartbeat | Replayed) -> None:
        """Stop at another log, and remember it; the first event of it is kept to be looked at, one and no more."""
        if heard.log not in self._met:
            self._change(stopped=f"it now speaks of another log, {heard.log}")
            met = {"log": heard.log, "first_met_at": machine_now(), "event_kept": False}
            self._tx.execute(insert(MET_LOGS).values(source=self._source, **met))
            self._met[heard.log] = False
        if isinstance(heard, PublicEvent) and not self._met[heard.log]:
            self._quarantine(message, of_another_log(heard.log))
            this = (MET_LOGS.c.source == self._source) & (MET_LOGS.c.log == heard.log)
            self._tx.execute(update(MET_LOGS).where(this).values(event_kept=True))
            self._met[heard.log] = True

    @cached_property
    def _met(self) -> dict[str, bool]:
        """The other logs met since the source was stopped, and whether an event of each is kept."""
        return {each.log: each.event_kept for each in met_logs(self._tx, self._source)}

    def _keep(self) -> bool:
        """Keep what is new; nothing at all when something is not said again as it was said before."""
        kept = self._kept()
        if position := contradicted_by(self._arrived, kept):
            self._contradict(position)
            return False
        news = (each for each in self._arrived if each.position > self._mark.mark and each.position not in kept)
        new = {each.position: {**vars(each), "source": self._source, "partition": PARTITION} for each in news}
        self._change(duplicates=self._mark.duplicates + len(self._arrived) - len(new))
        if new:
            self._tx.execute(insert(JOURNAL), list(new.values()))
            # The followers may live in another process: who hears and who holds the lease are chosen apart.
            tell_others(self._tx)
        return True

    def _kept(self) -> dict[int, Sequence[Any]]:
        """What was said before at the positions of what arrived, as far as it is kept."""
        positions = {event.position for event in self._arrived}
        if not positions:
            return {}
        wanted = select(*COMPARED).where(*self._ours(), JOURNAL.c.position.in_(positions))
        return {row.position: said(row) for row in self._tx.execute(wanted)}

    def _advance(self) -> int:
        """Move the mark along the chain; answer up to where something is missing beyond it."""
        reached, gap_until = self._mark.mark, None
        before = said_before(self._tx, self._comparison, reached)
        for row in self._beyond(reached):
            if row.previous != reached:
                gap_until = row.previous
                break
            if self._is_compared(reached) and said(row) != next(before, None):
                self._part(reached)
                break
            reached = row.position
        self._reach(reached)
        if gap_until is not None and gap_until < reached:
            self._change(stopped=f"it says of what follows {reached} that it follows {gap_until}")
        return self._mark.known if gap_until is None else gap_until

    def _beyond(self, position: int) -> Iterator[Any]:
        """What is kept beyond a position, in order, read a slice at a time."""
        columns = COMPARED if self._is_compared(position) else (JOURNAL.c.position, JOURNAL.c.previous)
        wanted = select(*columns).order_by(JOURNAL.c.position).limit(ROWS_AT_ONCE)
        while True:
            rows = self._tx.execute(wanted.where(*self._ours(), JOURNAL.c.position > position)).all()
            yield from rows
            if len(rows) < ROWS_AT_ONCE:
                return
            position = rows[-1].position

    def _is_compared(self, position: int) -> bool:
        """Whether what follows was heard before, of a log that was left since."""
        return position < self._comparison.until

    def _part(self, common: int) -> None:
        """Stop where the adopted log and the one that was left say different things."""
        self._comparison = part(self._tx, self._comparison, common)
        self._change(stopped=why_stopped(self._comparison))

    def _reach(self, position: int) -> None:
        if position == self._mark.mark:
            return
        self._change(mark=position, known=max(position, self._mark.known))
        if self._comparison.until and not self._is_compared(position):
            finish(self._tx, self._source)
        if self._mark.asked_until is None:
            return
        if position >= self._mark.asked_until:
            self._change(asked_after=None, asked_until=None, asked_at=None)
        else:
            self._change(asked_at=machine_now())

    def _complete(self, beat: Heartbeat) -> None:
        so_far = self._mark.complete_until or beat.complete_until
        if beat.position > self._mark.mark or self._mark.stopped:
            return
        if leaves_out(beat, self._tx, self._mark):
            self._contradict(self._mark.mark)
        elif self._is_compared(self._mark.mark):
            # It has said all it has, and that is less than was heard.
            self._part(self._mark.mark)
        else:
            self._change(complete_until=max(so_far, beat.complete_until))

    def _contradict(self, position: int) -> None:
        self._change(contradicted_position=position, stopped=self._mark.stopped or why_contradicted(position))

    def _request(self, queue: str, until: int) -> ReplayRequest:
        after = self._mark.mark
        self._change(
            asked_after=after, asked_until=until, asked_at=machine_now(), asked_times=self._mark.asked_times + 1
        )
        return ReplayRequest(queue, self._mark.log, after, until)

    def _save(self) -> None:
        if self._mark == (self._before or unheard(self._source)):
            return
        ours = MARKS.c.source == self._source
        self._tx.execute(update(MARKS).where(ours) if self._before else insert(MARKS), asdict(self._mark))

    def _change(self, **values: Any) -> None:
        self._mark = replace(self._mark, **values)

    def _ours(self) -> Sequence[ColumnElement[bool]]:
        this = (JOURNAL.c.source == self._source) & (JOURNAL.c.log == self._mark.log)
        return this, JOURNAL.c.partition == PARTITION

    def _quarantine(self, message: Message, problem: str) -> None:
        kept = {"source": self._source, "received_at": machine_now(), "problem": problem[:400]}
        kept |= {"headers": ascii(dict(message.headers)), "body": message.body}
        self._tx.execute(insert(QUARANTINE), kept)
