"""Whom a connection to the broker believes: left to itself the library does not look whose certificate it is shown."""

import ssl
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

Tls = dict[str, Any] | Literal[False]
"""What kombu is told of TLS; False where there is none."""


def tls_to(url: str, authority: Path | None) -> Tls:
    """For an amqps:// address: the server shows a certificate of the name it is called by.

    `authority` (PEM) has signed it, or without one an authority the system trusts. Raises ValueError when an authority
    is named for an address without TLS: whoever names one does not mean to speak in clear.
    """
    where = urlsplit(url)
    if where.scheme == "amqps":
        believed = {} if authority is None else {"ca_certs": str(authority)}
        return {"server_hostname": where.hostname, "cert_reqs": ssl.CERT_REQUIRED, **believed}
    if authority is not None:
        raise ValueError("An authority is named for the broker, so its address must begin with amqps://.")
    return False
