"""Which engine judged: a decision record of one engine is made again to the same bytes by that engine alone."""

from typing import Final

ENGINE_VERSION: Final = 1
"""One more whenever the same facts, day and editions get another answer than before.

`tests/records` holds records of every version: those of the present one are made again to the same bytes.
"""
