"""What catalogue must be told before it can start."""

from pydantic_settings import SettingsConfigDict

from chassis.settings import ServiceSettings


class Settings(ServiceSettings):
    """Read from SOMICIS_CATALOGUE_… in the environment, or given by whoever composes the process."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid", env_prefix="SOMICIS_CATALOGUE_")
