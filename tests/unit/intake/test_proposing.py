"""Which measures may be put before a person, and on what they rest."""

import pytest

from services.intake.domain.case import Case
from services.intake.domain.measures_found import Level
from tests.support.cases import (
    A_DECISION,
    ADVANCE,
    MICROCREDIT,
    ORIENTED_ON,
    REGIONAL,
    a_case_with_a_proposal,
    a_case_with_measures_found,
    a_measure,
    an_open_case,
)
from tests.support.given import given


def test_measures_are_proposed_from_among_those_found() -> None:
    """The event says of each what the catalogue said: level and kind are counted from it."""
    proposal = given(a_case_with_measures_found).when(lambda c: c.propose((MICROCREDIT, REGIONAL), ORIENTED_ON))
    proposed = proposal.then(Case.MeasuresProposed).event.measures
    assert [(m.measure_id, m.level) for m in proposed] == [
        (MICROCREDIT, Level.NATIONAL),
        (REGIONAL, Level.REGIONAL),
    ]


def test_nothing_is_proposed_before_the_catalogue_was_asked() -> None:
    """A proposal rests on a decision record."""
    given(an_open_case).when(lambda c: c.propose((MICROCREDIT,), ORIENTED_ON)).then_refused("MEASURES_NOT_LOOKED_FOR")


def test_a_measure_the_catalogue_did_not_answer_is_not_proposed() -> None:
    """An old code from memory would have no edition behind it."""
    given(a_case_with_measures_found).when(lambda c: c.propose((MICROCREDIT, "SELFIE"), ORIENTED_ON)).then_refused(
        "MEASURE_NOT_FOUND_FOR_CASE", measure="SELFIE"
    )


@pytest.mark.parametrize("measures", [(ADVANCE,), (REGIONAL, REGIONAL)])
def test_a_measure_is_proposed_once(measures: tuple[str, ...]) -> None:
    """Measures shown are counted; showing one again does not make two."""
    given(lambda: a_case_with_a_proposal((MICROCREDIT, ADVANCE))).when(
        lambda c: c.propose(measures, ORIENTED_ON)
    ).then_refused("MEASURE_ALREADY_PROPOSED", measure=measures[-1])


def test_a_measure_that_tells_of_a_persons_life_is_not_recorded() -> None:
    """A proposal is stored in clear and published: it would say for ever that this person fled from violence."""
    told_in_person = a_measure("MICROCREDITO_DI_LIBERTA").model_copy(update={"sensitive": True})
    answer = A_DECISION.model_copy(update={"matches": (*A_DECISION.matches, told_in_person)})

    def with_the_answer() -> Case:
        case = an_open_case()
        case.find_measures(answer, ORIENTED_ON)
        return case

    given(with_the_answer).when(
        lambda c: c.propose((MICROCREDIT, told_in_person.measure_id), ORIENTED_ON)
    ).then_refused("MEASURE_TOO_SENSITIVE", measure=told_in_person.measure_id)


def test_more_measures_may_be_proposed_later() -> None:
    """The first proposal stands, the second adds to it."""
    later = given(lambda: a_case_with_a_proposal((MICROCREDIT,))).when(lambda c: c.propose((ADVANCE,), ORIENTED_ON))
    case = later.then(Case.MeasuresProposed).aggregate
    assert isinstance(case, Case)
    assert [m.measure_id for m in case.proposed] == [MICROCREDIT, ADVANCE]
