"""Remarks on the catalogue as messages."""

from collections.abc import Iterable, Mapping, Sequence

from somicis.catalogue.v1 import lint_pb2

from services.catalogue.domain.lint.overview import Overview
from services.catalogue.domain.lint.remark import Remark
from services.catalogue.grpc_edge.translate_words import text_to


def linted_to(remarks: Sequence[Remark], overview: Overview) -> lint_pb2.LintResponse:
    """What an editor should look at, and the whole."""
    return lint_pb2.LintResponse(remarks=map(_remark_to, remarks), overview=_overview_to(overview))


def _remark_to(remark: Remark) -> lint_pb2.Remark:
    return lint_pb2.Remark(
        measure_id=remark.measure,
        edition_id=remark.edition,
        fault=remark.fault.value,
        where=remark.where,
        text=text_to(remark.text),
    )


def _counts_to(counted: Mapping[str, int]) -> Iterable[lint_pb2.Count]:
    return (lint_pb2.Count(name=name, number=number) for name, number in sorted(counted.items()))


def _overview_to(overview: Overview) -> lint_pb2.Overview:
    return lint_pb2.Overview(
        measures=overview.measures,
        editions=overview.editions,
        by_level=_counts_to(overview.by_level),
        by_kind=_counts_to(overview.by_kind),
        by_audience=_counts_to(overview.by_audience),
        statements=_counts_to(overview.statements),
        never_checked=overview.never_checked,
        recheck_due=overview.recheck_due,
        without_verified_source=overview.without_verified_source,
        line=text_to(overview.line),
    )
