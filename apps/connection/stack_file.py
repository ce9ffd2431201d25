"""Finds the stack of a checkout: the one file that says where its services are and what opens their doors."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from apps.connection.problems import StackFileWrong, StackNotFound

DEFAULT_STACK = "embedded"
_STARTED_BY = {"production": "make run STACK=production", "compose": "make compose-up"}
SERVICES = ("intake", "catalogue", "referral", "reporting")


@dataclass(frozen=True)
class Doors:
    """The two addresses of a service or a process: one asks for a certificate, the other for a token.

    `host:port`; of a service that runs more than once, those of every replica with commas between.
    """

    organisations: str
    people: str


@dataclass(frozen=True)
class Process:
    """A process of the stack; `probe` is the address of its readiness, for those who speak HTTP.

    Its role is `grpc` or `worker`; only the former has doors.
    """

    name: str
    role: str
    services: tuple[str, ...]
    probe: str
    doors: Doors | None


@dataclass(frozen=True)
class Stack:
    """A stack as its file describes it."""

    name: str
    test_clock: bool
    certificates: Path
    """Holds `<ORGANISATION>.pem` and `<ORGANISATION>.key`."""
    tokens: Path
    """Holds `<person>.jwt`."""
    ca: Path
    services: Mapping[str, Doors]
    processes: tuple[Process, ...]


def find_stack(name: str = DEFAULT_STACK, file: Path | None = None, start: Path | None = None) -> Stack:
    """The stack described by `file`, else the one called `name` of the checkout around `start` (the working folder).

    Raises:
        StackNotFound: there is no such file.
        StackFileWrong: the file says something else than a stack.

    """
    return read_stack(file or checkout_of(start or Path.cwd()) / "var" / name / "stack.json", name)


def started_by(name: str) -> str:
    """What starts the stack called `name`."""
    return _STARTED_BY.get(name, "make run")


def checkout_of(start: Path) -> Path:
    """The nearest folder from `start` upwards that holds this project, else the one this program stands in."""
    for folder in [start, *start.parents, *Path(__file__).resolve().parents]:
        if _is_checkout(folder):
            return folder
    return start


def read_stack(path: Path, name: str = DEFAULT_STACK) -> Stack:
    """Read a stack's file, most likely of the stack called `name`. Raises StackNotFound and StackFileWrong."""
    try:
        said = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise StackNotFound(path=path, start=started_by(name)) from None
    except (OSError, ValueError) as error:
        raise StackFileWrong(path=path, problem=error) from error
    try:
        return _stack(said, path.parent)
    except (KeyError, TypeError, AttributeError) as error:
        raise StackFileWrong(path=path, problem=f"missing or misshapen: {error}") from error


def _is_checkout(folder: Path) -> bool:
    try:
        project = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return bool(project.get("project", {}).get("name") == "somicis")


def _stack(said: Mapping[str, Any], beside: Path) -> Stack:
    return Stack(
        name=str(said["stack"]),
        test_clock=bool(said["test_clock"]),
        certificates=beside / said["certificates"],
        tokens=beside / said["tokens"],
        ca=beside / said["ca"],
        services={service: _doors(said["services"][service]) for service in SERVICES},
        processes=tuple(_processes(said["processes"])),
    )


def _doors(said: Mapping[str, Any]) -> Doors:
    return Doors(str(said["organisations"]), str(said["people"]))


def _processes(said: list[Mapping[str, Any]]) -> Iterator[Process]:
    for process in said:
        role, services = str(process["role"]), tuple(str(service) for service in process["services"])
        doors = _doors(process) if role == "grpc" else None
        yield Process(str(process["name"]), role, services, str(process["probe"]), doors)
