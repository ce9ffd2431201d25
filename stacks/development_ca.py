"""A certificate authority of one stack on one machine: made on first start, trusted by nobody else."""

import ipaddress
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from chassis.clock import machine_now
from stacks.private_files import write_private, write_public

ORGANISATIONS = (
    "INTAKE",
    "REFERRAL",
    "CATALOGUE",
    "REPORTING",
    "CCIAA_MARCHE",
    "CPI_FERMO",
    "AUTORITA_AUDIT",
)
AUTHORITY_LASTS = timedelta(days=3650)
CERTIFICATE_LASTS = timedelta(days=365)
RENEWED_BEFORE = timedelta(days=30)
CLOCKS_DIFFER = timedelta(minutes=5)
SERVER_NAMES = (
    x509.DNSName("localhost"),
    x509.IPAddress(ipaddress.ip_address("127.0.0.1")),
    x509.IPAddress(ipaddress.ip_address("::1")),
)


@dataclass(frozen=True)
class KeyPair:
    """Where a certificate and its key lie, PEM."""

    certificate: Path
    key: Path


@dataclass(frozen=True)
class _Held:
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


class DevelopmentCa:
    """The authority in one folder, with the server's certificate and one for each organisation.

    `make` makes what is missing, what expires within a month, what another authority signed and what names others.
    """

    def __init__(self, folder: Path, now: Callable[[], datetime] = machine_now) -> None:
        self.folder = folder
        self._now = now

    @property
    def authority(self) -> Path:
        """The authority's certificate: what clients and servers trust."""
        return self._pair("ca").certificate

    @property
    def server(self) -> KeyPair:
        """What every server of the stack shows, for this machine and the hosts it was made for."""
        return self._pair("server")

    def organisation(self, code: str) -> KeyPair:
        """What an organisation shows."""
        return self._pair(code)

    def make(self, organisations: Iterable[str] = ORGANISATIONS, hosts: Iterable[str] = ()) -> None:
        """Make what is missing or about to expire; keep what is good. Servers have the names of `hosts`, too."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        now = self._now()
        authority = self._ensured_authority(now)
        servers = (*SERVER_NAMES, *(x509.DNSName(host) for host in hosts))
        self._ensure(self.server, authority, servers, ExtendedKeyUsageOID.SERVER_AUTH, now)
        for code in organisations:
            name = x509.UniformResourceIdentifier(f"spiffe://somicis/org/{code}")
            self._ensure(self.organisation(code), authority, [name], ExtendedKeyUsageOID.CLIENT_AUTH, now)

    def _pair(self, name: str) -> KeyPair:
        return KeyPair(self.folder / f"{name}.pem", self.folder / f"{name}.key")

    def _ensured_authority(self, now: datetime) -> _Held:
        pair = self._pair("ca")
        held = _held(pair)
        if held is None or _expires_soon(held.certificate, now):
            held = _new_authority(now)
            _write(pair, held)
        return held

    def _ensure(
        self,
        pair: KeyPair,
        authority: _Held,
        names: Sequence[x509.GeneralName],
        use: ObjectIdentifier,
        now: datetime,
    ) -> None:
        held = _held(pair)
        if held and _is_good(held.certificate, authority, now) and _names_in(held.certificate) == set(names):
            return
        _write(pair, _new_certificate(pair.certificate.stem, authority, names, use, now))


def _new_authority(now: datetime) -> _Held:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name("somicis development authority")
    unsigned = _unsigned(name, name, key, now, AUTHORITY_LASTS).add_extension(
        x509.BasicConstraints(ca=True, path_length=0), critical=True
    )
    return _Held(unsigned.sign(key, hashes.SHA256()), key)


def _new_certificate(
    name: str, authority: _Held, names: Iterable[x509.GeneralName], use: ObjectIdentifier, now: datetime
) -> _Held:
    key = ec.generate_private_key(ec.SECP256R1())
    unsigned = (
        _unsigned(_name(name), authority.certificate.subject, key, now, CERTIFICATE_LASTS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.ExtendedKeyUsage([use]), critical=False)
    )
    return _Held(unsigned.sign(authority.key, hashes.SHA256()), key)


def _unsigned(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, now: datetime, lasts: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - CLOCKS_DIFFER)
        .not_valid_after(now + lasts)
    )


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _held(pair: KeyPair) -> _Held | None:
    if not pair.certificate.exists() or not pair.key.exists():
        return None
    key = serialization.load_pem_private_key(pair.key.read_bytes(), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError(f"{pair.key} holds another kind of key than this authority makes.")
    return _Held(x509.load_pem_x509_certificate(pair.certificate.read_bytes()), key)


def _expires_soon(certificate: x509.Certificate, now: datetime) -> bool:
    return certificate.not_valid_after_utc - now < RENEWED_BEFORE


def _is_good(certificate: x509.Certificate, authority: _Held, now: datetime) -> bool:
    return _signed_by(certificate, authority) and not _expires_soon(certificate, now)


def _names_in(certificate: x509.Certificate) -> set[x509.GeneralName]:
    return set(certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value)


def _signed_by(certificate: x509.Certificate, authority: _Held) -> bool:
    try:
        certificate.verify_directly_issued_by(authority.certificate)
    except (InvalidSignature, ValueError):
        return False
    return True


def _write(pair: KeyPair, held: _Held) -> None:
    key = held.key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    write_private(pair.key, key)
    write_public(pair.certificate, held.certificate.public_bytes(serialization.Encoding.PEM))
