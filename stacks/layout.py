"""Where a stack keeps everything: one folder, so that removing it removes the stack."""

import os
from dataclasses import dataclass
from pathlib import Path

from stacks.private_files import write_private

SERVICES = ("intake", "catalogue", "referral", "reporting")
SECRET_BYTES = 32


@dataclass(frozen=True)
class Layout:
    """The folder of one stack."""

    root: Path

    @property
    def stack_file(self) -> Path:
        """What a client needs to find the stack."""
        return self.root / "stack.json"

    @property
    def clock_file(self) -> Path:
        """The test clock; only a stack made with one has the file."""
        return self.root / "clock.json"

    @property
    def test_clock_file(self) -> Path | None:
        """The test clock's file, None on a stack that runs on the machine's clock."""
        return self.clock_file if self.clock_file.exists() else None

    @property
    def certificates(self) -> Path:
        """Certificates and keys, `<NAME>.pem` and `<NAME>.key`."""
        return self.root / "certificates"

    @property
    def tokens(self) -> Path:
        """Tokens of the demonstration people, `<person>.jwt`."""
        return self.root / "tokens"

    @property
    def logs(self) -> Path:
        """One file a process."""
        return self.root / "logs"

    def sqlite_url(self, service: str) -> str:
        """The service's own file, where it has no server."""
        return f"sqlite:///{self.root / 'data' / service}.db"

    def secret_file(self, service: str) -> Path:
        """What the service derives its keys from."""
        return self.root / "secrets" / f"{service}.key"

    def make(self) -> None:
        """Make the folders and secrets that are missing; nobody else on the machine may enter."""
        for folder in ("data", "secrets", "logs", "certificates", "tokens"):
            (self.root / folder).mkdir(parents=True, exist_ok=True, mode=0o700)
        for service in SERVICES:
            self._make_secret(self.secret_file(service))

    def _make_secret(self, path: Path) -> None:
        if not path.exists():
            write_private(path, os.urandom(SECRET_BYTES))
