"""Whoever keeps a process asks over HTTP: whether it lives, whether it works, what it counts."""

import http.client
import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from prometheus_client import CollectorRegistry, Counter

from chassis.probes import Probes
from tests.support.captured_log import CapturedLog
from tests.support.checkout import ROOT


@dataclass
class Ailing:
    """A process that says what ails it."""

    problems: list[str] = field(default_factory=list)

    def __call__(self) -> list[str]:
        """What ails it now."""
        if "crash" in self.problems:
            raise KeyError("what somebody told the desk")
        return self.problems


@pytest.fixture
def ailing() -> Ailing:
    """Nothing ails it yet."""
    return Ailing()


@pytest.fixture
def probes(ailing: Ailing) -> Iterator[Probes]:
    """The HTTP port of a process with one counter."""
    registry = CollectorRegistry()
    Counter("somicis_things", "Things.", registry=registry).inc(3)
    made = Probes("127.0.0.1:0", registry, ailing)
    made.start()
    yield made
    made.stop()


def get(probes: Probes, path: str, accept: str = "*/*") -> tuple[int, str, str]:
    """Status, content type and body."""
    connection = http.client.HTTPConnection("127.0.0.1", probes.port, timeout=10)
    connection.request("GET", path, headers={"Accept": accept})
    answer = connection.getresponse()
    try:
        return answer.status, answer.headers["Content-Type"], answer.read().decode()
    finally:
        connection.close()


def test_a_process_that_answers_lives(probes: Probes, ailing: Ailing) -> None:
    """Even when it cannot work: starting it again would not help."""
    ailing.problems = ["the database does not answer"]

    assert get(probes, "/livez")[0] == 200


def test_readiness_names_what_is_wrong(probes: Probes, ailing: Ailing) -> None:
    """All of it, and nothing once it is gone."""
    ailing.problems = ["intake: the database does not answer", "the worker holds no lease"]
    status, kind, body = get(probes, "/readyz")
    assert (status, kind) == (503, "application/json")
    assert json.loads(body) == {"ready": False, "problems": ailing.problems}

    ailing.problems = []
    status, _, body = get(probes, "/readyz")
    assert (status, json.loads(body)) == (200, {"ready": True, "problems": []})


def test_readiness_that_cannot_be_judged_is_no_readiness(probes: Probes, ailing: Ailing, log: CapturedLog) -> None:
    """The keeper gets an answer, the log says where, and neither quotes what was being handled."""
    ailing.problems = ["crash"]

    status, _, body = get(probes, "/readyz")

    assert (status, json.loads(body)["problems"]) == (503, ["readiness cannot be judged: KeyError"])
    assert "KeyError" in log.lines("readiness cannot be judged")[0]["exception"]
    assert "told the desk" not in log.text


def test_metrics_come_in_the_form_that_is_asked_for(probes: Probes) -> None:
    """Prometheus prefers OpenMetrics; a person with curl gets text."""
    status, kind, body = get(probes, "/metrics?name[]=all")
    assert (status, kind.split(";")[0]) == (200, "text/plain")
    assert "somicis_things_total 3.0" in body

    _, kind, body = get(probes, "/metrics", accept="application/openmetrics-text; version=1.0.0")
    assert kind.startswith("application/openmetrics-text")
    assert body.endswith("# EOF\n")


def test_any_other_path_says_which_there_are(probes: Probes) -> None:
    """Nothing else is served."""
    status, _, body = get(probes, "/etc/passwd")

    assert status == 404
    assert "/metrics" in body


def test_a_prober_that_says_nothing_keeps_nobody_waiting(probes: Probes) -> None:
    """Each connection has its own thread, and its own end."""
    with socket.create_connection(("127.0.0.1", probes.port)), socket.create_connection(("127.0.0.1", probes.port)):
        assert get(probes, "/livez")[0] == 200


def test_a_stopped_port_is_free(ailing: Ailing) -> None:
    """Whoever starts next may have it."""
    first = Probes("127.0.0.1:0", CollectorRegistry(), ailing)
    first.start()
    first.stop()

    second = Probes(f"127.0.0.1:{first.port}", CollectorRegistry(), ailing)
    second.start()
    assert get(second, "/livez")[0] == 200
    second.stop()


IN_A_WORKER = """
{before}
from prometheus_client import CollectorRegistry
from chassis.probes import Probes
{after}
import eventlet
from eventlet.green.urllib.request import urlopen

beats = []
def beat():
    while True:
        beats.append(1)
        eventlet.sleep(0.01)

eventlet.spawn(beat)
probes = Probes("127.0.0.1:0", CollectorRegistry(), list)
probes.start()
eventlet.sleep(0.7)
print(len(beats) > 40, urlopen(f"http://127.0.0.1:{{probes.port}}/readyz", timeout=5).status)
probes.stop()
"""
PATCH = "import eventlet; eventlet.monkey_patch()"


@pytest.mark.parametrize(("before", "after"), [(PATCH, ""), ("import socketserver, http.server", PATCH)])
def test_a_worker_is_probed_while_its_green_threads_go_on(before: str, after: str) -> None:
    """Whether the standard library was imported before eventlet changed it, or after."""
    answer = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", IN_A_WORKER.format(before=before, after=after)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert answer.stdout == "True 200\n", answer.stderr
