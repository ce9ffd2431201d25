"""How what is not met can be mended, in words."""

from datetime import date

from services.catalogue.domain.rules.mending import Fixable
from services.catalogue.domain.text import Text
from services.catalogue.domain.verdicts.words import Both, words


def mended_words(
    mended_on: date | None, fixable: Fixable | None, mend: Text | None, *, from_today: bool = False
) -> Both:
    """When it will be so, or what to do. `from_today`: the day counts for who begins today what has to last."""
    if mended_on is None:
        return "Non si può cambiare.", "It cannot be changed."
    day = words(mended_on)
    if fixable is Fixable.BY_TIME:
        if from_today:
            return f"Sarà così dal {day[0]}, se si fa oggi.", f"It will be so from {day[1]}, if it is done today."
        return f"Sarà così dal {day[0]}.", f"It will be so from {day[1]}."
    told = mend or _HOW[fixable or Fixable.FIXED]
    return told.it, told.en


_HOW = {
    Fixable.FIXED: Text({"it": "Non si può cambiare.", "en": "It cannot be changed."}),
    Fixable.BY_TIME: Text({"it": "Basta aspettare.", "en": "Waiting is enough."}),
    Fixable.BY_CHOICE: Text({"it": "Si può scegliere diversamente.", "en": "One can choose otherwise."}),
    Fixable.BY_DOCUMENT: Text({"it": "Serve un documento.", "en": "A document is needed."}),
    Fixable.BY_SERVICE: Text(
        {"it": "Lo fa un servizio: chiedere allo sportello.", "en": "A service does it: ask the desk."}
    ),
}
