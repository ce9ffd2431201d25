"""The places for streams of one server: so many in all, and no organisation takes more than its share of them."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from chassis.serving.refusals import ShareOfStreamsTaken, TooManyStreams


class StreamPlaces:
    """`most` streams at once, `share` of them for one organisation: a careless reader costs the others nothing."""

    def __init__(self, most: int, share: int) -> None:
        self._most = most
        self._share = share
        self._taken: Counter[str] = Counter()
        self._counting = threading.Lock()

    @contextmanager
    def taken(self, organisation: str) -> Iterator[None]:
        """Hold a place meanwhile. Raises TooManyStreams, ShareOfStreamsTaken."""
        self._take(organisation)
        try:
            yield
        finally:
            with self._counting:
                self._taken[organisation] -= 1

    def _take(self, organisation: str) -> None:
        with self._counting:
            if self._taken.total() >= self._most:
                raise TooManyStreams(limit=self._most)
            if self._taken[organisation] >= self._share:
                raise ShareOfStreamsTaken(limit=self._share, organisation=organisation)
            self._taken[organisation] += 1
