"""What people read, in Italian and English and any language an editor adds."""

from typing import Annotated, Self

from pydantic import ConfigDict, Field, RootModel, StringConstraints, model_validator

Language = Annotated[str, Field(pattern=r"^[a-z]{2}$")]
"""An ISO 639-1 code."""
Prose = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1)]


class Text(RootModel[dict[Language, Prose]]):
    """The same sentence by language: `it` and `en` are always there."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="after")
    def _speaks_italian_and_english(self) -> Self:
        if missing := {"it", "en"} - self.root.keys():
            raise ValueError(f"needs a text in {' and '.join(sorted(missing))}")
        return self

    @property
    def it(self) -> str:
        return self.root["it"]

    @property
    def en(self) -> str:
        return self.root["en"]

    def in_language(self, language: str) -> str:
        """The text in a language, or in Italian where nobody has written it yet."""
        return self.root.get(language, self.it)
