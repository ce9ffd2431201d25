"""A draft tried on profiles before it is published: from a file, or as it is drafted in the catalogue."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from somicis.catalogue.v1 import measure_pb2
from somicis.catalogue.v1 import rehearsal_pb2 as pb
from somicis.catalogue.v1.match_pb2 import MatchProfile

from chassis.modelling import InvalidField
from chassis.serving import InvalidFields, Role
from services.catalogue.domain.draft_refusals import DraftsForEditors
from services.catalogue.domain.refusals import MeasureNotFound
from tests.support.catalogue_server import Doors
from tests.support.catalogue_service import CatalogueService, text_of
from tests.support.judged_measures import MARIA, rule
from tests.support.measures import ADULT, an_edition, written

WOMEN = rule("women", {"fact": "person.sex", "is": "F"})
MEN_TOO, WOMEN_ONLY = written(), written(an_edition(conditions=[rule("age", ADULT), WOMEN]))
MAN = {**MARIA, "person": {**MARIA["person"], "sex": "M"}}
UNTOLD = {**MARIA, "person": {**MARIA["person"], "sex": None}}


def rehearsed(service: CatalogueService, *profiles: str, role: Role = Role.EDITOR, **terms: Any) -> pb.RehearseResponse:
    """What is answered when all profiles were sent."""
    asked = [pb.RehearseRequest(terms=pb.RehearsalTerms(**{"as_of": "2023-01-16", **terms}))]
    asked += [pb.RehearseRequest(profile=MatchProfile(key=f"p{n}", facts=facts)) for n, facts in enumerate(profiles)]
    [answer] = service.servicer().Rehearse(iter(asked), service.call(role))
    return answer


def effects(answer: pb.RehearseResponse) -> dict[str, int]:
    """What there is of each effect."""
    return {pb.Effect.Name(each.effect)[7:].lower(): each.profiles for each in answer.effects if each.profiles}


def test_a_file_is_held_against_what_is_in_force(service: CatalogueService) -> None:
    """Given a loan for all, when a draft for women alone is rehearsed, then a man loses."""
    service.stock(MEN_TOO)

    answer = rehearsed(service, *map(json.dumps, (MARIA, MAN, UNTOLD)), document=text_of(WOMEN_ONLY))

    assert effects(answer) == {"loses": 1, "becomes_undecided": 1, "same": 1}
    assert {pb.Effect.Name(each.effect): list(each.keys) for each in answer.effects if each.keys} == {
        "EFFECT_LOSES": ["p1"],
        "EFFECT_BECOMES_UNDECIDED": ["p2"],
    }
    assert (answer.measure_id, answer.as_of, answer.new_measure, answer.profiles) == (
        "TRIAL_LOAN",
        "2023-01-16",
        False,
        3,
    )
    assert pb.VerdictCount(
        before=measure_pb2.VERDICT_CONDITIONAL, after=measure_pb2.VERDICT_NOT_ELIGIBLE, profiles=1
    ) in list(answer.verdicts)


def test_a_draft_of_the_catalogue_is_rehearsed_by_its_code_and_changes_nothing(service: CatalogueService) -> None:
    """It is neither published nor touched by it, and those who do not edit do not see it."""
    service.stock(WOMEN_ONLY)
    service.imported(MEN_TOO)
    service.settle()
    recorded = service.recorded()

    answer = rehearsed(service, json.dumps(MAN), measure_id="TRIAL_LOAN")

    assert (effects(answer), service.recorded()) == ({"gains": 1}, recorded)
    with pytest.raises(DraftsForEditors):
        rehearsed(service, measure_id="TRIAL_LOAN", role=Role.SUPERVISOR)


def test_of_a_measure_that_is_new_nobody_had_anything(service: CatalogueService) -> None:
    """Whoever fits gains."""
    answer = rehearsed(service, json.dumps(MARIA), json.dumps(MAN), document=text_of(WOMEN_ONLY))

    assert (answer.new_measure, effects(answer)) == (True, {"gains": 1, "same": 1})


def test_people_are_invented_and_a_seed_repeats_them(service: CatalogueService) -> None:
    """Before there are real cases; a seed that was not named is answered, so that it can be."""
    service.stock(MEN_TOO)
    chosen = rehearsed(service, document=text_of(WOMEN_ONLY), generated=60)
    again = rehearsed(service, document=text_of(WOMEN_ONLY), generated=60, seed=chosen.seed)

    assert chosen.seed > 0
    assert again == chosen
    assert (chosen.profiles, chosen.generated, sum(each.profiles for each in chosen.effects)) == (60, 60, 60)


def test_what_is_suspended_stays_so_on_both_sides(service: CatalogueService) -> None:
    """A draft says nothing of a suspension; the same file makes no difference."""
    service.stock(MEN_TOO)

    assert effects(rehearsed(service, json.dumps(MARIA), document=text_of(MEN_TOO))) == {"same": 1}


def test_a_profile_that_cannot_be_meant_is_counted_and_stops_nobody(service: CatalogueService) -> None:
    """What is wrong with the first of them is told."""
    service.stock(MEN_TOO)

    answer = rehearsed(service, "person: {sexx: F}", json.dumps(MARIA), document=text_of(WOMEN_ONLY))

    assert (answer.unreadable, answer.profiles, [each.fact for each in answer.problems]) == (1, 1, ["person.sexx"])


@pytest.mark.parametrize(
    ("terms", "refused"),
    [
        ({}, InvalidField),
        ({"measure_id": "NO_SUCH"}, MeasureNotFound),
        ({"document": "id: X"}, InvalidFields),
        ({"document": text_of(WOMEN_ONLY), "generated": 20_001}, InvalidField),
        ({"document": text_of(WOMEN_ONLY), "generated": -1}, InvalidField),
    ],
    ids=["no draft", "no such measure", "a file that cannot be read", "too many people", "fewer than none"],
)
def test_a_rehearsal_of_nothing_is_refused(
    service: CatalogueService, terms: dict[str, Any], refused: type[Exception]
) -> None:
    """Each names what is wrong."""
    with pytest.raises(refused):
        rehearsed(service, **terms)


def test_terms_come_first_and_once(service: CatalogueService) -> None:
    """All profiles are held against the same draft."""
    terms = pb.RehearseRequest(terms=pb.RehearsalTerms(document=text_of(WOMEN_ONLY)))
    profile = pb.RehearseRequest(profile=MatchProfile(facts=json.dumps(MARIA)))
    wrong: list[list[pb.RehearseRequest]] = [[profile], [terms, terms], []]

    for asked in wrong:
        with pytest.raises(InvalidField, match="terms"):
            list(service.servicer().Rehearse(iter(asked), service.call(Role.EDITOR)))


def test_an_editor_streams_profiles_through_the_door_and_hears_once(service: CatalogueService, doors: Doors) -> None:
    """Some hundreds, over a real server: one answer, and of the profiles nothing in the log."""
    service.stock(MEN_TOO)
    recorded = service.recorded()
    people = [json.dumps({**MARIA, "person": {**MARIA["person"], "sex": "FM"[n % 2]}}) for n in range(300)]

    def sent() -> Iterator[pb.RehearseRequest]:
        yield pb.RehearseRequest(terms=pb.RehearsalTerms(document=text_of(WOMEN_ONLY), as_of="2023-01-16"))
        yield from (pb.RehearseRequest(profile=MatchProfile(key=str(n), facts=each)) for n, each in enumerate(people))

    [answer] = doors.person("editor").Rehearse(sent())

    assert effects(answer) == {"loses": 150, "same": 150}
    assert [len(each.keys) for each in answer.effects if each.profiles] == [20, 0]
    assert service.recorded() == recorded
