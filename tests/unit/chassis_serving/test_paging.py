"""A page token goes on with the question it came from, for whoever it was given to, and with nothing else."""

import random
from collections.abc import Sequence
from typing import Any

import pytest
from somicis.intake.v1 import intake_service_pb2 as intake
from somicis.referral.v1 import referral_service_pb2 as referral

from chassis.modelling import InvalidField
from chassis.paging import LONGEST_TOKEN, Pages

PAGES = Pages(b"the key of the service")
BOUND_TO = ("PREFETTURA_FERMO", "cases", "open")


def test_a_token_says_where_to_go_on() -> None:
    """Whatever the key of the last entry looks like."""
    for after in ("7", "2023-01-09|case/à", "x" * 120):
        assert PAGES.open(PAGES.token(after, BOUND_TO), BOUND_TO) == after


def test_without_a_token_one_begins_and_at_the_end_there_is_none() -> None:
    """The empty token is both."""
    assert PAGES.open("", BOUND_TO) == ""
    assert PAGES.token("", BOUND_TO) == ""


def test_every_replica_of_a_service_reads_the_tokens_of_the_others() -> None:
    """They share the key."""
    assert Pages(b"the key of the service").open(PAGES.token("7", BOUND_TO), BOUND_TO) == "7"


@pytest.mark.parametrize(
    ("pages", "bound_to"),
    [
        (PAGES, ("CPI_FERMO", "cases", "open")),
        (PAGES, ("PREFETTURA_FERMO", "cases", "closed")),
        (PAGES, ("PREFETTURA_FERMO", "cases")),
        (PAGES, ("PREFETTURA_FERMO", "casesopen")),
        (PAGES, ("PREFETTURA_FERMO", "cases", "open", "")),
        (Pages(b"another key"), BOUND_TO),
    ],
)
def test_a_token_of_another_caller_question_or_server_is_refused(pages: Pages, bound_to: tuple[str, ...]) -> None:
    """It is named as the wrong field; nothing is answered with it."""
    token = pages.token("7", bound_to)

    with pytest.raises(InvalidField) as refused:
        PAGES.open(token, BOUND_TO)

    assert refused.value.field == "page_token"


def test_a_changed_token_is_refused() -> None:
    """In whatever place, and whatever it is changed to."""
    seed = random.SystemRandom().randrange(10**6)
    print(f"seed {seed}")  # noqa: T201 - how to see a failure again
    chance, token = random.Random(seed), PAGES.token("2023-01-09|7", BOUND_TO)

    for _ in range(300):
        changed = list(token)
        changed[chance.randrange(len(token) - 1)] = chance.choice("AZaz09-_=./é\n")
        if "".join(changed) != token:
            with pytest.raises(InvalidField):
                PAGES.open("".join(changed), BOUND_TO)


@pytest.mark.parametrize("text", ["x", "====", "a" * 10_000, "é", "\0", "AAAA"])
def test_what_is_no_token_is_refused(text: str) -> None:
    """Never more than a wrong field."""
    with pytest.raises(InvalidField):
        PAGES.open(text, BOUND_TO)


def test_a_token_too_long_to_come_back_is_never_given() -> None:
    """A field of tokens takes 200 characters; a longer one is our mistake, and loud."""
    with pytest.raises(AssertionError):
        PAGES.token("x" * LONGEST_TOKEN, BOUND_TO)


@pytest.mark.parametrize(("asked", "given"), [(0, 50), (1, 1), (200, 200), (201, 200), (2**31 - 1, 200)])
def test_a_page_is_as_long_as_asked_within_the_limits(asked: int, given: int) -> None:
    """Fifty when nothing is asked."""
    assert PAGES.size(asked) == given


def test_a_negative_size_is_refused() -> None:
    """It can mean nothing."""
    with pytest.raises(InvalidField):
        PAGES.size(-1)


def asked(**fields: Any) -> intake.ListCasesRequest:
    """A question for cases, two a page unless told otherwise."""
    return intake.ListCasesRequest(**{"page_size": 2, **fields})


def read_to_the_end(places: Sequence[int], **fields: Any) -> list[Sequence[int]]:
    """The pages somebody gets who goes on with each token until there is none."""
    pages: list[Sequence[int]] = []
    token = ""
    while token or not pages:
        page = PAGES.asked(asked(page_token=token, **fields), "PREFETTURA_FERMO")
        beyond = [place for place in places if place > int(page.after or 0)]
        entries, token = page.cut(beyond[: page.wanted], int)
        pages.append(entries)
    return pages


@pytest.mark.parametrize("number", range(6))
def test_pages_join_without_a_seam(number: int) -> None:
    """Each entry once, none left out, no empty page at the end, whether or not the last one is full."""
    places = list(range(1, number + 1))
    pages = read_to_the_end(places)

    assert [place for page in pages for place in page] == places
    assert [len(page) for page in pages[:-1]] == [2] * (len(pages) - 1)
    assert pages[-1] or not places


def test_a_token_goes_on_with_another_size_and_position_but_with_no_other_question() -> None:
    """What is asked may not change under way; how much of it at once may."""
    page = PAGES.asked(asked(), "PREFETTURA_FERMO")
    _, token = page.cut([1, 2, 3], int)

    other_size = PAGES.asked(asked(page_token=token, page_size=5, at_least_position=9), "PREFETTURA_FERMO")
    assert (other_size.after, other_size.size) == ("2", 5)
    for request, organisation in (
        (asked(page_token=token, state=1), "PREFETTURA_FERMO"),
        (asked(page_token=token), "CPI_FERMO"),
        (referral.ListOrganisationsRequest(page_token=token), "PREFETTURA_FERMO"),
    ):
        with pytest.raises(InvalidField, match=r"^page_token: "):
            PAGES.asked(request, organisation)
