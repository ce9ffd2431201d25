"""The machine a figure was taken on, without which it says little."""

import os
import platform
import sqlite3
from pathlib import Path


def machine(*servers: str) -> str:
    """Processor, cores, Python, databases, in one line."""
    here = [_processor(), f"{os.cpu_count()} cores", f"Python {platform.python_version()}"]
    return ", ".join([*here, f"SQLite {sqlite3.sqlite_version}", *servers])


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text("utf-8").splitlines() if told.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.processor() or platform.machine()
