"""The HTTP port of a process for its keepers: metrics, liveness, readiness; no gRPC, no library."""

import json
import threading
from collections.abc import Callable, Sequence
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Any

import structlog
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import choose_encoder

_log = structlog.get_logger()

LOOK_EVERY_S = 0.5
PLAIN = "text/plain; charset=utf-8"
JSON = "application/json"

Problems = Callable[[], Sequence[str]]
"""What keeps the process from working, in words; empty when nothing does."""
Answer = tuple[HTTPStatus, str, bytes]


class Probes:
    """Answers /metrics, /livez and /readyz. `address` is host:port; port 0 takes any that is free."""

    def __init__(self, address: str, registry: CollectorRegistry, problems: Problems) -> None:
        host, _, port = address.rpartition(":")
        self._registry = registry
        self._problems = problems
        self._server = _Listener((host, int(port)), self._handler())
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="probes", daemon=True)

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.server_address[1])

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Stop answering and free the port."""
        self._stopping.set()
        self._thread.join()
        self._server.server_close()

    def answer(self, path: str, accept: str) -> Answer:
        """What a path says to whoever accepts a kind of content."""
        match path:
            case "/livez":
                return HTTPStatus.OK, PLAIN, b"alive\n"
            case "/readyz":
                return self._readiness()
            case "/metrics":
                encode, kind = choose_encoder(accept)
                return HTTPStatus.OK, kind, encode(self._registry)
        return HTTPStatus.NOT_FOUND, PLAIN, b"Try /metrics, /livez or /readyz.\n"

    def _readiness(self) -> Answer:
        problems = self._problems_now()
        status = HTTPStatus.SERVICE_UNAVAILABLE if problems else HTTPStatus.OK
        return status, JSON, json.dumps({"ready": not problems, "problems": problems}).encode()

    def _problems_now(self) -> list[str]:
        try:
            return list(self._problems())
        except Exception as error:  # noqa: BLE001 - who keeps us must get an answer, whatever went wrong
            _log.exception("readiness cannot be judged")
            return [f"readiness cannot be judged: {type(error).__name__}"]

    def _serve(self) -> None:
        # serve_forever waits on a selector chosen before eventlet could replace it, and would then
        # stop every green thread of a worker; a socket with a time limit works in both worlds.
        while not self._stopping.is_set():
            try:
                connection, client = self._server.get_request()
            except TimeoutError:
                continue
            except OSError:
                # Out of descriptors, perhaps: what keeps us may not end because of it.
                _log.exception("no probe can be heard")
                self._stopping.wait(LOOK_EVERY_S)
                continue
            self._server.process_request(connection, client)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        probes = self

        class Handler(_Handler):
            answer = staticmethod(probes.answer)

        return Handler


class _Listener(ThreadingHTTPServer):
    daemon_threads = True

    def server_bind(self) -> None:
        """Bind without asking the DNS for our name; wait for a connection no longer than notices the end."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = "probes", int(self.server_address[1])
        self.socket.settimeout(LOOK_EVERY_S)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A prober that went away before its answer is no error of ours."""
        _log.warning("probe not answered", exc_info=True)


class _Handler(BaseHTTPRequestHandler):
    timeout = 5  # seconds a client may take to say what it wants
    answer: Callable[[str, str], Answer]

    def do_GET(self) -> None:
        """Answer a GET."""
        status, kind, body = self.answer(self.path.partition("?")[0], self.headers.get("Accept", ""))
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: a probe every second is no news."""
