"""Writes keys and tokens so that at no instant anybody but their owner can read them."""

import os
from pathlib import Path


def write_private(path: Path, content: bytes) -> None:
    """Replace a file with one that only its owner can read."""
    _write(path, content, 0o600)


def write_public(path: Path, content: bytes) -> None:
    """Replace a file with one that everybody can read."""
    _write(path, content, 0o644)


def _write(path: Path, content: bytes, mode: int) -> None:
    beside = path.with_name(f".{path.name}.new")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    beside.replace(path)
