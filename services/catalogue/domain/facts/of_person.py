"""What may be known of the person."""

from services.catalogue.domain.facts.code_kinds import Code, Flag, Listed, one_of
from services.catalogue.domain.facts.fact import Fact
from services.catalogue.domain.facts.figure_kinds import Day
from services.catalogue.domain.reference.comuni import comune
from services.catalogue.domain.reference.countries import country
from services.catalogue.domain.reference.permits import PERMITS

_day, _flag, _country, _comune = Day(), Flag(), Listed(country), Listed(comune)
_status = one_of("employed", "self_employed", "unemployed", "first_job_seeker", "inactive", "student")
_permit = Code({code: frozenset((code,)) for code in PERMITS})

OF_PERSON = (
    Fact("person.citizenship", _country, "cittadinanza", "citizenship", never_none=True),
    Fact("person.born_in", _country, "Paese di nascita", "country of birth", never_none=True),
    Fact("person.parents_born_abroad", _flag, "genitori nati in Paesi terzi", "parents born in third countries"),
    Fact("person.sex", one_of("F", "M", "X"), "sesso", "sex", never_none=True),
    Fact("person.birth_date", _day, "data di nascita", "date of birth", never_none=True),
    Fact("person.in_italy_since", _day, "in Italia dal", "in Italy since"),
    Fact(
        "person.last_two_years_continuous",
        _flag,
        "ultimi due anni in Italia senza interruzioni",
        "last two years in Italy without a break",
    ),
    Fact("person.residence.comune", _comune, "comune di residenza", "comune of residence"),
    Fact("person.residence.since", _day, "residente lì dal", "resident there since"),
    Fact("person.permit.kind", _permit, "titolo di soggiorno", "residence title", reveals=True),
    Fact("person.permit.issued_on", _day, "titolo rilasciato il", "title issued on"),
    Fact("person.permit.expires_on", _day, "scadenza del titolo", "expiry of the title", may_lie_ahead=True),
    Fact("person.permit.renewal_receipt_on", _day, "ricevuta del rinnovo", "receipt of the renewal"),
    Fact("person.permit.applied_on", _day, "domanda del titolo", "application for the title"),
    Fact("person.permit.wording", _flag, "dicitura che ammette il lavoro", "wording that admits work"),
    Fact("person.employment.status", _status, "condizione lavorativa", "employment status", never_none=True),
    Fact("person.employment.since", _day, "in questa condizione dal", "in this condition since"),
    Fact("person.employment.did_on", _day, "DID (o domanda di NASpI)", "DID (or NASpI claim)"),
    Fact("person.employment.psp_signed", _flag, "patto di servizio firmato", "service pact signed"),
    Fact("person.employment.naspi_from", _day, "NASpI dal", "NASpI from"),
    Fact("person.employment.naspi_until", _day, "NASpI fino al", "NASpI until", may_lie_ahead=True),
    Fact("person.employment.gol", _flag, "iscrizione al programma GOL", "enrolled in the GOL programme"),
    Fact("person.employment.neet", _flag, "né studio né lavoro (NEET)", "neither in study nor in work (NEET)"),
    Fact(
        "person.employment.youth_guarantee", _flag, "iscrizione a Garanzia Giovani", "registered with Youth Guarantee"
    ),
    Fact("person.employment.working_poor", _flag, "lavoro a basso reddito", "working poor"),
    Fact(
        "person.employment.unemployed_at_start",
        _flag,
        "disoccupata/o quando ha avviato l'attività",
        "unemployed when the business started",
    ),
    Fact("person.employment.permanent_contract", _flag, "contratto a tempo indeterminato", "permanent contract"),
    Fact(
        "person.household.isee_band",
        one_of("up_to_6000", "6000_10000", "10000_15000", "15000_25000", "over_25000"),
        "fascia ISEE",
        "ISEE band",
        reveals=True,
    ),
    Fact("person.household.adi", _flag, "nucleo con Assegno di Inclusione", "household with ADI", reveals=True),
    Fact("person.household.adi_since", _day, "Assegno di Inclusione dal", "ADI since", reveals=True),
    Fact(
        "person.vulnerable",
        _flag,
        "vulnerabilità economica o sociale",
        "economic or social vulnerability",
        reveals=True,
    ),
    Fact(
        "person.assisted_by_shelter",
        _flag,
        "seguita da un Centro Antiviolenza o Casa Rifugio",
        "assisted by an anti-violence centre or refuge",
        reveals=True,
    ),
    Fact("person.business.started_on", _day, "impresa avuta in precedenza, dal", "earlier business, from"),
    Fact("person.business.ceased_on", _day, "impresa precedente cessata il", "earlier business ceased on"),
    Fact("person.business.vat_active", _flag, "partita IVA attiva", "active VAT number"),
    Fact("person.business.company_roles", _flag, "cariche o quote in società", "offices or shares in companies"),
    Fact(
        "person.aids.self_employment_on",
        _day,
        "ultimo aiuto nazionale all'autoimpiego",
        "last national self-employment aid",
    ),
    Fact("person.farmer", _flag, "qualifica di coltivatore diretto o IAP", "qualified farmer (CD or IAP)"),
    Fact(
        "person.in_serving_diocese", _flag, "residenza in una diocesi aderente", "resident in a participating diocese"
    ),
)
