"""What to form instead of a form that may not trade, in words."""

from typing import Any

from services.catalogue.domain.reference.legal_forms import LEGAL_FORMS
from services.catalogue.domain.text import Text


def instead(form: Any) -> Text:
    """That it cannot, and which can."""
    it = f"Una {form.name.it.lower()} non può esercitare un'attività d'impresa: si può costituire invece "
    en = f"A {form.name.en.lower()} cannot run a business: one can form instead "
    return Text({"it": it + _ways(form, 0), "en": en + _ways(form, 1)})


def _ways(form: Any, language: int) -> str:
    named = {code: (f.name.it, f.name.en) for code, f in LEGAL_FORMS.items()} | {
        "impresa_sociale": ("impresa sociale", "social enterprise")
    }
    return (" o ", " or ")[language].join(named[code][language].lower() for code in form.instead) + "."
