"""What there is to verify when every fact that could be told is known."""

from services.catalogue.domain.moment import UNKNOWN
from services.catalogue.domain.rules.finding import Finding
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.rules.test import Test
from services.catalogue.domain.text import Text

NO_RULE = Text({"it": "la regola precisa non è stata trovata", "en": "the exact rule was not found"})
NO_LIST = Text(
    {
        "it": "l'elenco che si ha non dice se questo vi rientra",
        "en": "the list there is does not say whether this belongs to it",
    }
)
NOT_EVALUATED = Text(
    {"it": "nessuno ne ha ancora fatto una regola da calcolare", "en": "nobody has made a rule to judge of it yet"}
)
NO_SOURCE = Text({"it": "le fonti lette non lo dicono", "en": "the sources that were read do not say"})
IN_PART = Text(
    {
        "it": "se alla persona va bene che una parte chieda interessi",
        "en": "whether the person accepts that a part bears interest",
    }
)
AT_THE_QUESTURA = Text({"it": "lo dice la Questura", "en": "the Questura says so"})


def answers_nothing(test: Test) -> bool:
    """Whether nothing anybody may say of its fact decides a test: nobody found the list, and there always is one."""
    return test.about.never_none and all(each == UNKNOWN for each in test.operators.values())


def doubt_of(deciding: Finding, judging: Judging) -> Text:
    """Whether there is a limit or list that nobody found, or a list that leaves out what is asked."""
    asked = deciding.rule.operators.values()
    unfound = any(each == UNKNOWN for each in asked) or any(
        judging.parameters.get(name) is None for name in deciding.rule.parameters()
    )
    return NO_RULE if unfound else NO_LIST
