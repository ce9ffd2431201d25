"""Two of the project's services answered from memory, for tests of the gRPC edge itself."""

import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar

from grpc import StatusCode
from somicis.catalogue.v1 import catalogue_service_pb2 as catalogue
from somicis.catalogue.v1 import watch_pb2
from somicis.referral.v1 import referral_service_pb2 as referral

from chassis.modelling import InvalidField, Refusal
from chassis.paging import Pages
from chassis.serving import Call, Role, ServedService
from services.catalogue.grpc_edge.places import Places

CATALOGUE = catalogue.DESCRIPTOR.services_by_name["CatalogueService"]
REFERRAL = referral.DESCRIPTOR.services_by_name["ReferralService"]
SECRET = "what somebody told the desk"
"""Part of an error that must never reach a caller or a log."""


class MeasureUnknown(Refusal):
    """A refusal of the service."""

    reason = "MEASURE_UNKNOWN"
    message = "There is no measure {measure_id}."


class MeasureClosed(Refusal):
    """A refusal because of a state."""

    reason = "MEASURE_CLOSED"
    message = "Measure {measure_id} is closed. Choose an open one."


class Forgotten(Refusal):
    """A refusal nobody gave a status: a bug."""

    reason = "FORGOTTEN"
    message = "Forgotten."


class SmallCatalogue:
    """Answers with what the edge told it; remembers every call it got."""

    RAISES: ClassVar[Mapping[str, Callable[[str], Exception]]] = {
        "UNKNOWN": lambda code: MeasureUnknown(measure_id=code),
        "CLOSED": lambda code: MeasureClosed(measure_id=code),
        "FORGOTTEN": lambda _: Forgotten(),
        "BROKEN": lambda _: KeyError(SECRET),
        "STRANGE": lambda _: InvalidField("measure_id", "is strange"),
    }

    def __init__(self) -> None:
        self.calls: list[tuple[str, Any, Call]] = []
        self.pages = Pages(b"the key of this test")
        self.entered = threading.Event()
        self.go_on = threading.Event()
        self.go_on.set()

    def ImportMeasure(  # noqa: N802
        self, request: catalogue.ImportMeasureRequest, call: Call
    ) -> catalogue.ImportMeasureResponse:
        """Remember, and answer once told to go on."""
        self.calls.append(("ImportMeasure", request, call))
        self.entered.set()
        self.go_on.wait(10)
        return catalogue.ImportMeasureResponse(measure_id="PROVA")

    def ListMeasures(  # noqa: N802
        self, request: catalogue.ListMeasuresRequest, call: Call
    ) -> catalogue.ListMeasuresResponse:
        """A page that always has another after it."""
        bound_to = (call.identity.organisation, "measures", request.on, str(request.level))
        after = self.pages.open(request.page_token, bound_to)
        self.calls.append(("ListMeasures", request, call))
        return catalogue.ListMeasuresResponse(next_page_token=self.pages.token(after + "I", bound_to))

    def GetMeasure(  # noqa: N802
        self, request: catalogue.GetMeasureRequest, call: Call
    ) -> catalogue.GetMeasureResponse:
        """Raise what the code stands for, or answer."""
        self.calls.append(("GetMeasure", request, call))
        if request.measure_id in self.RAISES:
            raise self.RAISES[request.measure_id](request.measure_id)
        return catalogue.GetMeasureResponse(document_json=call.origin().model_dump_json())

    def Match(self, request: catalogue.MatchRequest, call: Call) -> catalogue.MatchResponse:  # noqa: N802
        """Answer with the day."""
        self.calls.append(("Match", request, call))
        return catalogue.MatchResponse(as_of=request.as_of)

    def ListHistory(  # noqa: N802
        self, request: catalogue.ListHistoryRequest, call: Call
    ) -> catalogue.ListHistoryResponse:
        """A page, like that of measures."""
        bound_to = (call.identity.organisation, "history", request.subject_id, request.known_at)
        self.pages.open(request.page_token, bound_to)
        self.calls.append(("ListHistory", request, call))
        return catalogue.ListHistoryResponse()

    def WatchCatalogue(  # noqa: N802
        self, request: watch_pb2.WatchCatalogueRequest, call: Call
    ) -> Iterator[watch_pb2.WatchCatalogueResponse]:
        """A stream that ends at once; whose cursor is another's is told so."""
        Places(self.pages).opened(request.cursor, "", call.identity.organisation)
        self.calls.append(("WatchCatalogue", request, call))
        return iter(())

    def __getattr__(self, name: str) -> Callable[[Any, Call], Any]:
        """Every other method: what editors do with editions is nothing here."""
        if name.startswith("_"):
            raise AttributeError(name)
        return _unanswered


class SmallReferrals:
    """Streams heartbeats for as long as the call lives, or for ever; nothing else is answered here."""

    def __init__(self) -> None:
        self.heedless = False
        self.open = 0
        self._beat = threading.Event()

    def WatchReferrals(  # noqa: N802
        self, request: referral.WatchReferralsRequest, call: Call
    ) -> Iterator[referral.WatchReferralsResponse]:
        """A heartbeat every hundredth of a second."""
        del request
        self.open += 1
        try:
            while self.heedless or call.is_active():
                yield referral.WatchReferralsResponse(cursor="bm9uZQ", heartbeat=referral.Heartbeat())
                self._beat.wait(0.01)
        finally:
            self.open -= 1

    def __getattr__(self, name: str) -> Callable[[Any, Call], Any]:
        """Every other method."""
        if name.startswith("_"):
            raise AttributeError(name)
        return _unanswered


def _unanswered(request: Any, call: Call) -> Any:
    if isinstance(request, Iterator):
        # A stream is judged message by message, when somebody reads it.
        list(request)
    raise NotImplementedError


def served_catalogue(servicer: SmallCatalogue) -> ServedService:
    """Operators, editors and services may ask, the last two import, auditors read histories, partners do nothing."""
    readers = frozenset({Role.OPERATOR, Role.EDITOR, Role.SERVICE})
    who_may = {
        **dict.fromkeys((method.name for method in CATALOGUE.methods), frozenset[Role]({Role.EDITOR})),
        "ImportMeasure": frozenset({Role.EDITOR, Role.SERVICE}),
        "ListMeasures": readers,
        "GetMeasure": readers,
        "Match": readers,
        "ListHistory": frozenset({Role.AUDITOR}),
    }
    statuses = {
        MeasureUnknown: StatusCode.NOT_FOUND,
        MeasureClosed: StatusCode.FAILED_PRECONDITION,
    }
    return ServedService(CATALOGUE, servicer, who_may, statuses)


def served_referrals(servicer: SmallReferrals) -> ServedService:
    """Partners may do everything."""
    who_may = dict.fromkeys((method.name for method in REFERRAL.methods), frozenset({Role.PARTNER}))
    return ServedService(REFERRAL, servicer, who_may)
