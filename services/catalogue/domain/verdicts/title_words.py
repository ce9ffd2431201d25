"""What is said of a residence title: what is asked of it, and what to do where it ends or has ended."""

from datetime import date

from services.catalogue.domain.reference.permits import PermitRule
from services.catalogue.domain.text import Text
from services.catalogue.domain.verdicts.words import words

ALLOWS = Text(
    {
        "it": "Il titolo di soggiorno deve consentire il lavoro autonomo.",
        "en": "The residence title has to allow self-employment.",
    }
)
VALID = Text(
    {
        "it": "Il titolo di soggiorno deve essere valido, o in rinnovo con la ricevuta.",
        "en": "The residence title has to be valid, or under renewal with its receipt.",
    }
)
RENEW = Text(
    {
        "it": "Chiedere il rinnovo del titolo e conservare la ricevuta.",
        "en": "Ask for the renewal of the title and keep the receipt.",
    }
)
ASK = Text(
    {
        "it": "Il titolo è scaduto da più di 60 giorni: chiedere alla Questura se si può ancora rinnovare.",
        "en": "The residence title ran out more than 60 days ago: ask the Questura whether it can still be renewed.",
    }
)
ASK_RECEIPT = Text(
    {
        "it": "Il titolo è scaduto da più di 60 giorni: vedere se c'è la ricevuta del rinnovo; se manca, chiedere alla "
        "Questura se si può ancora rinnovare.",
        "en": "The residence title ran out more than 60 days ago: see whether there is a receipt of the renewal; if "
        "there is none, ask the Questura whether it can still be renewed.",
    }
)
LATE = Text(
    {
        "it": "Il rinnovo è stato chiesto più di 60 giorni dopo la scadenza, o non si sa quando il titolo è scaduto: "
        "chiedere alla Questura se la ricevuta vale.",
        "en": "The renewal was asked for more than 60 days after the title ran out, or nobody knows when it did: ask "
        "the Questura whether the receipt counts.",
    }
)


def ends_first(expires: date, on: date) -> Text:
    """That a title which is valid today ends before the day on which it counts."""
    (end_it, end_en), (on_it, on_en) = words(expires), words(on)
    return Text(
        {
            "it": f"Il titolo di soggiorno scade il {end_it}, prima del {on_it}: chiedere il rinnovo in tempo e "
            "conservare la ricevuta.",
            "en": f"The residence title ends on {end_en}, before {on_en}: ask for the renewal in time and keep the "
            "receipt.",
        }
    )


def with_note(rule: PermitRule | None, *, denied: bool) -> Text:
    """What is asked, and what is known of a title; into what it may be converted where it is not enough."""
    if rule is None:
        return ALLOWS
    notes = [ALLOWS, rule.note, *([rule.convertible] if rule.convertible and not denied else [])]
    return Text({language: " ".join(note.in_language(language) for note in notes) for language in ("it", "en")})


def instead_of_it(rule: PermitRule | None) -> Text | None:
    """What there is to do with a title that does not allow it: it stays so with this one, not for ever."""
    if rule is None:
        return None
    return (
        Text({"it": f"{NOT_WITH_IT.it} {rule.convertible.it}", "en": f"{NOT_WITH_IT.en} {rule.convertible.en}"})
        if rule.convertible
        else NOT_WITH_IT
    )


NOT_WITH_IT = Text({"it": "Con questo titolo no.", "en": "Not with this title."})
