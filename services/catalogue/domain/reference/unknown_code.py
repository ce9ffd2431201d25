"""What is said of a code that is in no list: it is refused by name, and nothing is guessed from it."""

from collections.abc import Collection, Iterable
from difflib import get_close_matches


class UnknownCode(ValueError):
    """No list of this kind has the code. `near` is what its writer perhaps meant, best first; often nothing."""

    def __init__(self, *, kind: str, code: str, near: Iterable[str] = ()) -> None:
        self.kind = kind
        self.code = code
        self.near = tuple(near)
        meant = f": perhaps {' or '.join(self.near)}" if self.near else ""
        super().__init__(f'There is no {kind.replace("_", " ")} "{code}"{meant}.')


def spelt_like(code: str, known: Collection[str]) -> tuple[str, ...]:
    """The known codes that differ from this one by little, capitals and spaces left aside; at most three."""
    by_spelling = {word.casefold(): word for word in known}
    spelling = code.strip().casefold().replace(" ", "_").replace("-", "_")
    return tuple(by_spelling[word] for word in get_close_matches(spelling, by_spelling, n=3, cutoff=0.75))
