"""A long stream of profiles: answered as it comes, in order, with memory for one."""

from collections.abc import Iterator

from somicis.catalogue.v1.match_pb2 import MatchManyRequest, MatchProfile, MatchTerms

from tests.support.catalogue_server import Doors
from tests.support.catalogue_service import CatalogueService
from tests.support.measures import written

DAY = "2023-01-09"


def profiles(count: int, taken: list[int]) -> Iterator[MatchManyRequest]:
    """So many, each a little older than the one before; which were taken is remembered."""
    yield MatchManyRequest(terms=MatchTerms(as_of=DAY))
    for number in range(count):
        taken.append(number)
        facts = f'{{"person": {{"birth_year": {1930 + number % 90}}}}}'
        yield MatchManyRequest(profile=MatchProfile(key=str(number), facts=facts))


def test_a_profile_is_taken_when_the_one_before_has_its_answer(service: CatalogueService) -> None:
    """However many there are, one is held at a time."""
    taken: list[int] = []
    answers = service.stock(written()).servicer().MatchMany(profiles(100_000, taken), service.call())

    first, second = next(answers), next(answers)

    assert ([first.key, second.key], taken) == (["0", "1"], [0, 1])


def test_every_profile_of_a_stream_has_its_answer_in_order(service: CatalogueService, doors: Doors) -> None:
    """Over the wire; a correction that is published meanwhile is for the next stream."""
    service.stock(written())
    taken: list[int] = []
    answers = doors.person("editor").MatchMany(profiles(300, taken))

    keys, measures = [], set()
    for answer in answers:
        keys.append(answer.key)
        measures |= {match.measure_id for match in answer.matches}
        if len(keys) == 1:
            service.stock(written(id="ANOTHER"))

    assert keys == [str(number) for number in range(300)]
    assert measures == {"TRIAL_LOAN"}
    [later] = doors.person("editor").MatchMany(profiles(1, taken))
    assert [match.measure_id for match in later.matches] == ["ANOTHER", "TRIAL_LOAN"]
