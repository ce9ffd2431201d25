"""How the standing of a stack looks on a page: a line for each part, with what to do where something is wrong."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text
from somicis.shared.v1.operations_service_pb2 import ServiceStatus

from apps.cli.spoken import rows
from apps.cli.texts import Texts
from apps.connection.health import Examination, ProcessHealth
from apps.connection.settling import Unfinished, stopped, unfinished
from apps.connection.stack_file import started_by


def status_tables(texts: Texts, seen: Examination) -> Iterator[RenderableType]:
    """Processes, then each service with what it hears and what follows."""
    start = started_by(seen.stack)
    yield rows(texts, [_process(texts, one, start) for one in seen.processes], ["process", "standing"])
    if seen.snapshot.services:
        yield rows(texts, list(_parts(texts, seen)), ["service", "part", "come_to", "of", "standing"])
        clock = "test_clock" if seen.snapshot.test_clock else "machine_clock"
        yield Text(texts.say("said", clock, now=texts.instant(seen.snapshot.now)), style="dim")
    for one in stopped(seen.snapshot):
        yield Text(texts.say("said", "hears_no_more", service=one.service, source=one.part), style="bold red")


def _process(texts: Texts, process: ProcessHealth, start: str) -> list[str]:
    if process.of_the_stack or process.copy is None:
        return [process.name, _told(texts, process, start)]
    known = texts.say("said", "not_of_the_stack", machine=process.copy.machine)
    return [process.name, f"{_told(texts, process, start)} {known}"]


def _told(texts: Texts, process: ProcessHealth, start: str) -> str:
    if process.trouble is not None:
        detail = texts.instant(process.trouble.detail)
        return texts.say("troubles", process.trouble.code, detail=detail, process=process.name, start=start)
    if process.copy is None:
        return texts.say("said", "answers")
    if not process.copy.works_for:
        return texts.say("said", "stands_by")
    return texts.say("said", "works_for", services=", ".join(process.copy.works_for))


def _parts(texts: Texts, seen: Examination) -> Iterator[list[str]]:
    wrong = unfinished(seen.snapshot)
    for _, status in sorted(seen.snapshot.services.items()):
        yield [*_relay(texts, status), _standing(texts, wrong, status.service, "")]
        for source in status.sources:
            heard = texts.say("said", "hears", source=source.source)
            told = _standing(texts, wrong, status.service, source.source)
            yield ["", heard, str(source.mark), str(source.known), told]
        for follower in status.followers:
            told = _standing(texts, wrong, status.service, follower.follower)
            yield ["", follower.follower, str(follower.position), str(follower.head), told]


def _relay(texts: Texts, status: ServiceStatus) -> list[str]:
    return [status.service, texts.say("said", "relay"), str(status.relayed), str(status.head)]


def _standing(texts: Texts, wrong: list[Unfinished], service: str, part: str) -> str:
    """What is wrong with a part and what to do; well when nothing is."""
    found = [one for one in wrong if (one.service, one.part) == (service, part)]
    said = [texts.say("unfinished", one.code, **vars(one)) for one in found]
    return " ".join(said) or texts.say("said", "well")
