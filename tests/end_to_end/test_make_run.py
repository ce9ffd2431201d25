"""What `make run` starts stays up until it is told to stop, keeps its data, and does not get in anybody's way."""

import os
import signal
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from somicis.intake.v1.intake_service_pb2 import ActivateDeskRequest
from somicis.shared.v1.operations_service_pb2 import GetStatusRequest

from apps.connection.clients import Clients
from apps.connection.identity import identity_of
from apps.connection.stack_file import Stack
from tests.support.desk_at_work import LIMIT_S, asked_anew
from tests.support.eventually import eventually
from tests.support.stack_command import ENDS_WITHIN, StackCommand, stack_command

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]

FOLDERS = ("certificates", "data", "logs", "secrets", "tokens")
PROCESSES = 2


@pytest.fixture(scope="module")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StackCommand]:
    """A stack that stays up while several tests look at it."""
    with stack_command(tmp_path_factory.mktemp("run") / "stack") as command:
        yield command.is_up()


def heads(stack: Stack) -> dict[str, int]:
    """The last position of every service's log."""
    with Clients(stack, identity_of(stack, "ops")) as clients:
        [operations] = clients.operations
        status = operations.GetStatus(GetStatusRequest(), timeout=LIMIT_S)
    return {service.service: service.head for service in status.services}


def open_a_desk(stack: Stack, desk: str) -> None:
    """Have an operator store one event."""
    with Clients(stack, identity_of(stack, "operator")) as clients:
        clients.intake.ActivateDesk(asked_anew(ActivateDeskRequest(desk=desk)), timeout=LIMIT_S)


def assert_ended_in_order(
    command: StackCommand, number: signal.Signals, farewell: str = "Fermo. I dati restano in"
) -> None:
    """Exit status 0, a word of farewell, nothing left running, no stack trace anywhere."""
    assert command.told(number) == 0
    assert farewell in command.output
    assert command.children() == []
    assert "Traceback" not in command.output + command.log()
    assert '"level": "error"' not in command.log()


def test_it_stops_in_order_on_either_signal_leaves_nothing_when_killed_and_keeps_its_data(tmp_path: Path) -> None:
    """Started again it has the same data at the same addresses, for the same people; nothing is cleaned up by hand."""
    folder = tmp_path / "stack"
    with stack_command(folder) as first:
        before = first.is_up().stack
        open_a_desk(before, "FERMO")
        assert len(first.children()) == PROCESSES
        assert_ended_in_order(first, signal.SIGTERM)
    with stack_command(folder) as killed:
        assert killed.is_up().stack == before
        open_a_desk(before, "MACERATA")
        os.kill(killed.process.pid, signal.SIGKILL)
        eventually(killed.children, [], within=ENDS_WITHIN)
    with stack_command(folder) as last:
        assert heads(last.is_up().stack)["intake"] == 2
        assert_ended_in_order(last, signal.SIGINT)


@pytest.mark.parametrize(
    ("language", "greeting", "farewell"),
    [
        ("it", "Avvio dello stack", "Fermo. I dati restano in"),
        ("en", "The stack is starting", "Stopped. The data stays in"),
    ],
)
def test_it_stops_in_order_while_it_is_still_starting(
    tmp_path: Path, language: str, greeting: str, farewell: str
) -> None:
    """Whoever changes their mind at once is not left with half a stack, in either language."""
    with stack_command(tmp_path / "stack", language) as command:
        eventually(lambda: greeting in command.output, wanted=True, within=ENDS_WITHIN)
        assert_ended_in_order(command, signal.SIGINT, farewell)


def test_a_second_start_of_the_same_folder_is_told_so_and_harms_nothing(up: StackCommand) -> None:
    """Two workers on the same data would not notice each other, and addresses and tokens would change underfoot."""
    files = [up.folder / "stack.json", *sorted((up.folder / "tokens").iterdir())]
    before, running = [file.read_bytes() for file in files], up.children()

    with stack_command(up.folder) as second:
        assert second.process.wait(ENDS_WITHIN) == 1
        assert f"{up.folder} è già acceso" in second.output
        assert f"{up.folder} is already running" in second.output
        assert "stacks.run --folder" in second.output
        assert "Traceback" not in second.output

    assert [file.read_bytes() for file in files] == before
    assert up.children() == running
    assert heads(up.stack)


def test_a_stack_in_another_folder_takes_ports_of_its_own(up: StackCommand, tmp_path: Path) -> None:
    """Both are up, each answers for itself, and neither trusts the other's tokens."""
    with stack_command(tmp_path / "other") as other:
        ports = [addresses(command.stack) for command in (up, other.is_up())]
        assert ports[0].isdisjoint(ports[1])
        open_a_desk(other.stack, "ANCONA")
        assert (heads(other.stack)["intake"], heads(up.stack)["intake"]) == (1, 0)


def addresses(stack: Stack) -> set[str]:
    """Every address a stack answers at."""
    doors = {door for service in stack.services.values() for door in (service.organisations, service.people)}
    return doors | {process.probe.removeprefix("http://") for process in stack.processes}


def test_what_opens_doors_is_its_owners_alone(up: StackCommand) -> None:
    """Even with a umask that hides nothing: keys, tokens, secrets are 0600, folders 0700."""
    keys = [*up.folder.glob("certificates/*.key"), *up.folder.glob("secrets/*")]
    keys += [*up.folder.glob("tokens/*.jwt"), up.folder / "tokens" / "signing.json"]
    assert len(keys) >= 9 + 4 + 6 + 1
    assert {str(key): mode(key) for key in keys if mode(key) != 0o600} == {}
    assert {name: mode(up.folder / name) for name in ("", *FOLDERS)} == dict.fromkeys(("", *FOLDERS), 0o700)
    published = [*up.folder.glob("certificates/*.pem"), up.folder / "tokens" / "jwks.json"]
    assert {mode(file) for file in published} == {0o644}


def mode(path: Path) -> int:
    """Who may do what with a file."""
    return stat.S_IMODE(path.stat().st_mode)
