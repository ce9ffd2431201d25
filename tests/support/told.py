"""What a container is told and shown, held against the settings its process reads."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import pytest
from pydantic_settings import BaseSettings

from chassis.postgresql import WAIT_FUNCTION
from stacks.process_settings import EdgeSettings, WorkerSettings

PROCESS_SETTINGS: Mapping[str, type[BaseSettings] | None] = {
    "stacks.worker": WorkerSettings,
    "stacks.edge": EdgeSettings,
    "stacks.migrate": None,
    "stacks.provide": None,
}
_OF_WHO_CALLS = ("authority_file", "certificate_file", "key_file")
NOT_OPENED_BY: Mapping[str, Sequence[str]] = {
    "stacks.worker": _OF_WHO_CALLS,
    "stacks.migrate": _OF_WHO_CALLS,
    "stacks.provide": (*_OF_WHO_CALLS, "secret_file"),
}
"""Files a service names to all its processes and only some of them open."""


_OF_THE_DRIVER = ("PGSSLMODE", "PGSSLROOTCERT")
"""What PostgreSQL's own library reads."""


@dataclass(frozen=True)
class Told:
    """The module a container runs for which services, its environment, and the path of every file it is shown."""

    module: str
    services: Sequence[str]
    environment: Mapping[str, str]
    files: Collection[str]

    def unknown(self) -> list[str]:
        """What no settings know."""
        known = {*WAIT_FUNCTION, *_OF_THE_DRIVER}
        for kind in self._settings():
            known |= {f"{kind.model_config['env_prefix']}{field}".upper() for field in kind.model_fields}
        return [name for name in self.environment if name not in known]

    def opened(self, patched: pytest.MonkeyPatch) -> set[str]:
        """Every file its process opens; raises what the settings raise that are not told enough."""
        for name, value in self.environment.items():
            patched.setenv(name, value)
        skipped = NOT_OPENED_BY.get(self.module, ())
        told = [(name, value) for kind in self._settings() for name, value in kind() if name not in skipped]
        return {str(value) for _, value in told if isinstance(value, Path)}

    def missing(self, patched: pytest.MonkeyPatch) -> list[str]:
        """What it opens and is not shown."""
        return sorted(self.opened(patched) - set(self.files))

    def _settings(self) -> Iterator[type[BaseSettings]]:
        process = PROCESS_SETTINGS[self.module]
        if process is not None:
            yield process
        for service in self.services:
            yield import_module(f"services.{service}.settings").Settings
