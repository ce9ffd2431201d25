"""What is shown beside a verdict and changes nothing: what people judge, and what one should know."""

from collections.abc import Sequence

from services.catalogue.domain.condition import Condition
from services.catalogue.domain.edition import Edition
from services.catalogue.domain.facts.citizenship import CITIZENSHIP, moves_freely
from services.catalogue.domain.facts.knowledge import Span
from services.catalogue.domain.rules.duration import Duration
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.text import Text
from services.catalogue.domain.verdicts.title_rules import EXPIRES

PERMIT_SHORTER = Condition(
    id="permit_shorter",
    about="person",
    text=Text(
        {
            "it": "Il titolo di soggiorno potrebbe scadere prima che il prestito sia restituito: decide chi presta.",
            "en": "The residence title may expire before the loan is paid back: the lender decides.",
            "fr": "Le titre de séjour pourrait expirer avant le remboursement du prêt : c'est le prêteur qui décide.",
            "ar": "قد لا يبقى سند الإقامة صالحاً حتى سداد القرض: القرار للجهة المُقرِضة.",
        }
    ),
    judged_by="lender",
)
"""A matter of the lender's, and no condition (scenario A07)."""


def shown_of(edition: Edition, judging: Judging) -> Sequence[Condition]:
    """The edition's judgements and notes, and what follows from the person's title."""
    own = edition.shown
    return (*own, PERMIT_SHORTER) if _outlasts_the_title(edition, judging) else own


def _outlasts_the_title(edition: Edition, judging: Judging) -> bool:
    """Whether the loan may be paid back after the title ends: what is said unless it surely is not."""
    expires, months = judging.profile[EXPIRES], edition.repayment_months_max
    if not months or expires.is_none or moves_freely(judging.profile[CITIZENSHIP], judging.on):
        return False
    first = expires.possible.low if isinstance(expires.possible, Span) else None
    return first is None or bool(Duration(months=months).after(judging.on) > first)
