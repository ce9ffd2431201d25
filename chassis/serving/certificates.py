"""The certificates a process shows and trusts, and how many days they have left."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import grpc
from cryptography import x509
from prometheus_client import CollectorRegistry, Gauge

from chassis.clock import machine_now


@dataclass(frozen=True)
class ServerCertificate:
    """What a server shows, and the authority that signs those who may call the organisations' port.

    All PEM; the chain begins with the server's own certificate.
    """

    chain: bytes
    key: bytes
    authority: bytes

    @classmethod
    def from_files(cls, chain: Path, key: Path, authority: Path) -> "ServerCertificate":
        """Read the three files."""
        return cls(chain.read_bytes(), key.read_bytes(), authority.read_bytes())

    def for_organisations(self) -> Any:
        """Credentials of a port nobody passes without a certificate of the authority."""
        return grpc.ssl_server_credentials([(self.key, self.chain)], self.authority, require_client_auth=True)

    def for_people(self) -> Any:
        """Credentials of a port that asks for no certificate."""
        return grpc.ssl_server_credentials([(self.key, self.chain)])


def days_left(certificate: bytes, now: datetime) -> float:
    """Days until the first certificate of a PEM chain expires; negative once it has."""
    expires = x509.load_pem_x509_certificates(certificate)[0].not_valid_after_utc
    return (expires - now) / timedelta(days=1)


def watch_expiry(registry: CollectorRegistry, certificates: Mapping[str, bytes]) -> None:
    """Show the days left of each certificate, by the name it has in this process."""
    gauge = Gauge(
        "somicis_certificate_days_left", "Days until a certificate expires.", ["certificate"], registry=registry
    )
    for name, pem in certificates.items():
        gauge.labels(name).set_function(partial(_days_left_now, pem))


def _days_left_now(certificate: bytes) -> float:
    return days_left(certificate, machine_now())
