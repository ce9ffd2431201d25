"""A catalogue with one measure that says, behind a stack, what fits somebody and makes records again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from grpc_status import rpc_status

from chassis.serving.statuses import Statuses
from services.catalogue.grpc_edge.refusals import STATUS
from tests.support.answering_stack import AnsweringStack
from tests.support.catalogue_service import CatalogueService, catalogue_in
from tests.support.measures import A_TEXT, an_edition, written

AFTER = {
    "id": "premises", "about": "project", "text": A_TEXT,
    "act": {"what": "start", "due": "after_applying", "after": "outcome", "within": {"days": 30}},
}  # fmt: skip


@contextmanager
def catalogue_behind(stack: AnsweringStack, folder: Path) -> Iterator[CatalogueService]:
    """Lets a catalogue say what fits and make records again, until the end of the context."""
    with catalogue_in(folder) as service:
        conditions = [*an_edition()["conditions"], AFTER]
        service.stock(written(an_edition(conditions=conditions, legal_sources=["L. 1/2020, art. 2"])))
        servicer = service.servicer()
        stack.answers["Match"] = answered(servicer.Match, service)
        stack.answers["Rerun"] = answered(servicer.Rerun, service)
        yield service


def answered(method: Callable[..., Any], service: CatalogueService) -> Callable[[Any, Any], Any]:
    """Answers as the server does."""

    def answer(request: Any, call: Any) -> Any:
        try:
            return method(request, service.call())
        except Exception as failure:  # noqa: BLE001 - as the server does, which tells one from the other
            status = Statuses("somicis.catalogue", STATUS).of(failure, "")
            call.abort_with_status(rpc_status.to_status(status))

    return answer
