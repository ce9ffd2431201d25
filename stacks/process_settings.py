"""What a process must be told before it can start, beside what its services must be told."""

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


class ProcessSettings(BaseSettings):
    """Read from SOMICIS_… in the environment. Addresses are host:port.

    `process` is what it is called in its logs. `test_clock_file` is given only on a stack made with a
    test clock.
    """

    model_config = SettingsConfigDict(frozen=True, extra="forbid", env_prefix="SOMICIS_")

    process: str
    probe_address: str
    test_clock_file: Path | None = None


class WorkerSettings(ProcessSettings):
    """Of a worker. `losses_file` plans which messages are lost on purpose, on a stack with a test clock only."""

    broker_url: str
    losses_file: Path | None = None


class EdgeSettings(ProcessSettings):
    """Of a gRPC process. The certificates are PEM; organisations must show one that the authority has signed."""

    organisations_address: str
    people_address: str
    authority_file: Path
    certificate_file: Path
    key_file: Path
    jwks_file: Path
    token_issuer: str
    token_audience: str
    services: frozenset[str]
    """The organisations that are services of this system, by the code in their certificates."""
    auditors: frozenset[str]
    """Those whose people audit."""
