"""What a case tells the catalogue: as much as it knows, and nothing it does not."""

from datetime import date

import pytest

from services.catalogue.domain.facts.knowledge import Choice, Span
from services.catalogue.domain.facts.reading import read_profile
from services.catalogue.domain.reference.permits import PERMITS as TITLES
from services.intake.adapters.facts_of_case import PERMITS, facts_of
from services.intake.domain.citizenship import ISO_3166_1, KOSOVO, STATELESS
from services.intake.domain.need import LegalForm
from services.intake.domain.profile import AgeBracket, EmploymentStatus, PermitGroup, Profile, Sex
from tests.support.cases import A_NEED, a_profile

OPENED_ON = date(2024, 2, 29)
NOTHING = Profile(
    sex=Sex.NOT_STATED,
    age_bracket=AgeBracket.UNKNOWN,
    citizenship="unknown",
    permit_group=PermitGroup.UNKNOWN,
    comune="abroad",
    employment_status=EmploymentStatus.UNKNOWN,
)


def told(**known: object) -> dict[str, object]:
    """What a case tells of somebody of whom nothing else is known."""
    return facts_of(NOTHING.model_copy(update=known), OPENED_ON, None)


def test_a_case_tells_what_it_knows() -> None:
    """In the words of the catalogue, which reads them."""
    facts = facts_of(a_profile(), OPENED_ON, A_NEED)

    assert facts == {
        "person.sex": "F",
        "person.birth_date": ["1963-03-01", "2006-02-28"],
        "person.citizenship": "SN",
        "person.residence.comune": "109034",
        "person.permit.kind": PERMITS[PermitGroup.WORK],
        "person.employment.status": ["unemployed", "first_job_seeker"],
        "project.amount": 30_000,
        "enterprise.legal_form": ["cooperativa"],
        "project.ateco": "14.13",
        "project.ateco_version": "2007",
    }
    assert read_profile(facts).told.keys() == facts.keys()


def test_of_what_nobody_said_it_tells_nothing() -> None:
    """Unknown is not a value; nor is a wish that nobody uttered."""
    undecided = A_NEED.model_copy(
        update={"legal_form": LegalForm.UNDECIDED, "ateco": None, "ateco_version": None, "amount_eur": None}
    )

    assert facts_of(NOTHING, OPENED_ON, undecided) == {}
    assert facts_of(NOTHING, OPENED_ON, None) == {}


def test_a_wish_for_money_without_interest_is_told() -> None:
    """It keeps loans with interest from being offered."""
    facts = facts_of(NOTHING, OPENED_ON, A_NEED.model_copy(update={"interest_free_only": True}))

    assert facts["project.interest_free"] is True


@pytest.mark.parametrize("bracket", [AgeBracket.UNDER_18, AgeBracket.FROM_18_TO_60, AgeBracket.OVER_60])
@pytest.mark.parametrize("on", [date(2023, 1, 9), date(2024, 2, 28), OPENED_ON, date(2023, 3, 1)])
def test_a_bracket_is_the_days_of_birth_of_all_in_it_and_of_nobody_else(bracket: AgeBracket, on: date) -> None:
    """Counted on the day the case was opened; who was born on 29 February grows older on 1 March."""
    profile = NOTHING.model_copy(update={"age_bracket": bracket})
    span = read_profile(facts_of(profile, on, None))["person.birth_date"].possible
    assert isinstance(span, Span)

    inside = [span.low, span.high]
    outside = [date.fromordinal(span.low.toordinal() - 1), date.fromordinal(span.high.toordinal() + 1)]
    assert {bracket_of(born, on) for born in inside if born.year > 1900} == {bracket}
    assert bracket not in {bracket_of(born, on) for born in outside if born.year >= 1900 and born <= on}


def bracket_of(born: date, on: date) -> AgeBracket:
    """As the desk counts ages."""
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    if age < 18:
        return AgeBracket.UNDER_18
    return AgeBracket.FROM_18_TO_60 if age <= 60 else AgeBracket.OVER_60


def test_every_title_is_in_some_group_and_every_group_knows_its_titles() -> None:
    """A title of no group would be one the case says nobody has."""
    assert {title for titles in PERMITS.values() for title in titles} == set(TITLES)
    assert PERMITS.keys() == set(PermitGroup) - {PermitGroup.UNKNOWN}


@pytest.mark.parametrize("citizenship", sorted({*ISO_3166_1, KOSOVO, STATELESS}))
def test_every_citizenship_the_desk_writes_down_the_catalogue_knows(citizenship: str) -> None:
    """Or a case of somebody rare would get no answer."""
    assert read_profile(told(citizenship=citizenship))["person.citizenship"].known


@pytest.mark.parametrize("form", sorted(set(LegalForm) - {LegalForm.UNDECIDED, LegalForm.SOCIAL_ENTERPRISE}))
def test_every_form_is_one_the_catalogue_knows(form: LegalForm) -> None:
    """A social enterprise is none: it is a qualification that several forms may have."""
    need = A_NEED.model_copy(update={"legal_form": form})

    assert isinstance(read_profile(facts_of(NOTHING, OPENED_ON, need))["enterprise.legal_form"].possible, Choice)
