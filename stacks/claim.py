"""One folder, one running stack: whoever starts it claims it first, and the claim ends with its process."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CLAIM = ".claimed"
_IN_USE = """\
Lo stack in {folder} è già acceso: usalo così com'è, o fermalo con Ctrl-C dove è stato avviato.
Per averne un altro: .venv/bin/python -m stacks.run --folder CARTELLA (una demo: stacks.demo).
The stack in {folder} is already running: use it as it is, or stop it with Ctrl-C where it was started.
To have another one: .venv/bin/python -m stacks.run --folder FOLDER (a demo: stacks.demo)."""


class AlreadyRunning(Exception):
    """Another process runs the stack of this folder: a second one would write into the same data."""


@contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """Hold the folder of a stack, made if it is missing, as long as the context lasts.

    The system itself lets go of the claim when the process ends, however it ends. Raises AlreadyRunning.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / CLAIM).open("ab") as claim:
        try:
            fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(_IN_USE.format(folder=folder)) from None
        yield
