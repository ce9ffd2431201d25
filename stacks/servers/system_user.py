"""The user a server runs as: nobody but ourselves, unless we are root, whom PostgreSQL refuses."""

import os
import pwd
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from stacks.servers.troubles import ServerFailed

QUICK = 60.0
"""Seconds after which a program that should have ended is given up."""


@dataclass(frozen=True)
class SystemUser:
    """A user of the machine; `other` when it is not the one we run as."""

    name: str
    uid: int
    gid: int

    @property
    def other(self) -> bool:
        """Whether we have to become this user to do something as it."""
        return self.uid != os.geteuid()

    def run(
        self,
        arguments: Sequence[str | Path],
        *,
        home: Path,
        environment: Mapping[str, str] | None = None,
        answers: Sequence[int] = (0,),
        within: float = QUICK,
    ) -> subprocess.CompletedProcess[str]:
        """Run a program in its home and wait for its end. Raises ServerFailed unless it ends with one of `answers`."""
        try:
            ended = subprocess.run(
                [str(argument) for argument in arguments],
                cwd=home,
                env={"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8", "HOME": str(home)}
                | dict(environment or {}),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=within,
                check=False,
                # Ctrl-C is for whoever started the stack; servers are told to stop when it is their turn.
                start_new_session=True,
                user=self.uid if self.other else None,
                group=self.gid if self.other else None,
                extra_groups=[] if self.other else None,
            )
        except subprocess.TimeoutExpired as late:
            raise ServerFailed(f"{arguments[0]} has not ended after {within:.0f} s") from late
        if ended.returncode not in answers:
            raise ServerFailed(f"{' '.join(map(str, arguments))}: {(ended.stderr or ended.stdout).strip()}")
        return ended

    def own(self, path: Path) -> None:
        """Make a file or folder this user's."""
        if self.other:
            os.chown(path, self.uid, self.gid)


def user_for(server: str) -> SystemUser:
    """The user Debian's package made for the server when we are root, else ourselves. Raises ServerFailed."""
    if os.geteuid() != 0:
        return _known(pwd.getpwuid(os.geteuid()))
    try:
        return _known(pwd.getpwnam(server))
    except KeyError:
        raise ServerFailed(f"Root does not run a server as itself, and there is no user {server} here.") from None


def _known(entry: pwd.struct_passwd) -> SystemUser:
    return SystemUser(entry.pw_name, entry.pw_uid, entry.pw_gid)
