"""The address of a broker says which one it is."""

from pathlib import Path

import pytest

from chassis.transport.memory import MemoryTransport
from chassis.transport.rabbit import RabbitTransport
from stacks.broker import way_to


def test_memory_stays_in_the_process() -> None:
    """As the embedded stack has it."""
    transport = way_to("memory://")()
    try:
        assert isinstance(transport, MemoryTransport)
    finally:
        transport.close()


@pytest.mark.parametrize("scheme", ["amqp", "amqps"])
def test_amqp_leads_to_rabbitmq(scheme: str) -> None:
    """It connects when it is first used, so a broker that is away keeps no worker from starting."""
    assert isinstance(way_to(f"{scheme}://user:password@127.0.0.1:1/somicis")(), RabbitTransport)


def test_any_other_address_is_refused_and_not_repeated() -> None:
    """It may hold a password."""
    with pytest.raises(ValueError, match="begins with memory://, amqp:// or amqps://") as told:
        way_to("redis://user:secret@127.0.0.1/0")

    assert "secret" not in str(told.value)


@pytest.mark.parametrize("address", ["amqp://user:secret@broker/somicis", "memory://"])
def test_an_authority_is_not_named_for_a_broker_that_is_spoken_to_in_clear(address: str) -> None:
    """Somebody meant TLS: the worker does not start, and the password in the address is not repeated."""
    with pytest.raises(ValueError, match="must begin with amqps://") as told:
        way_to(address, Path("ca.pem"))

    assert "secret" not in str(told.value)


@pytest.mark.parametrize(("written", "problem"), [(None, "No such file"), ("no certificate", "no certificate")])
def test_an_authority_that_cannot_be_read_is_told_at_once(tmp_path: Path, written: str | None, problem: str) -> None:
    """Not by a worker that is ready and never gets through to the broker."""
    authority = tmp_path / "ca.pem"
    if written:
        authority.write_text(written)

    with pytest.raises(OSError, match=f"(?i){problem}"):
        way_to("amqps://user:secret@broker/somicis", authority)
