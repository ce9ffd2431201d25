"""What was asked, what it was judged on and what came of it: bytes that the same engine makes again years later."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, StrictBool, StrictInt, StrictStr, ValidationError

from chassis.modelling import InvalidField
from services.catalogue.domain.shape_words import in_words
from services.catalogue.domain.verdicts.engine_version import ENGINE_VERSION
from services.catalogue.domain.verdicts.judged import Judged
from services.catalogue.domain.verdicts.plain_answer import plain_answer

FIELD = "record_json"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class GivenFacts(_Part):
    """The facts exactly as they came, and from where."""

    source: Literal["typed"] = "typed"
    given: dict[str, Any]


class Consulted(_Part):
    """The catalogue at one position of its log. `sensitive`: whether measures kept for the desk were among the rest."""

    log: StrictStr
    position: StrictInt
    sensitive: StrictBool


class Question(_Part):
    """What was asked. `known_at` as it came, empty for now; it has become the position of what was consulted."""

    facts: GivenFacts
    as_of: date
    known_at: StrictStr = ""
    measure: StrictStr = ""


class EditionUsed(_Part):
    """An edition that answered, and the SHA-256 of what it said."""

    measure: StrictStr
    edition: StrictStr
    content_hash: StrictStr


class DecisionRecord(_Part):
    """The whole. `content_hash` is over its canonical bytes without the hash itself."""

    format: Literal["somicis decision record 1"] = "somicis decision record 1"
    engine_version: StrictInt
    question: Question
    catalogue: Consulted
    editions: tuple[EditionUsed, ...]
    result: tuple[dict[str, Any], ...]
    content_hash: StrictStr = ""

    @classmethod
    def of(cls, question: Question, consulted: Consulted, answers: Sequence[Judged]) -> "DecisionRecord":
        """The record of answers given now."""
        record = cls(
            engine_version=ENGINE_VERSION,
            question=question,
            catalogue=consulted,
            editions=tuple(_used(answers)),
            result=tuple(map(plain_answer, answers)),
        )
        return record.model_copy(update={"content_hash": record.own_hash()})

    @classmethod
    def read(cls, text: str) -> "DecisionRecord":
        """A record that was kept. Raises InvalidField for what is none, or is not as it was made."""
        try:
            record = cls.model_validate(json.loads(text))
            own_hash = record.own_hash()
        except (ValueError, RecursionError) as error:
            raise InvalidField(FIELD, _no_record(error)) from None
        if own_hash != record.content_hash:
            raise InvalidField(FIELD, "its content_hash is not that of its content: it was changed after it was made")
        return record

    def text(self) -> str:
        """Its canonical JSON: names in order, nothing between, UTF-8."""
        return _canonical(self.model_dump(mode="json"))

    def own_hash(self) -> str:
        """The hash its content has."""
        return _hash(self.model_dump(mode="json", exclude={"content_hash"}))


def _used(answers: Iterable[Judged]) -> Iterable[EditionUsed]:
    for answer in answers:
        yield EditionUsed(
            measure=answer.measure.id, edition=answer.edition.id, content_hash=_hash(answer.edition.content())
        )


def _canonical(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def _hash(data: Mapping[str, Any]) -> str:
    return hashlib.sha256(_canonical(data).encode()).hexdigest()


def _no_record(error: Exception) -> str:
    """What is wrong, without what was written: a record holds facts about a person."""
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_input=False)[0]
        return f"this is no decision record: {'.'.join(map(str, first['loc']))}: {in_words(first)}"
    return "this is no decision record: it is no JSON"
