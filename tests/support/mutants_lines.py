"""Which lines of some files a process comes by."""

import sys
from collections.abc import Collection
from functools import partial
from types import CodeType, FrameType
from typing import Any, Self

Line = tuple[str, int]


class Lines:
    """The lines of some files this process comes by, from now on until it is left."""

    def __init__(self, files: Collection[str]) -> None:
        self._files, self._left = files, dict[CodeType, set[int]]()

    def __enter__(self) -> Self:
        sys.settrace(self._entered)
        return self

    def __exit__(self, *_: object) -> None:
        sys.settrace(None)

    def seen(self) -> set[Line]:
        """All of them."""
        return {(code.co_filename, line) for code, left in self._left.items() for line in _lines(code) - left}

    def _entered(self, frame: FrameType, _event: str, _arg: object) -> Any:
        code = frame.f_code
        if code.co_filename not in self._files:
            return None
        left = self._left.setdefault(code, _lines(code))
        return partial(self._came_by, left) if left else None

    def _came_by(self, left: set[int], frame: FrameType, event: str, _arg: object) -> Any:
        if event == "line":
            left.discard(frame.f_lineno)
        return partial(self._came_by, left) if left else None


def _lines(code: CodeType) -> set[int]:
    return {line for _, _, line in code.co_lines() if line is not None}
