"""What a machine reads of a match: one object a measure, in the words of the catalogue's front door."""

import json
from typing import Any

from somicis.catalogue.v1 import match_pb2 as match
from somicis.catalogue.v1.catalogue_service_pb2 import MatchResponse
from somicis.catalogue.v1.edition_pb2 import Stop
from somicis.catalogue.v1.measure_pb2 import LocalisedText, MeasureMatch

from apps.connection.plain import code_of


def answers_data(answer: MatchResponse | match.RerunResponse) -> list[dict[str, Any]]:
    """Every measure answered, with why."""
    return [_answer(*both) for both in zip(answer.matches, answer.explanations, strict=True)]


def _answer(measure: MeasureMatch, why: match.Explanation) -> dict[str, Any]:
    return {
        "measure": measure.measure_id,
        "edition": measure.edition_id,
        "verdict": _code(measure, "verdict"),
        "window": {
            "state": _code(measure, "window"),
            "opens": measure.opens_on or None,
            "closes": measure.closes_on or None,
            "perhaps_until": measure.perhaps_until or None,
            "perhaps_without_end": measure.perhaps_without_end,
            "until_funds_end": measure.until_funds_end,
            "stops": [_stop(each) for each in measure.stops],
            "notes": [_text(each) for each in measure.window_notes],
        },
        "reasons": [_reason(each) for each in why.reasons],
        "missing": list(why.missing),
        "todo": [_todo(each) for each in why.todo],
        "coverage": _coverage(why.coverage),
        "name": _text(measure.name),
        "level": _code(measure, "level"),
        "kind": _code(measure, "kind"),
        "place": why.place,
        "out_of_reach": why.out_of_reach,
        "judged_on": why.judged_on,
        "published": {"on": why.published_on or None, "taken_as_published": not why.published_on},
        "edition_state": _code(measure, "state"),
        "territory": _text(measure.territory),
        "only_for": [_text(each) for each in measure.only_for],
        "tcn": {"admitted": _code(why.tcn, "admitted"), "permit": _text(why.tcn.permit), "note": _text(why.tcn.note)},
        "shown": [_shown(each) for each in why.shown],
        "unverified": measure.unverified,
        "sensitive": measure.sensitive,
    }


def _stop(stop: Stop) -> dict[str, Any]:
    reason = _code(stop, "suspension_reason" if stop.suspension_reason else "closing_reason")
    return {"from": stop.from_day, "to": stop.last_day or None, "reason": reason, "note": stop.note or None}


def _reason(reason: match.Reason) -> dict[str, Any]:
    return {
        "condition": reason.condition_id,
        "outcome": _code(reason, "outcome"),
        "fact": reason.fact,
        "value": json.loads(reason.value_json),
        "required": json.loads(reason.required_json),
        "source": reason.source,
        "text": _text(reason.text),
        "required_text": _text(reason.required),
        "about": reason.about,
        "fixable": _code(reason, "fixable"),
        "mended_on": reason.mended_on or None,
        "unverified": reason.unverified,
        "missing": list(reason.missing),
        "tree": _finding(reason.tree),
    }


def _finding(found: match.Finding) -> dict[str, Any]:
    said = {"outcome": _code(found, "outcome"), "standing": _code(found, "standing")}
    if found.parts:
        return {**said, str(_code(found, "combination")): [_finding(part) for part in found.parts]}
    asked = {"value": json.loads(found.value_json), "required": json.loads(found.required_json)}
    return {**said, "fact": found.fact, **asked, "source": found.source or None}


def _todo(todo: match.Todo) -> dict[str, Any]:
    return {
        "what": _text(todo.what),
        "by": todo.by or None,
        "not_before": todo.not_before or None,
        "after": todo.after or None,
        "within": todo.within or None,
        "order": todo.order,
        "act": todo.act,
        "condition": todo.condition_id,
    }


def _coverage(coverage: match.Coverage) -> dict[str, Any]:
    return {
        "state": _code(coverage, "state"),
        "need": json.loads(coverage.need_json),
        "most": coverage.most or None,
        "least": coverage.least or None,
        "of": coverage.of or None,
        "own_pct": coverage.own_pct if coverage.HasField("own_pct") else None,
        "not_found": coverage.not_found,
    }


def _shown(shown: match.Shown) -> dict[str, Any]:
    return {
        "condition": shown.condition_id,
        "kind": _code(shown, "kind"),
        "text": _text(shown.text),
        "judged_by": shown.judged_by or None,
        "why": _text(shown.why),
    }


def _text(text: LocalisedText) -> dict[str, str] | None:
    return {"it": text.it, "en": text.en} if text.it else None


def _code(message: Any, field: str) -> str | None:
    return code_of(message.DESCRIPTOR.fields_by_name[field].enum_type, getattr(message, field))
