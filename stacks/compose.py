"""The program that makes what the containers of deploy/compose.yaml need: files, passwords, what each is told."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy import URL

from stacks import preparing, production
from stacks.layout import SERVICES, Layout
from stacks.planning import Backing, environment_of, environment_of_services
from stacks.private_files import write_private
from stacks.processes import Process
from stacks.servers import databases
from stacks.servers.postgres import ADMINISTRATOR
from stacks.servers.programs import POSTGRES_URL
from stacks.servers.rabbitmq import USER, VIRTUAL_HOST
from stacks.servers.remembered import Remembered

NAME = "compose"
SEEN = Layout(Path("/stack"))
"""Where containers see the files they are given of the folder."""
PROBE = 8080
PORTS: Mapping[str, tuple[int, int]] = {
    "intake": (7543, 7544),
    "catalogue": (7553, 7554),
    "referral": (7563, 7564),
    "reporting": (7573, 7574),
}
"""For organisations and for people: inside as on the machine, where they are published."""


def main(folder: str) -> None:
    """Make what is missing in a folder; what is there is kept."""
    prepare(Layout(Path(folder)))
    print(f"{NAME}: certificates, tokens, passwords and environments are there")


def prepare(layout: Layout) -> None:
    """Make identities, the file that tells clients where the stack is, and `environment/<container>.env`."""
    preparing.prepare(layout, NAME, processes(), test_clock=None, ports={})
    (layout.root / "environment").mkdir(mode=0o700, exist_ok=True)
    for container, told in _environments(_passwords(layout)).items():
        lines = "".join(f"{name}='{value}'\n" for name, value in told.items())
        write_private(layout.root / "environment" / f"{container}.env", lines.encode())


def processes() -> Sequence[Process]:
    """A worker and a gRPC process for every service, each in a container of its name."""
    return [replace(one, host=one.name, ports=_ports(one)) for one in production.processes()]


def _ports(process: Process) -> Mapping[str, int]:
    if process.role == "worker":
        return {"probe": PROBE}
    organisations, people = PORTS[process.services[0]]
    return {"probe": PROBE, "organisations": organisations, "people": people}


def _passwords(layout: Layout) -> Mapping[str, str]:
    file = layout.root / "secrets" / "passwords.json"
    known = (Remembered.read(file) or Remembered.new()).knowing({}, ("administrator", "broker", *SERVICES))
    known.write(file)
    return known.passwords


def _environments(passwords: Mapping[str, str]) -> Mapping[str, Mapping[str, str]]:
    """What each container is told, by its name."""
    stack, backing = processes(), _backing(passwords)
    services = environment_of_services(stack, SEEN, backing)
    return {
        "postgres": {"POSTGRES_PASSWORD": passwords["administrator"]},
        "rabbitmq": {
            "RABBITMQ_DEFAULT_USER": USER,
            "RABBITMQ_DEFAULT_PASS": passwords["broker"],
            "RABBITMQ_DEFAULT_VHOST": VIRTUAL_HOST,
        },
        "provide": {POSTGRES_URL: _administrator(passwords), **services},
        "migrate": services,
        **{one.name: environment_of(one, stack, SEEN, backing) for one in stack},
    }


def _backing(passwords: Mapping[str, str]) -> Backing:
    administrator = _administrator(passwords)
    return Backing(
        {name: databases.service_url(administrator, f"somicis_{name}", passwords[name]) for name in SERVICES},
        f"amqp://{USER}:{passwords['broker']}@rabbitmq/{VIRTUAL_HOST}",
    )


def _administrator(passwords: Mapping[str, str]) -> str:
    return databases.written(
        URL.create("postgresql", ADMINISTRATOR, passwords["administrator"], "postgres", database="postgres")
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
