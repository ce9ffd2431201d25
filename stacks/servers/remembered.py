"""What a stack keeps of its servers from one start to the next: a name of its own, ports, passwords."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_hex, token_urlsafe
from typing import Self

from stacks.private_files import write_private


@dataclass(frozen=True)
class Remembered:
    """`name` tells this stack from others on a server they share; `passwords` are by who has them."""

    name: str
    ports: Mapping[str, int]
    passwords: Mapping[str, str]

    @classmethod
    def read(cls, file: Path) -> Self | None:
        """What was written before, if anything was."""
        return cls(**json.loads(file.read_text("utf-8"))) if file.exists() else None

    @classmethod
    def new(cls) -> Self:
        """Of a stack that begins: a name nobody else has, and nothing more."""
        return cls(token_hex(4), {}, {})

    def knowing(self, ports: Mapping[str, int], who: Sequence[str]) -> Self:
        """The same with these ports, and with a password made for each who has none."""
        made = {one: token_urlsafe(24) for one in who if one not in self.passwords}
        return replace(self, ports=ports, passwords={**self.passwords, **made})

    def write(self, file: Path) -> None:
        """Keep it where nobody else can read it."""
        write_private(file, json.dumps(vars(self), indent=2).encode())
