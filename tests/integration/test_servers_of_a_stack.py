"""A stack remembers its servers, uses those it is told of, and starts the others itself."""

import stat
from pathlib import Path

import pytest

from stacks.layout import SERVICES
from stacks.servers.remembered import Remembered
from stacks.servers.servers import Servers, file_in, prepared
from stacks.servers.troubles import NotPrepared, ServerFailed

POSTGRES = "postgresql://administrator:its%20own@db.example:6432/postgres?sslmode=verify-full"
NOBODY_THERE = "amqp://user:password@127.0.0.1:1/vhost"


@pytest.fixture
def stack(tmp_path: Path) -> Path:
    """The folder of a stack."""
    (tmp_path / "secrets").mkdir()
    return tmp_path


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment names a PostgreSQL."""
    monkeypatch.setenv("SOMICIS_POSTGRES_URL", POSTGRES)


def remembered(stack: Path) -> Remembered:
    """What the stack has written down."""
    known = Remembered.read(file_in(stack))
    assert known is not None
    return known


def test_passwords_are_made_once_and_only_their_owner_reads_them(stack: Path) -> None:
    """A server that keeps its data keeps its passwords."""
    prepared(stack, SERVICES)
    first = remembered(stack)
    prepared(stack, SERVICES)

    assert remembered(stack) == first
    assert len(set(first.passwords.values())) == len(SERVICES) + 2
    assert stat.S_IMODE(file_in(stack).stat().st_mode) == 0o600


def test_each_service_has_an_address_of_its_own(stack: Path) -> None:
    """Role, password and database."""
    servers = prepared(stack, SERVICES)
    passwords = remembered(stack).passwords

    urls = {service: servers.database_url(service) for service in SERVICES}

    for service, url in urls.items():
        assert f"somicis_{service}:{passwords[service]}@127.0.0.1" in url
        assert url.endswith(f"/somicis_{service}")
    assert set(servers.own) == {"postgres", "rabbitmq"}


def test_a_server_that_is_named_is_not_started(stack: Path, named: None) -> None:
    """Databases and roles there have the stack's name, so that two stacks can share it."""
    servers = prepared(stack, SERVICES)
    name = remembered(stack).name

    url = servers.database_url("intake")

    assert set(servers.own) == {"rabbitmq"}
    assert url.startswith(f"postgresql+psycopg://somicis_{name}_intake:")
    assert url.endswith(f"@db.example:6432/somicis_{name}_intake?sslmode=verify-full")
    assert "its" not in url


def test_a_broker_that_does_not_answer_is_told_of_without_its_password(
    stack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stack that begins anew has to see that nothing of another's lies there."""
    monkeypatch.setenv("SOMICIS_RABBITMQ_URL", NOBODY_THERE)

    with pytest.raises(ServerFailed, match=r"127\.0\.0\.1:1 does not let us in") as told:
        prepared(stack, SERVICES)

    assert "password" not in str(told.value)


def test_a_folder_that_was_not_prepared_has_no_servers(stack: Path) -> None:
    """It may hold the embedded stack."""
    assert not Servers.exist(stack)
    with pytest.raises(NotPrepared, match="nobody has prepared it"):
        Servers.of(stack)
