"""Windows: whether one may apply on a day, and what is said when a deciding day is not known."""

from datetime import date, timedelta

import pytest

from services.catalogue.domain.text import Text
from services.catalogue.domain.window import Window, WindowOn, WindowState, window_on

MAY, JULY = date(2023, 5, 1), date(2023, 7, 31)
DECEMBER = date(2023, 12, 31)
DAY = timedelta(days=1)
PROFESSIONALS = Text({"it": "Solo liberi professionisti", "en": "Professionals only"})


def window(opens: object, closes: object, audience: Text | None = None) -> Window:
    """A window as an editor writes it."""
    return Window.model_validate({"opens": opens, "closes": closes, "audience": audience})


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (MAY - DAY, WindowState.UPCOMING),
        (MAY, WindowState.OPEN),
        (JULY, WindowState.OPEN),
        (JULY + DAY, WindowState.CLOSED),
    ],
)
def test_the_first_and_the_last_day_belong_to_the_window(day: date, state: WindowState) -> None:
    """A notice that says “until 31 July” takes applications on 31 July."""
    assert window_on([window(MAY, JULY)], day) == WindowOn(state, opens_on=MAY, closes_on=JULY)


def test_a_window_without_a_last_day_stays_open() -> None:
    """*A sportello*: no closing day is known."""
    assert window_on([window(MAY, None)], date(2040, 1, 1)).state is WindowState.OPEN


def test_a_window_with_hours_is_open_on_its_first_and_last_day() -> None:
    """On the day itself one may apply, from the hour or until the hour that the notice gives."""
    spring = [window("2024-04-02T10:00", "2024-06-28T13:00")]

    assert [window_on(spring, date(2024, m, d)).state for m, d in ((4, 1), (4, 2), (6, 28), (6, 29))] == [
        WindowState.UPCOMING,
        WindowState.OPEN,
        WindowState.OPEN,
        WindowState.CLOSED,
    ]


@pytest.mark.parametrize(
    ("opens", "closes", "day", "state"),
    [
        (MAY, "unknown", MAY - DAY, WindowState.UPCOMING),
        (MAY, "unknown", MAY, WindowState.OPEN),
        (MAY, "unknown", MAY + DAY, WindowState.UNKNOWN),
        ("unknown", JULY, JULY, WindowState.UNKNOWN),
        ("unknown", JULY, JULY + DAY, WindowState.CLOSED),
        ("unknown", None, JULY, WindowState.UNKNOWN),
        ("unknown", "unknown", JULY, WindowState.UNKNOWN),
    ],
)
def test_a_day_nobody_knows_never_makes_a_window_closed(
    opens: object, closes: object, day: date, state: WindowState
) -> None:
    """Nobody is sent away because a page did not give a date."""
    assert window_on([window(opens, closes)], day).state is state


def test_between_two_windows_the_next_one_is_named() -> None:
    """The hull of a list of windows would say open."""
    windows = [window("2022-10-06", "2022-12-31"), window(MAY, JULY)]

    assert window_on(windows, date(2023, 1, 16)) == WindowOn(WindowState.UPCOMING, opens_on=MAY, closes_on=JULY)


def test_of_several_future_windows_the_first_is_named_whatever_their_order() -> None:
    """The next opening is what a person waits for."""
    windows = [window("2025-09-10", "2025-10-31"), window("2024-09-10", "2024-10-31")]

    assert window_on(windows, JULY).opens_on == date(2024, 9, 10)


def test_the_next_window_is_the_one_that_opens_first_not_the_one_that_closes_first() -> None:
    """A short window inside a long one does not hide that the long one opens earlier."""
    assert window_on([window("2023-06-01", "2023-06-30"), window(MAY, JULY)], MAY - DAY).opens_on == MAY


def test_an_unknown_state_still_names_the_next_opening_that_is_known() -> None:
    """Not knowing whether one may apply today is no reason to hide when one surely may."""
    windows = [window("2022-03-01", "unknown"), window("2024-04-02T10:00", "2024-06-28T13:00")]

    assert window_on(windows, JULY) == WindowOn(WindowState.UNKNOWN, opens_on=date(2024, 4, 2))


def test_a_window_whose_end_nobody_found_is_over_when_the_next_opens() -> None:
    """What opens again was closed: nobody is told for ever after that one may perhaps still apply."""
    windows = [window("2022-03-01", "unknown"), window("2024-04-02T10:00", "2024-06-28T13:00")]
    april, june = date(2024, 4, 2), date(2024, 6, 28)

    assert window_on(windows, april - DAY).state is WindowState.UNKNOWN
    assert window_on(windows, april).state is WindowState.OPEN
    assert window_on(windows, june + DAY) == WindowOn(WindowState.CLOSED, opens_on=april, closes_on=june)


def test_a_window_for_some_does_not_prove_that_the_one_for_all_is_over() -> None:
    """Professionals got days of their own beside it."""
    professionals = {"fact": "enterprise.legal_form", "is": "libera_professione"}
    theirs = Window.model_validate({"opens": MAY, "closes": JULY, "only_if": professionals})

    assert window_on([window("2022-03-01", "unknown"), theirs], JULY + DAY).state is WindowState.UNKNOWN


def test_an_open_window_decides_over_an_unknown_one() -> None:
    """One sure way to apply is enough."""
    assert window_on([window("unknown", None), window(MAY, JULY)], MAY).state is WindowState.OPEN


def test_a_window_for_some_says_for_whom_it_is() -> None:
    """Otherwise everybody would be told “open”."""
    assert window_on([window(MAY, JULY, PROFESSIONALS)], MAY).only_for == (PROFESSIONALS,)
    assert window_on([window(MAY, JULY, PROFESSIONALS), window(MAY, JULY)], MAY).only_for == ()


@pytest.mark.parametrize("day", [MAY - DAY, JULY])
def test_of_several_windows_the_last_end_is_said_that_whoever_asks_can_count_on(day: date) -> None:
    """For all both: the last. Some for others: the end of those would be believed by who then comes too late."""
    for_all, longer = window(MAY, JULY), window(MAY, DECEMBER)
    theirs, endless, women = (
        window(MAY, DECEMBER, PROFESSIONALS),
        window(MAY, None, PROFESSIONALS),
        Text({"it": "Donne", "en": "Women"}),
    )
    said = {
        "for all": window_on([longer, for_all], day),
        "some longer": window_on([theirs, for_all], day),
        "some without end": window_on([endless, for_all], day),
        "some shorter": window_on([window(MAY, JULY, PROFESSIONALS), longer], day),
        "some and others": window_on([theirs, window(MAY, JULY, women)], day),
        "surely theirs": window_on([theirs, for_all], day, surely=[theirs, for_all]),
    }

    assert {who: (on.closes_on, on.closes_at_the_latest) for who, on in said.items()} == {
        "for all": (DECEMBER, DECEMBER),
        "some longer": (JULY, DECEMBER),
        "some without end": (JULY, None),
        "some shorter": (DECEMBER, DECEMBER),
        "some and others": (JULY, DECEMBER),
        "surely theirs": (DECEMBER, DECEMBER),
    }
    assert len(said["some and others"].only_for) == 2


@pytest.mark.parametrize(
    ("last_day", "until"),
    [
        (date(2023, 6, 30), (date(2023, 6, 30), date(2023, 6, 30))),
        (JULY, (JULY, JULY)),
        (date(2023, 9, 30), (JULY, date(2023, 9, 30))),
        (date(2024, 1, 1), (JULY, DECEMBER)),
    ],
)
def test_what_is_stopped_ends_for_everybody(last_day: date, until: tuple[date, date]) -> None:
    """Also for those who perhaps had longer."""
    said = window_on([window(MAY, JULY), window(MAY, DECEMBER, PROFESSIONALS)], JULY).ended(last_day)

    assert (said.closes_on, said.closes_at_the_latest) == until


def test_a_closed_window_says_when_the_last_one_closed() -> None:
    """The person learns by how much they are late."""
    windows = [window(MAY, JULY), window("2022-01-01", "2022-02-01")]

    assert window_on(windows, date(2024, 1, 1)) == WindowOn(WindowState.CLOSED, opens_on=MAY, closes_on=JULY)


def test_that_a_window_ends_with_the_money_is_said_only_where_it_is_written() -> None:
    """An entitlement has no fund that ends, and no closing day either."""
    written = {"opens": MAY, "closes": None}
    until_then = Window.model_validate({**written, "until_funds_end": True})

    assert not window_on([Window.model_validate(written)], JULY).until_funds_end
    assert window_on([until_then], JULY).until_funds_end


def test_what_is_noted_of_a_window_is_said_with_it() -> None:
    """Of the one that is open, or that decides; not of the others."""
    noted = [
        Window.model_validate({"opens": opens, "closes": closes, "note": {"it": it, "en": it}})
        for opens, closes, it in ((MAY, JULY, "Primo"), (date(2024, 5, 1), "unknown", "Secondo"))
    ]

    said = {
        day: [note.it for note in window_on(noted, day).notes] for day in (JULY, date(2024, 4, 1), date(2025, 1, 1))
    }

    assert list(said.values()) == [["Primo"], ["Secondo"], ["Secondo"]]
