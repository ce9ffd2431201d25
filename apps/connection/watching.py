"""Follows a stream across interruptions, so that nothing is missed and nothing told twice."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import Any

import grpc
from somicis.catalogue.v1.watch_pb2 import WatchCatalogueRequest, WatchCatalogueResponse
from somicis.referral.v1.referral_service_pb2 import WatchReferralsRequest, WatchReferralsResponse

from apps.connection.asking import A_COMMAND, Patience, unavailable
from apps.connection.clients import Clients
from apps.connection.refusals import refused

REMEMBERED_CHANGES = 1000
"""How many ids are kept to tell a repeat: more than a stream sends between two cursors."""

_RECONNECT = frozenset(
    {
        grpc.StatusCode.UNAVAILABLE,  # the process went away
        grpc.StatusCode.ABORTED,  # the stream reached its greatest age
        grpc.StatusCode.RESOURCE_EXHAUSTED,  # this reader was too slow
    }
)


def watch_referrals(
    clients: Clients, cursor: str = "", patience: Patience = A_COMMAND
) -> Iterator[WatchReferralsResponse]:
    """Every message of the caller's stream after `cursor`, each change once, without end.

    Raises:
        Refused: the service does not let the caller watch.
        Unavailable: the stream broke and could not be taken up again within the patience.

    """
    return _watch(clients.referral.WatchReferrals, WatchReferralsRequest(cursor=cursor), patience)


def watch_catalogue(
    clients: Clients, cursor: str = "", from_day: str = "", patience: Patience = A_COMMAND
) -> Iterator[WatchCatalogueResponse]:
    """Every message about the catalogue after `cursor`, else from `from_day` on, each change once, without end.

    Raises:
        Refused: the service does not let the caller watch.
        Unavailable: the stream broke and could not be taken up again within the patience.

    """
    request = WatchCatalogueRequest(cursor=cursor, from_day=from_day)
    return _watch(clients.catalogue.WatchCatalogue, request, patience)


def _watch(call: Callable[..., Any], request: Any, patience: Patience) -> Iterator[Any]:
    told: OrderedDict[str, None] = OrderedDict()
    pauses, give_up_at = patience.pauses(), math.inf
    while True:
        try:
            for message in call(request):
                request.cursor = message.cursor or request.cursor
                pauses, give_up_at = patience.pauses(), math.inf
                if _is_new(message, told):
                    yield message
        except grpc.RpcError as error:
            if error.code() not in _RECONNECT:
                raise refused(error) from error
            # However long nothing was told before: to wait for news is no impatience.
            now = time.monotonic()
            if now > give_up_at:
                raise unavailable(request, error) from error
            give_up_at = min(give_up_at, now + patience.limit_s)
        time.sleep(next(pauses))


def _is_new(message: Any, told: OrderedDict[str, None]) -> bool:
    if message.WhichOneof("content") != "change":
        return True
    if message.change.change_id in told:
        return False
    told[message.change.change_id] = None
    if len(told) > REMEMBERED_CHANGES:
        told.popitem(last=False)
    return True
