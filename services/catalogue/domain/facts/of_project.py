"""What may be known of the project: what money is asked for, where, for what."""

from services.catalogue.domain.facts.code_kinds import Codes, Flag, Listed, one_of
from services.catalogue.domain.facts.fact import Fact, WhileIdea
from services.catalogue.domain.facts.figure_kinds import Day, Number
from services.catalogue.domain.reference.ateco import check_in_any
from services.catalogue.domain.reference.comuni import comune

_OPEN = WhileIdea.OPEN
USES = frozenset(
    ("investment", "working_capital", "training", "wages", "rent", "debt_restructuring", "primary_needs", "export")
)

OF_PROJECT = (
    Fact("project.amount", Number(), "somma di cui c'è bisogno (euro)", "sum needed (euros)"),
    Fact("project.purpose", one_of("business", "primary_needs"), "scopo", "purpose", never_none=True),
    Fact("project.comune", Listed(comune), "comune della sede", "comune of the seat", _OPEN),
    Fact("project.ateco", Listed(check_in_any), "attività (ATECO)", "activity (ATECO)"),
    Fact("project.ateco_version", one_of("2007", "2025"), "versione ATECO", "ATECO version", never_none=True),
    Fact("project.uses", Codes(USES), "uso del denaro", "use of the money"),
    Fact(
        "project.working_capital_pct",
        Number(100),
        "quota per il circolante (%)",
        "share for working capital (%)",
        _OPEN,
    ),
    Fact("project.starts_on", Day(), "avvio dell'attività", "start of the activity", _OPEN, may_lie_ahead=True),
    Fact(
        "project.months_to_complete",
        Number(),
        "mesi per completare il progetto",
        "months to complete the project",
        _OPEN,
    ),
    Fact("project.innovative", Flag(), "progetto innovativo", "innovative project"),
    Fact("project.interest_free", Flag(), "solo denaro senza interessi", "only money without interest"),
)
