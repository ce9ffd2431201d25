"""A process of a stack ends with its supervisor, however that ends: nobody is left holding ports and data."""

import ctypes
import os
import signal
import sys

SUPERVISOR = "SOMICIS_SUPERVISOR"
"""The environment variable in which a supervisor tells its processes who it is."""

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)


def end_with_the_supervisor() -> None:
    """Have the system send SIGTERM when the supervisor is gone; no matter to a process without one."""
    supervisor = os.environ.get(SUPERVISOR)
    if supervisor is None or sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(_DIE_WITH_PARENT, signal.SIGTERM)
    if os.getppid() != int(supervisor):
        os.kill(os.getpid(), signal.SIGTERM)
