"""What a process must be told before it can start, beside what its services must be told."""

from pathlib import Path
from typing import Self

from pydantic import model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

TEST_CLOCK_REFUSED = (
    "A test clock is only for a stack that is thrown away: leave out SOMICIS_TEST_CLOCK_FILE "
    "and every SOMICIS_…_TEST_CLOCK_FILE, or say SOMICIS_THROWAWAY=true, which no deployment does."
)


class ClockSettings(BaseSettings):
    """Which clock a process reads. `throwaway` says that nobody will rely on what the stack records."""

    # What is missing is told with the field's name alone: beside it stand passwords.
    model_config = SettingsConfigDict(frozen=True, extra="forbid", env_prefix="SOMICIS_", hide_input_in_errors=True)

    test_clock_file: Path | None = None
    throwaway: bool = False

    @model_validator(mode="after")
    def _refuse_a_test_clock_where_it_counts(self) -> Self:
        if self.test_clock_file is not None and not self.throwaway:
            raise ValueError(TEST_CLOCK_REFUSED)
        return self


class ProcessSettings(ClockSettings):
    """Read from SOMICIS_… in the environment. Addresses are host:port.

    `process` is what it is called in its logs. `test_clock_file` is given only on a stack made with a
    test clock, which is a throw-away one.
    """

    process: str
    probe_address: str


class WorkerSettings(ProcessSettings):
    """Of a worker. `losses_file` plans which messages are lost on purpose, on a stack with a test clock only.

    `broker_authority_file` (PEM) has signed the certificate of a broker that is reached by amqps://.
    """

    broker_url: str
    broker_authority_file: Path | None = None
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
