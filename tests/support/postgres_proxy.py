"""A way to PostgreSQL that can be cut, can lose a commit or the answer to it, and can swallow notifications."""

import random
import socket
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from stacks.ports import HOST

COMMITTED, NOTIFICATION = b"C", b"A"
"""First bytes of the server's messages CommandComplete and NotificationResponse."""
HEAD = 5
"""Bytes of a message's kind and length."""


class PostgresProxy:
    """Passes everything on, message by message, until it is told otherwise. Knows no encryption."""

    def __init__(self, port: int) -> None:
        self._server_port = port
        self._listening = socket.create_server((HOST, 0))
        self._lines: list[socket.socket] = []
        self._doors_open = threading.Event()
        self._doors_open.set()
        self._commits: deque[int] = deque()
        self._answers: deque[int] = deque()
        self._chance = random.Random(0)
        self._share = 0.0
        self.lost = 0
        self.notifications_swallowed = 0
        self.swallows_notifications = False
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._listening.getsockname()[1])

    def lose_the_answer(self, to_commit: int) -> None:
        """That commit from now (1 is the next) happens, and the connection is gone before anybody is told."""
        self._answers.append(to_commit)

    def lose_the_commit(self, number: int) -> None:
        """That commit from now does not reach the server; the connection is gone instead."""
        self._commits.append(number)

    def lose_answers(self, share: float, seed: int) -> None:
        """From now on a share of all commits happens without anybody being told; the connection is gone instead."""
        self._chance, self._share = random.Random(seed), share

    def admit_nobody(self) -> None:
        """Let nobody in any more; who is in stays."""
        self._doors_open.clear()

    def cut(self) -> None:
        """Cut every connection, and let nobody in."""
        self.admit_nobody()
        for line in self._lines:
            _end(line)
        self._lines.clear()

    def mend(self) -> None:
        """Let everybody in again."""
        self._doors_open.set()

    def close(self) -> None:
        """Cut every connection and stop."""
        self.cut()
        _end(self._listening)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                if self._doors_open.is_set():
                    self._connect(client)
                else:
                    _end(client)

    def _connect(self, client: socket.socket) -> None:
        server = socket.create_connection((HOST, self._server_port))
        for line in (client, server):
            # Each message as soon as it is there: who waits for more to send keeps the other end waiting.
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._lines += [client, server]
        threading.Thread(target=self._ask, args=(client, server), daemon=True).start()
        threading.Thread(target=self._answer, args=(server, client), daemon=True).start()

    def _ask(self, client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while said := client.recv(65_536):
                if b"\x0bCOMMIT\0" in said and self._now(self._commits):
                    break
                server.sendall(said)
        _end(client)
        _end(server)

    def _answer(self, server: socket.socket, client: socket.socket) -> None:
        with suppress(OSError):
            for message in _messages(server):
                if not self._passes(message):
                    continue
                if message[:1] == COMMITTED and message[HEAD:] == b"COMMIT\0" and self._is_lost():
                    break
                client.sendall(message)
        _end(client)
        _end(server)

    def _passes(self, message: bytes) -> bool:
        swallowed = self.swallows_notifications and message[:1] == NOTIFICATION
        self.notifications_swallowed += swallowed
        return not swallowed

    def _is_lost(self) -> bool:
        by_chance = self._chance.random() < self._share
        self.lost += by_chance
        return by_chance or self._now(self._answers)

    def _now(self, awaited: deque[int]) -> bool:
        """Whether this is the one that was waited for."""
        if not awaited:
            return False
        awaited[0] -= 1
        if awaited[0] > 0:
            return False
        awaited.popleft()
        self.lost += 1
        return True


@contextmanager
def proxy_to(port: int) -> Iterator[PostgresProxy]:
    """A way to the server on a port, closed at the end."""
    proxy = PostgresProxy(port)
    try:
        yield proxy
    finally:
        proxy.close()


def _messages(server: socket.socket) -> Iterator[bytes]:
    held = b""
    while said := server.recv(65_536):
        held += said
        while len(held) >= HEAD and len(held) > (last := int.from_bytes(held[1:HEAD])):
            yield held[: last + 1]
            held = held[last + 1 :]


def _end(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
    line.close()
