"""What intake must be told before it can start."""

from pathlib import Path

from pydantic_settings import SettingsConfigDict

from chassis.settings import ServiceSettings


class Settings(ServiceSettings):
    """Read from SOMICIS_INTAKE_… in the environment, or given by whoever composes the process.

    The catalogue is asked under intake's own certificate; the three files are PEM.
    """

    model_config = SettingsConfigDict(frozen=True, extra="forbid", env_prefix="SOMICIS_INTAKE_")

    catalogue_address: str
    authority_file: Path
    certificate_file: Path
    key_file: Path
