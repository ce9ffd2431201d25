"""An answer as plain data, as a decision record keeps it: what was decided on what, without the words for it."""

from datetime import date
from typing import Any

from services.catalogue.domain.verdicts.judged import Judged
from services.catalogue.domain.verdicts.plain_values import asked_value, known_value
from services.catalogue.domain.verdicts.reason import Reason
from services.catalogue.domain.verdicts.todo import Todo


def plain_answer(answer: Judged) -> dict[str, Any]:
    """The answer about one measure. Its sentences are not in it: they may be put better, and nothing changes."""
    window, coverage = answer.chosen.window, answer.coverage
    return {
        "measure": answer.measure.id,
        "edition": answer.edition.id,
        "verdict": answer.verdict.value,
        "window": {"state": window.state.value, "opens": _day(window.opens_on), "closes": _day(window.closes_on)},
        "judged_on": answer.judged_on.isoformat(),
        "reasons": [_reason(each) for each in answer.reasons],
        "missing": list(answer.missing),
        "todo": [_todo(each) for each in answer.todo],
        "coverage": {
            "state": coverage.state.value,
            "most": coverage.most,
            "least": coverage.least,
            "of": coverage.of,
            "own_pct": coverage.own_pct,
        },
    }


def _reason(reason: Reason) -> dict[str, Any]:
    judging = reason.judging
    return {
        "condition": reason.condition,
        "outcome": reason.outcome.value,
        "fact": reason.fact,
        "value": known_value(judging.profile[reason.fact]),
        "required": asked_value(reason.deciding.rule, judging.parameters),
        "source": reason.source,
        "fixable": reason.fixable.value if reason.fixable else None,
        "mended_on": _day(reason.mended_on),
        "unverified": reason.unverified,
        "missing": list(reason.missing),
    }


def _todo(todo: Todo) -> dict[str, Any]:
    within = str(todo.within) if todo.within else None
    return {
        "condition": todo.condition,
        "act": todo.code,
        "order": todo.order,
        "by": _day(todo.by),
        "not_before": _day(todo.not_before),
        "after": todo.after,
        "within": within,
    }


def _day(known: date | None) -> str | None:
    return known.isoformat() if known else None
