"""A PostgreSQL of a stack's own: on a port of its own, with everything in the stack's folder."""

from pathlib import Path
from typing import Literal

from sqlalchemy import URL

from stacks.servers.databases import written
from stacks.servers.programs import postgres_programs
from stacks.servers.quarters import Quarters
from stacks.servers.system_user import user_for

HOST = "127.0.0.1"
NAME = "postgres"
ADMINISTRATOR = "postgres"
CONNECTIONS = 300
"""Every process has a pool of its own, and there may be two of each."""
LONGEST_SOCKET_FOLDER = 85
"""The path of a Unix socket has at most 107 bytes, its name included."""
STARTS_WITHIN = STOPS_WITHIN = 60
_NOT_RUNNING, _NO_DATA = 3, 4

StopMode = Literal["smart", "fast", "immediate"]


class Postgres:
    """One cluster. Knows its folder, its port and its administrator's password; whoever started it."""

    def __init__(self, stack: Path, port: int, password: str) -> None:
        self.port = port
        self._password = password
        self.quarters = Quarters(stack, NAME, user_for(NAME))

    @property
    def url(self) -> str:
        """How the administrator connects."""
        return written(URL.create("postgresql", ADMINISTRATOR, self._password, HOST, self.port, "postgres"))

    @property
    def running(self) -> bool:
        """Whether the server of this folder runs."""
        return self._data.is_dir() and self._control("status", answers=(0, _NOT_RUNNING, _NO_DATA)) == 0

    def start(self) -> None:
        """Make the cluster if there is none, start it if it does not run; return when it accepts connections.

        Raises ServerFailed and NotOurs.
        """
        if self.quarters.left_over:
            self.remove()
        self.quarters.make()
        if not (self._data / "PG_VERSION").exists():
            self._initialise()
        if not self.running:
            self.quarters.write("somicis.conf", self._configuration())
            self._control("start", "--timeout", str(STARTS_WITHIN), "--log", str(self.log))

    def stop(self, mode: StopMode = "fast") -> None:
        """Stop it if it runs: `smart` waits for clients, `fast` sends them away, `immediate` is a crash."""
        if self.running:
            self._control("stop", "--timeout", str(STOPS_WITHIN), "--mode", mode)

    def remove(self) -> None:
        """Stop it and delete all it holds."""
        self.stop("immediate")
        self.quarters.remove()

    @property
    def log(self) -> Path:
        """What the server has to say."""
        return self.quarters.path / "postgres.log"

    @property
    def _data(self) -> Path:
        return self.quarters.path / "data"

    def _initialise(self) -> None:
        password = self.quarters.write("password", self._password)
        try:
            self._run(
                "initdb",
                *("--username", ADMINISTRATOR, "--pwfile", str(password), "--auth", "scram-sha-256"),
                # The order of texts is then the order of their bytes, as in SQLite.
                *("--encoding", "UTF8", "--locale", "C", "--no-instructions"),
            )
        finally:
            password.unlink()
        with (self._data / "postgresql.conf").open("a") as settings:
            settings.write("\ninclude '../somicis.conf'\n")

    def _configuration(self) -> str:
        home = str(self.quarters.path)
        socket_folder = home.replace("'", "''") if len(home.encode()) <= LONGEST_SOCKET_FOLDER else ""
        return (
            f"listen_addresses = '{HOST}'\n"
            f"port = {self.port}\n"
            f"unix_socket_directories = '{socket_folder}'\n"
            f"max_connections = {CONNECTIONS}\n"
        )

    def _control(self, *arguments: str, answers: tuple[int, ...] = (0,)) -> int:
        return self._run("pg_ctl", *arguments, *(("--wait",) if arguments[0] != "status" else ()), answers=answers)

    def _run(self, program: str, *arguments: str, answers: tuple[int, ...] = (0,)) -> int:
        home = self.quarters.path
        command = [str(postgres_programs() / program), *arguments, "--pgdata", str(self._data)]
        within = STARTS_WITHIN + 10.0
        return self.quarters.user.run(command, home=home, answers=answers, within=within).returncode
