"""Starts a process of one service as a container has it, and asks it at its probe how it is."""

import json
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from chassis.postgresql import WAIT_FUNCTION
from stacks.development_ca import DevelopmentCa
from stacks.development_tokens import AUDIENCE, ISSUER, DevelopmentTokens
from stacks.ports import HOST, free_ports
from tests.support.checkout import ROOT
from tests.support.migration import told

SERVICE = "referral"
MODULES = ("stacks.worker", "stacks.edge")


class Starting:
    """A process that was started, and what it says of itself."""

    def __init__(self, process: "subprocess.Popen[str]", probe: str) -> None:
        self.process = process
        self._probe = probe

    def problems(self) -> list[str] | str:
        """What it says at /readyz; why nobody can be asked, when it does not answer."""
        try:
            with urllib.request.urlopen(f"http://{self._probe}/readyz", timeout=5) as answer:
                return list(json.loads(answer.read())["problems"])
        except urllib.error.HTTPError as refused:
            return list(json.loads(refused.read())["problems"])
        except OSError as away:
            return f"{away} {self.process.poll()}"

    def lives(self) -> bool:
        """Whether it says so."""
        with urllib.request.urlopen(f"http://{self._probe}/livez", timeout=5) as answer:
            return bool(answer.status == 200)

    def told_to_stop(self) -> int:
        """How it ends."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)


@contextmanager
def started(module: str, url: str, folder: Path) -> Iterator[Starting]:
    """A process of one service, as a container has it."""
    probe, *doors = (f"{HOST}:{port}" for port in free_ports(3))
    environment = {**told(SERVICE, url, folder), "SOMICIS_PROCESS": "tested", "SOMICIS_PROBE_ADDRESS": probe}
    environment |= _of_a_worker() if module == "stacks.worker" else _of_an_edge(folder, *doors)
    with ExitStack() as ending, (folder / "log").open("w") as log:
        words = [sys.executable, "-m", module, SERVICE]
        process = subprocess.Popen(words, cwd=ROOT, env=environment, stdout=log, stderr=log, text=True)
        ending.callback(process.wait)
        ending.callback(process.kill)
        yield Starting(process, probe)


def _of_a_worker() -> dict[str, str]:
    return {"SOMICIS_BROKER_URL": f"amqp://nobody:there@{HOST}:1/", **WAIT_FUNCTION}


def _of_an_edge(folder: Path, organisations: str, people: str) -> dict[str, str]:
    ca, tokens = DevelopmentCa(folder / "certificates"), DevelopmentTokens(folder / "tokens")
    ca.make()
    tokens.make()
    return {
        "SOMICIS_ORGANISATIONS_ADDRESS": organisations,
        "SOMICIS_PEOPLE_ADDRESS": people,
        "SOMICIS_AUTHORITY_FILE": str(ca.authority),
        "SOMICIS_CERTIFICATE_FILE": str(ca.server.certificate),
        "SOMICIS_KEY_FILE": str(ca.server.key),
        "SOMICIS_JWKS_FILE": str(tokens.jwks),
        "SOMICIS_TOKEN_ISSUER": ISSUER,
        "SOMICIS_TOKEN_AUDIENCE": AUDIENCE,
        "SOMICIS_SERVICES": "[]",
        "SOMICIS_AUDITORS": "[]",
    }
