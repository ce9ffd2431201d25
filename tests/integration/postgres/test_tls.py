"""A pod's own environment has it believe a PostgreSQL that shows a certificate of its name, and no other."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from stacks.development_ca import DevelopmentCa
from stacks.ports import HOST, free_ports
from stacks.servers import databases
from stacks.servers.postgres import Postgres
from tests.support.manifests import TO_POSTGRES
from tests.support.migration import migrated

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]

UNNAMED = "127.0.0.2"
"""An address at which the server answers, and which its certificate does not name."""
PASSWORD = "of-the-stack"


class TlsPostgres(Postgres):
    """A server with a certificate for localhost and the loopback addresses, or without any."""

    def __init__(self, stack: Path, ca: DevelopmentCa | None) -> None:
        super().__init__(stack, free_ports(1)[0], PASSWORD)
        self._ca = ca

    def _configuration(self) -> str:
        more = f"listen_addresses = '{HOST}, {UNNAMED}'\n"
        if self._ca is not None:
            files = {"ssl_cert_file": self._ca.server.certificate, "ssl_key_file": self._ca.server.key}
            said = {name: self.quarters.write(f"{name}.pem", path.read_text()) for name, path in files.items()}
            more += "ssl = on\n" + "".join(f"{name} = '{path}'\n" for name, path in said.items())
        return super()._configuration() + more


@pytest.fixture(scope="module")
def ca(tmp_path_factory: pytest.TempPathFactory) -> DevelopmentCa:
    """Who signs for the server."""
    made = DevelopmentCa(tmp_path_factory.mktemp("ca"))
    made.make()
    return made


@pytest.fixture(scope="module", params=["with TLS"])
def server(
    request: pytest.FixtureRequest, ca: DevelopmentCa, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Postgres]:
    """A PostgreSQL with a database for one service."""
    server = TlsPostgres(tmp_path_factory.mktemp("postgres"), ca if request.param == "with TLS" else None)
    try:
        server.start()
        databases.provide(server.url, "somicis_referral", PASSWORD)
        yield server
    finally:
        server.remove()


def met(server: Postgres, host: str, authority: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """What comes of a migration that calls the server at an address."""
    url = databases.service_url(server.url, "somicis_referral", PASSWORD).replace(f"@{HOST}:", f"@{host}:")
    return migrated("referral", url, folder, {**TO_POSTGRES, "PGSSLROOTCERT": str(authority)})


@pytest.mark.parametrize("host", ["localhost", HOST])
def test_a_server_of_the_right_name_is_believed(server: Postgres, ca: DevelopmentCa, host: str, tmp_path: Path) -> None:
    """And its tables are made."""
    ended = met(server, host, ca.authority, tmp_path)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_a_server_of_another_name_is_not(server: Postgres, ca: DevelopmentCa, tmp_path: Path) -> None:
    """Though the same authority has signed for it."""
    ended = met(server, UNNAMED, ca.authority, tmp_path)
    assert ended.returncode == 1
    assert f'does not match host name "{UNNAMED}"' in ended.stderr


def test_a_server_another_authority_has_signed_for_is_not(server: Postgres, tmp_path: Path) -> None:
    """Though its name is right."""
    other = DevelopmentCa(tmp_path / "other")
    other.make()
    ended = met(server, "localhost", other.authority, tmp_path)
    assert ended.returncode == 1
    assert "SSL error" in ended.stderr


@pytest.mark.parametrize("server", ["without"], indirect=True)
def test_a_server_without_a_certificate_is_not_spoken_to(server: Postgres, ca: DevelopmentCa, tmp_path: Path) -> None:
    """There is no falling back to clear text."""
    ended = met(server, "localhost", ca.authority, tmp_path)
    assert ended.returncode == 1
    assert "server does not support SSL" in ended.stderr
