"""Follows a partner's stream across interruptions, so that nothing is missed and nothing told twice."""

import math
import time
from collections import OrderedDict
from collections.abc import Iterator

import grpc
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
    told: OrderedDict[str, None] = OrderedDict()
    pauses, give_up_at = patience.pauses(), math.inf
    while True:
        request = WatchReferralsRequest(cursor=cursor)
        try:
            for message in clients.referral.WatchReferrals(request):
                cursor = message.cursor or cursor
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


def _is_new(message: WatchReferralsResponse, told: OrderedDict[str, None]) -> bool:
    if message.WhichOneof("content") != "change":
        return True
    if message.change.change_id in told:
        return False
    told[message.change.change_id] = None
    if len(told) > REMEMBERED_CHANGES:
        told.popitem(last=False)
    return True
