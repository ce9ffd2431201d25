"""What may be known of the enterprise, and of the idea of one."""

from services.catalogue.domain.facts.code_kinds import Code, Codes, Flag, one_of
from services.catalogue.domain.facts.fact import Fact, WhileIdea
from services.catalogue.domain.facts.figure_kinds import Day, Number
from services.catalogue.domain.reference.legal_forms import LEGAL_FORMS, leaves

_count, _percent, _flag, _day = Number(), Number(100), Flag(), Day()
_heads = Number(whole=True)
_form = Code({form: leaves(form) for form in LEGAL_FORMS})
_OPEN, _SIZE, _NOT_YET = WhileIdea.OPEN, WhileIdea.NOT_APPLICABLE, WhileIdea.NOTHING_YET

OF_ENTERPRISE = (
    Fact(
        "enterprise.stage",
        one_of("idea", "constituted"),
        "fase dell'impresa",
        "stage of the enterprise",
        never_none=True,
    ),
    Fact("enterprise.legal_form", _form, "forma giuridica", "legal form", _OPEN),
    Fact(
        "enterprise.qualifications",
        Codes(frozenset(("impresa_sociale", "onlus", "ets", "startup_innovativa", "artigiana", "workers_buyout"))),
        "qualifiche",
        "qualifications",
        _OPEN,
    ),
    Fact("enterprise.size", one_of("micro", "small", "medium", "large"), "dimensione", "size", _SIZE),
    Fact("enterprise.constituted_on", _day, "costituita il", "constituted on", _NOT_YET),
    Fact(
        "enterprise.vat_opened_on", _day, "partita IVA dell'impresa dal", "VAT number of the enterprise since", _NOT_YET
    ),
    Fact("enterprise.active", _flag, "impresa già attiva", "enterprise already active", _SIZE),
    Fact("enterprise.employees", _count, "dipendenti", "employees", _SIZE),
    Fact("enterprise.assets", _count, "attivo patrimoniale (euro)", "assets (euros)", _SIZE),
    Fact("enterprise.turnover", _count, "fatturato (euro)", "turnover (euros)", _SIZE),
    Fact("enterprise.debt", _count, "debiti (euro)", "debt (euros)", _SIZE),
    Fact("enterprise.members", _heads, "soci", "members", _OPEN),
    Fact("enterprise.applicants", _heads, "soci che chiedono l'aiuto", "members who apply", _OPEN),
    Fact(
        "enterprise.members_natural_persons", _flag, "soci solo persone fisiche", "members natural persons only", _OPEN
    ),
    Fact("enterprise.applicant_share_pct", _percent, "quota di chi chiede (%)", "share of the applicant (%)", _OPEN),
    Fact("enterprise.women_pct", _percent, "donne tra i soci (%)", "women among the members (%)", _OPEN),
    Fact("enterprise.women_shares_pct", _percent, "quote in mano a donne (%)", "shares held by women (%)", _OPEN),
    Fact("enterprise.under_36_pct", _percent, "soci da 18 a 35 anni (%)", "members aged 18 to 35 (%)", _OPEN),
    Fact(
        "enterprise.under_36_shares_pct",
        _percent,
        "quote di chi ha da 18 a 35 anni (%)",
        "shares of those aged 18 to 35 (%)",
        _OPEN,
    ),
    Fact("enterprise.migrants_pct", _percent, "soci migranti (%)", "migrant members (%)", _OPEN),
    Fact(
        "enterprise.born_abroad_shares_pct",
        _percent,
        "quote di nati in Paesi terzi o loro figli (%)",
        "shares of people born in third countries or their children (%)",
        _OPEN,
    ),
    Fact("enterprise.workers.total", _heads, "lavoratori in tutto", "workers in all", _OPEN),
    Fact(
        "enterprise.workers.l381_art4",
        _heads,
        "lavoratori svantaggiati (L. 381/1991, art. 4)",
        "disadvantaged workers (L. 381/1991, art. 4)",
        _OPEN,
        reveals=True,
    ),
    Fact(
        "enterprise.workers.dlgs112_art2",
        _heads,
        "lavoratori di cui al D.Lgs. 112/2017, art. 2",
        "workers under D.Lgs. 112/2017, art. 2",
        _OPEN,
        reveals=True,
    ),
    Fact(
        "enterprise.social_type_b",
        _flag,
        "almeno il 30 % di lavoratori svantaggiati, rispetto agli altri (L. 381/1991, art. 4)",
        "at least 30 % disadvantaged workers, against the others (L. 381/1991, art. 4)",
        _OPEN,
    ),
    Fact(
        "enterprise.social_by_workers",
        _flag,
        "impresa sociale per il 30 % dei lavoratori (D.Lgs. 112/2017, art. 2)",
        "social enterprise by 30 % of its workers (D.Lgs. 112/2017, art. 2)",
        _OPEN,
    ),
    Fact("enterprise.women_led", _flag, "ditta di una donna", "business of a woman", _OPEN),
    Fact("enterprise.cfi_stake", _flag, "partecipazione di CFI o Soficoop", "stake of CFI or Soficoop", _NOT_YET),
    Fact("enterprise.earthquake_damage", _flag, "danni da terremoto", "earthquake damage"),
    Fact(
        "enterprise.catastrophe_insurance",
        _flag,
        "polizza contro le catastrofi",
        "insurance against catastrophes",
        _OPEN,
    ),
    Fact("enterprise.durc_regular", _flag, "DURC regolare", "regular DURC", _SIZE),
)
