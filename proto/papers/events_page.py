"""docs/events.md: what services say to one another, for who writes the next one that listens."""

from collections.abc import Iterable, Iterator, Sequence
from textwrap import fill

from chassis.receiving import REPEAT_AFTER
from chassis.relay import WINDOW, Relay
from chassis.transport.declared import queues
from chassis.transport.rabbit import ONE_READER, QUORUM
from chassis.transport.topology import HEARS_ALL, SAID_UNDER, Topology, control_of, events_of, hearing
from proto.papers.headers import headers_of
from proto.papers.language import Enum, Language, Message, Type
from proto.papers.proto_text import short
from proto.papers.rules import FIELD_CLASS, class_of, rule_of, word

WIDTH = 120

INTRODUCTION = """\
# Public events

<!-- Made by `make contracts` from proto/, chassis/ and stacks/topology.py; never edited. -->

What the services of Somicis say to one another, over a broker, and how to listen. A public event says that something
has happened; it tells of people only coarse facts under opaque ids, and most fields that a call would require may be
empty in what was recorded long ago. The same as an AsyncAPI 3 document:
[asyncapi.yaml](asyncapi.yaml). Partners need no access to the broker: for them `WatchReferrals` brings the history and
what happens, over gRPC."""

TRAVEL = f"""\
## How an event travels

A service says everything on one durable topic exchange, with the routing key `{SAID_UNDER}`, in the order of its log.
Each message is a [CloudEvents 1.0](https://cloudevents.io) event in binary mode: the attributes are headers of text,
the body is the protobuf message named by `type`. An event is a pure function of what was stored, so it is the same,
byte for byte, however often it is said. Nothing is lost for good and nothing need come in order: positions tell what is
missing, and the source says it again.

Headers of an event:"""

HEARTBEAT = f"""\
### The heartbeat

A source with nothing to say says so on the same exchange, behind its events, every
{Relay.heartbeat_every.total_seconds():g} s. The body is empty."""

REPLAY = """\
### Asking for what is missing

Whoever misses something puts one message into the source's control queue, with an empty body and these headers:"""

REPLAYED = f"""\
The source puts the events after `after` and up to `until` into `queue` alone, the same bytes as the first time, at most
{WINDOW} of them, and behind them this marker, whose body is empty too:"""


def events_page(language: Language, topology: Topology) -> str:
    """The whole page, in Markdown."""
    said = {service: language.events(service) for service in topology.services()}
    sections = [
        INTRODUCTION,
        "## Who says it, and who hears it",
        _exchanges(topology, said.keys() - {s for s, events in said.items() if not events}),
        TRAVEL,
        _headers("event"),
        HEARTBEAT,
        _headers("heartbeat"),
        REPLAY,
        _headers("replay request"),
        REPLAYED,
        _headers("replayed"),
        _listening(topology),
        _classes(language),
        *(part for service, events in said.items() if events for part in _service(service, events, topology, language)),
        "## What they are made of",
        *(_type(each, language) for each in _used(said.values(), language)),
    ]
    return "\n\n".join(sections) + "\n"


def _exchanges(topology: Topology, speaking: Iterable[str]) -> str:
    rows = [
        [s, f"`{events_of(s)}`" if s in speaking else "says nothing", _hearers(s, topology), f"`{control_of(s)}`"]
        for s in topology.services()
    ]
    return table(["service", "exchange", "heard by, in the queue", "control queue"], rows)


def _hearers(source: str, topology: Topology) -> str:
    found = [f"{who}: `{hearing(who, of)}`" for who, of in topology.subscriptions() if of == source]
    return "<br>".join(found) or "nobody yet"


def _headers(kind: str) -> str:
    rows = [[f"`{h.name}`", h.meaning, f"{'always ' * h.same}`{h.example}`"] for h in headers_of(kind)]
    return table(["header", "what it says", "such as"], rows)


def _listening(topology: Topology) -> str:
    subscriber, source = next(iter(topology.subscriptions()))
    [queue] = [q for q in queues(topology, QUORUM, ONE_READER) if q.name == hearing(subscriber, source)]
    arguments = ", ".join(f"`{name}: {str(value).lower()}`" for name, value in queue.queue_arguments.items())
    return f"""\
## How to listen

A service of this repository names its sources in `HEARS` of its composition and in `stacks/topology.py`; queue, journal
and requests for replays are the chassis' business then, and a follower has one method for each type of event it wants.
Anybody else:

1. Declare a durable queue (say, `{hearing("you", source)}`) with the arguments
   {arguments},
   and bind it to the source's exchange with the key `{HEARS_ALL}`. It has one active reader at a time.
2. For each batch, in one transaction of your database: keep what came under `log`, `partition` and `position`, and pass
   over what you have; then move your *mark* to the last event that is reached from it along `previousposition`. Only
   then acknowledge. What does not parse you keep aside, and acknowledge too.
3. Act on what is kept up to the mark, in that order, and never on what lies beyond. Skip the types you do not know:
   there will be more of them, and more fields.
4. Something beyond a gap, or a heartbeat with a `position` beyond your mark: ask for a replay, once, and again after
   {REPEAT_AFTER.total_seconds():g} s without progress. Your first request brings what was said before you came.
5. Another `log` than before: stop, and tell somebody. Its positions mean other events."""


def _classes(language: Language) -> str:
    rows = [[word(v.name, FIELD_CLASS), v.meaning] for v in language.enum(FIELD_CLASS).values if v.number]
    return "## What a field may hold\n\n" + table(["class", "what it is"], rows)


def _service(service: str, events: Sequence[Message], topology: Topology, language: Language) -> Iterator[str]:
    yield f"## {service.capitalize()}"
    hearers = [who for who, source in topology.subscriptions() if source == service]
    yield f"On `{events_of(service)}`; heard by {', '.join(hearers) or 'nobody yet'}."
    for event in events:
        yield _type(event, language)


def _used(said: Iterable[Sequence[Message]], language: Language) -> Sequence[Type]:
    used = {each.full_name: each for events in said for event in events for each in language.used_by(event)}
    return [used[name] for name in sorted(used)]


def _type(type_: Type, language: Language) -> str:
    told = f"### {short(type_.full_name)}\n\n`{type_.full_name}`\n\n{fill(type_.meaning, WIDTH)}\n\n"
    if isinstance(type_, Enum):
        values = [[str(v.number), f"`{v.name}`", v.meaning] for v in type_.values]
        return told + table(["", "value", "what it means"], values)
    return told + _fields(type_, language)


def _fields(message: Message, language: Language) -> str:
    rows = []
    for field in message.fields:
        known = field.type in language.types
        kind = f"[{short(field.type)}](#{short(field.type).lower()})" if known else field.type
        name = f"`{field.name}`"
        kind = f"list of {kind}" if field.repeated else kind
        rows.append([str(field.number), name, kind, class_of(field), rule_of(field, language), field.meaning])
    return table(["", "field", "type", "class", "rule", "what it says"], rows)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)
