"""Where a server of a stack lives: a folder its user can enter and nobody else, tied to the stack's folder."""

import hashlib
import os
import shutil
import stat
from pathlib import Path

from stacks.servers.system_user import SystemUser
from stacks.servers.troubles import NotOurs

OUTSIDE = (Path("/var/tmp"), Path("/tmp"))  # noqa: S108 - checked below to be nobody else's
"""The system's folders for temporary files; the first outlives a restart of the machine."""
CLOSED = 0o700


class Quarters:
    """The home of one server. As root it lies outside the stack's folder, which others cannot enter, linked from it."""

    def __init__(self, stack: Path, server: str, user: SystemUser) -> None:
        self.user = user
        self._stack = stack.resolve()
        self._door = self._stack / server
        self._server = server

    @property
    def path(self) -> Path:
        """The folder itself."""
        if self._door.is_symlink():
            return self._door.readlink()
        return self._outside() if self.user.other else self._door

    @property
    def digest(self) -> str:
        """A name no other stack on this machine has."""
        return hashlib.sha256(str(self._stack).encode()).hexdigest()[:12]

    @property
    def left_over(self) -> bool:
        """Whether a stack that was removed without its servers left this folder behind."""
        return not self._door.is_symlink() and self.user.other and self._outside().is_dir()

    def make(self) -> None:
        """Make the folder, or see that it is still ours. Raises NotOurs."""
        self._stack.mkdir(mode=CLOSED, parents=True, exist_ok=True)
        path = self.path
        if self._door.is_symlink() and not path.is_dir():
            raise NotOurs(f"{path}, where {self._door} points, is gone. Remove {self._stack} to begin anew.")
        if not path.exists():
            path.mkdir(mode=CLOSED)
            self.user.own(path)
        self._check(path)
        if path != self._door and not self._door.is_symlink():
            self._door.symlink_to(path)

    def write(self, name: str, text: str) -> Path:
        """Put a file there that only the user reads."""
        file = self.path / name
        file.unlink(missing_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
            opened.write(text)
        self.user.own(file)
        return file

    def folder(self, name: str) -> Path:
        """A folder of the user's in there."""
        made = self.path / name
        if not made.exists():
            made.mkdir(mode=CLOSED)
            self.user.own(made)
        return made

    def remove(self) -> None:
        """Remove everything; the server must have stopped."""
        path = self.path
        if path.is_dir():
            self._check(path)
            shutil.rmtree(path)
        if self._door.is_symlink():
            self._door.unlink()

    def _outside(self) -> Path:
        place = next(place for place in OUTSIDE if place.is_dir())
        return place / f"somicis-{self.digest}-{self._server}"

    def _check(self, path: Path) -> None:
        # Everybody may make folders in the system's one, under this name too.
        found = path.lstat()
        closed = stat.S_ISDIR(found.st_mode) and stat.S_IMODE(found.st_mode) == CLOSED
        if not closed or found.st_uid != self.user.uid:
            raise NotOurs(f"{path} is not a folder of {self.user.name} that nobody else can enter; it is left alone.")
