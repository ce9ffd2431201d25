"""A PostgreSQL of a stack's own keeps what it was given, lets nobody in without a password, and is not root's."""

import socket
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from stacks.ports import HOST, free_ports, is_free
from stacks.servers import databases
from stacks.servers.postgres import Postgres
from stacks.servers.troubles import ServerFailed

pytestmark = pytest.mark.slow

PASSWORD = "of the administrator"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    """One for the tests of this file."""
    server = Postgres(tmp_path_factory.mktemp("stack"), free_ports(1)[0], PASSWORD)
    yield server
    server.remove()


@pytest.fixture
def server(made: Postgres) -> Postgres:
    """The same, running."""
    made.start()
    return made


@pytest.fixture(scope="module")
def service(made: Postgres) -> str:
    """Where a service called intake connects."""
    made.start()
    databases.provide(made.url, "intake", "of intake")
    return databases.service_url(made.url, "intake", "of intake")


def connected(url: str) -> psycopg.Connection:
    """A connection as a service makes it."""
    return psycopg.connect(
        databases.written(make_url(url).set(drivername="postgresql")), autocommit=True, connect_timeout=5
    )


def test_what_was_committed_survives_a_crash(server: Postgres, service: str) -> None:
    """On the same port, with nobody asked."""
    with connected(service) as tx:
        tx.execute("CREATE TABLE kept (fact text)")
        tx.execute("INSERT INTO kept VALUES ('committed')")
    server.stop("immediate")
    assert not server.running
    assert is_free(server.port)

    server.start()

    with connected(service) as tx:
        assert tx.execute("SELECT fact FROM kept").fetchall() == [("committed",)]
        assert tx.execute("SHOW fsync").fetchone() == ("on",)


def test_a_service_enters_its_own_database_and_no_other(server: Postgres, service: str) -> None:
    """One role, one password, one database."""
    databases.provide(server.url, "catalogue", "of the catalogue")
    other = make_url(service).set(database="catalogue").render_as_string(hide_password=False)

    with connected(service) as tx:
        assert tx.execute("SELECT current_user, current_database()").fetchone() == ("intake", "intake")
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        connected(other)


@pytest.mark.parametrize("password", ["", "of somebody else"])
def test_nobody_enters_without_the_password(server: Postgres, service: str, password: str) -> None:
    """Not through the network, nor through the socket."""
    url = make_url(service).set(password=password)
    at_the_socket = url.set(host=None, query={"host": str(server.quarters.path)})

    for door in (url, at_the_socket):
        with pytest.raises(psycopg.OperationalError, match="password"):
            connected(databases.written(door))


def test_providing_again_changes_the_password_and_nothing_else(server: Postgres, service: str) -> None:
    """Every start provides; what is stored stays."""
    with connected(service) as tx:
        tx.execute("CREATE TABLE stays (fact text)")

    databases.provide(server.url, "intake", "another")

    with connected(databases.service_url(server.url, "intake", "another")) as tx:
        assert tx.execute("SELECT count(*) FROM stays").fetchone() == (0,)
    databases.provide(server.url, "intake", "of intake")


def test_texts_are_in_the_order_of_their_bytes(server: Postgres, service: str) -> None:
    """As in SQLite, so that both stacks answer alike."""
    with connected(service) as tx:
        ordered = tx.execute("SELECT w FROM unnest(ARRAY['b', 'à', 'B', 'a']) AS w ORDER BY w").fetchall()

    assert [word for (word,) in ordered] == sorted(["b", "à", "B", "a"], key=str.encode)


def test_it_runs_as_nobody_who_owns_the_machine(server: Postgres) -> None:
    """And its folder is closed to all others."""
    postmaster = (server.quarters.path / "data" / "postmaster.pid").read_text().splitlines()[0]

    assert Path("/proc", postmaster).stat().st_uid == server.quarters.user.uid != 0
    assert server.quarters.path.stat().st_mode & 0o077 == 0


def test_it_is_started_once(server: Postgres) -> None:
    """Whoever comes second finds it running, whichever process came first."""
    before = (server.quarters.path / "data" / "postmaster.pid").read_text()

    server.start()

    assert (server.quarters.path / "data" / "postmaster.pid").read_text() == before


def test_another_servers_port_is_not_touched(tmp_path: Path) -> None:
    """It does not start, and says where it has written why."""
    with socket.create_server((HOST, 0)) as taken:
        server = Postgres(tmp_path / "stack", taken.getsockname()[1], PASSWORD)
        try:
            with pytest.raises(ServerFailed, match=r"postgres\.log"):
                server.start()
            assert not server.running
        finally:
            server.remove()
