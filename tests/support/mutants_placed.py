"""How a mutant comes into the place of the code: into the functions that live, or read anew with all that reads it."""

import gc
import sys
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from types import CodeType, FunctionType, ModuleType

from tests.support.mutants_made import Mutant

Living = Mapping[CodeType, Sequence[FunctionType]]
READ_ANEW = ("services.catalogue.", "tests.")
"""The modules that read the engine, and the engine."""


class ReadAtImport(Exception):
    """What is changed has run while the modules were read, and no function lives that could be changed."""


def living(files: Collection[str]) -> Living:
    """The functions of these files there are in this process, whoever holds them, by their code."""
    found = defaultdict(list)
    for each in gc.get_objects():
        if isinstance(each, FunctionType) and each.__code__.co_filename in files:
            found[each.__code__].append(each)
    return found


def put_in_place(original: CodeType, mutant: Mutant, functions: Living) -> None:
    """Give the changed code to every function that has it, in this process.

    Raises: ReadAtImport, and nothing is changed.
    """
    for function, code in list(_changed(original, mutant.code, functions)):
        try:
            function.__code__ = code
        except ValueError as closes_over_something_else:
            raise ReadAtImport from closes_over_something_else


def _changed(old: CodeType, new: CodeType, functions: Living) -> Iterator[tuple[FunctionType, CodeType]]:
    if old == new:
        return
    if not functions.get(old) and _without_inner(old) != _without_inner(new):
        raise ReadAtImport
    yield from ((function, new) for function in functions.get(old, ()))
    for old_inner, new_inner in zip(_inner(old), _inner(new), strict=False):
        yield from _changed(old_inner, new_inner, functions)


def _inner(code: CodeType) -> list[CodeType]:
    return [each for each in code.co_consts if isinstance(each, CodeType)]


def _without_inner(code: CodeType) -> tuple[object, ...]:
    return code.co_code, code.co_names, [repr(each) for each in code.co_consts if not isinstance(each, CodeType)]


class _Changed(MetaPathFinder, Loader):
    """Finds one module with its code changed."""

    def __init__(self, module: str, mutant: Mutant) -> None:
        self._module, self._mutant = module, mutant

    def find_spec(self, fullname: str, _path: object, _target: object = None) -> ModuleSpec | None:
        path = str(self._mutant.path)
        return spec_from_loader(fullname, self, origin=path) if fullname == self._module else None

    def exec_module(self, module: ModuleType) -> None:
        exec(self._mutant.code, module.__dict__)  # noqa: S102 - our own source, changed


def read_anew(module: str, mutant: Mutant) -> None:
    """Forget all that has read the engine: who reads it next in this process reads the mutant."""
    for name in [name for name in sys.modules if name.startswith(READ_ANEW)]:
        del sys.modules[name]
    sys.meta_path.insert(0, _Changed(module, mutant))
