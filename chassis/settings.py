"""What every service must be told before it can start; nothing is read at import."""

import hashlib
import hmac
from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


class ServiceSettings(BaseSettings):
    """Where a service keeps its data and what it signs with.

    `secret_file` holds 32 random bytes from which the keys for request digests and page tokens are
    derived. `test_clock_file` is given only on a stack made with a test clock.
    """

    # What is missing is told with the field's name alone: beside it stand passwords.
    model_config = SettingsConfigDict(frozen=True, extra="forbid", env_prefix="SOMICIS_", hide_input_in_errors=True)

    database_url: str
    secret_file: Path
    test_clock_file: Path | None = None

    def key(self, purpose: str) -> bytes:
        """32 bytes for one purpose, derived from the secret."""
        return hmac.new(self.secret_file.read_bytes(), purpose.encode(), hashlib.sha256).digest()
