"""`somicis` as operators and scripts use it: a story told in commands, in two languages and as data."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest

from apps.cli.main import program
from tests.support.checkout import ROOT
from tests.support.eventually import eventually
from tests.support.running_stack import RunningStack, running_stack
from tests.support.somicis_program import Somicis
from tests.support.story_in_commands import CHAMBER, JOB_CENTRE, MEASURES, Told, story_in_commands

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]

DONE = {"version", "position", "request_id", "expected_version"}
"""What every command answers a machine, beside the id of what it changed."""


OF_A_REASON = {"condition", "outcome", "fact", "value", "required", "source", "text"}


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    """A stack of this module alone: its clock moves."""
    with running_stack(tmp_path_factory.mktemp("command_line")) as started:
        yield started


TOLD_OF_A_RESTORE = ("ops adopt-log", "ops keep-log")
"""What is done after a restore has a story of its own: tests/chaos/production and tests/unit/cli/test_ops.py."""


@pytest.fixture(scope="module")
def somicis(own: RunningStack) -> Somicis:
    """The program, for that stack, in the language it has by itself."""
    return Somicis(own.layout.stack_file)


@pytest.fixture(scope="module")
def told(somicis: Somicis) -> Told:
    """What every command answered a machine, in one story."""
    return story_in_commands(somicis)


def commands(group: Any, path: str = "") -> Iterator[str]:
    """Every command of the program, by its words."""
    for name, command in group.commands.items():
        words = f"{path} {name}".strip()
        yield from commands(command, words) if hasattr(command, "commands") else [words]


def test_a_match_is_a_list_and_its_record_is_made_again(told: Told) -> None:
    """As the catalogue's front door promises it, over a real stack."""
    found = {each["measure"]: each for each in told["catalogue match"]}
    microcredit, advance = found["MICROCREDITO_IMPR"], found["NASPI_ANTICIPATA"]

    assert len(found) == len(list((ROOT / MEASURES).glob("*.yaml")))
    assert (microcredit["edition"], bool(microcredit["missing"])) == ("V1", microcredit["verdict"] == "to_verify")
    days = ("state", "opens", "closes")
    assert [microcredit["window"][name] for name in days] == ["open", "2020-12-25", "2023-10-31"]
    assert (advance["verdict"], advance["window"]["state"]) == ("eligible", "open")
    assert all(
        {"condition", "outcome", "fact", "value", "required", "source", "text"} <= set(r) for r in reasons(found)
    )
    assert (told["catalogue rerun"]["same"], told["catalogue rerun"]["differences"]) == (True, [])


def reasons(found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every reason of every measure."""
    return (reason for each in found.values() for reason in each["reasons"])


def test_every_command_answers_a_machine(told: Told) -> None:
    """A command without data fails here; so does one nobody has told a story of."""
    assert sorted([*told, *TOLD_OF_A_RESTORE]) == sorted(commands(program()))


@pytest.mark.parametrize(
    ("command", "more"),
    [
        ("desk activate", {"desk_id"}),
        ("desk contact", {"contact_id", "subject_id", "target"}),
        ("desk open", {"case_id"}),
        ("desk need", {"case_id"}),
        ("desk measures", {"case_id", "matches", "content_hash"}),
        ("desk propose", {"case_id", "cautions"}),
        ("desk orientation", {"case_id"}),
        ("desk sheet", {"case_id"}),
        ("desk refer", {"case_id", "referral_id"}),
        ("desk follow-up", {"case_id"}),
        ("desk close", {"case_id", "cautions"}),
        ("catalogue withdraw", {"id", "withdrawn"}),
        ("catalogue suspend", {"id"}),
        ("catalogue resume", {"id"}),
        ("catalogue close", {"id"}),
        ("partner register", {"organisation_id"}),
        ("partner accept", {"referral_id"}),
        ("partner decline", {"referral_id"}),
        ("partner appointment", {"referral_id"}),
        ("partner complete", {"referral_id"}),
        ("partner resend", {"referral_id"}),
    ],
)
def test_a_command_answers_with_what_it_left_and_what_a_repeat_would_name(
    told: Told, command: str, more: set[str]
) -> None:
    """Names a script may rely on."""
    assert set(told[command]) == DONE | more


def test_codes_are_english_and_stable_in_what_a_machine_reads(told: Told) -> None:
    """The names of the published language in small letters, whatever language people read."""
    assert told["desk contact"]["target"] == "tcn"
    case = told["desk show"]
    assert (case["state"], case["outcome"], case["opened_on"]) == ("closed", "oriented", "2023-01-09")
    assert case["profile"]["employment_status"] == "unemployed"
    assert {one["recipient"]: one["state"] for one in case["referrals"]} == {
        CHAMBER: "completed",
        JOB_CENTRE: "declined",
    }
    [referral] = told["partner list"]["referrals"]
    assert (referral["state"], referral["attempt"], referral["outcome"]) == ("completed", 2, "served")
    assert [line["what"] for line in told["partner watch"]] == [
        f"referral.{what}" for what in ("sent", "expired", "resent", "accepted", "appointment_set", "completed")
    ]
    values = {one["code"]: one["value"] for one in told["report sheet"]["indicators"]}
    assert {code: values[code] for code in ("S16", "S18", "S19", "S20", "S21", "S23")} == {
        "S16": "1",
        "S18": "1",
        "S19": "1",
        "S20": "1",
        "S21": "2",
        "S23": "2",
    }
    assert {one["type"] for one in told["report evidence"]["evidence"]} >= {"somicis.referral.v1.ReferralSent"}
    assert told["status"]["all_answer"] is True
    assert {one["process"] for one in told["status"]["processes"]} == {"grpc", "worker"}


def test_a_machine_reads_the_same_in_every_language(told: Told, own: RunningStack) -> None:
    """--lang is for people."""
    english = Somicis(own.layout.stack_file, "en")

    assert english.json("desk", "show", told["desk open"]["case_id"]) == told["desk show"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("", ("Stato", "chiuso", "Esito", "femmina", "da 18 a 60 anni", "Misure proposte", "prestito", "20/01/2023")),
        ("en", ("State", "closed", "Outcome", "female", "from 18 to 60", "Measures proposed", "loan", "2023-01-20")),
    ],
)
def test_a_person_reads_words_of_their_language(
    told: Told, own: RunningStack, language: str, words: tuple[str, ...]
) -> None:
    """Of a case and of its history, without a code or a label that is not for people."""
    somicis, case = Somicis(own.layout.stack_file, language), told["desk open"]["case_id"]

    shown, history = somicis("desk", "show", case), somicis("audit", "history", case)

    assert (shown.status, history.status, shown.err, history.err) == (0, 0, "", "")
    assert [word for word in words if word not in shown.said + history.said] == []
    for code in ("CASE_STATE", "from_18_to_60\n", "oriented_on"):
        assert code not in shown.out


@pytest.mark.parametrize(
    ("words", "status", "reason", "sentence"),
    [
        ("desk propose {case} MICROCREDITO_IMPR", 1, "CASE_CLOSED", "è chiuso"),
        ("desk show {nobody}", 1, "CASE_NOT_FOUND", "Non c'è un caso"),
        ("partner show {referral} --as CPI_FERMO", 1, "REFERRAL_NOT_FOUND", "Non c'è un invio"),
        ("partner accept {referral}", 1, "ROLE_MAY_NOT_CALL", "non può chiamare"),
        ("dev clock set 2023-01-02", 1, "CLOCK_MOVES_FORWARD", "non può tornare indietro"),
        ("desk activate FERMO", 1, "DESK_ALREADY_ACTIVE", "FERMO"),
        ("desk list --as nobody", 2, "IDENTITY_UNKNOWN", "non conosce nobody"),
        ("desk show", 2, "USAGE", "Manca CASO"),
        ("desk list --stack-file /nowhere", 3, "STACK_NOT_FOUND", "/nowhere"),
    ],
)
def test_a_refusal_has_an_exit_status_a_stable_reason_and_an_italian_sentence(
    told: Told, somicis: Somicis, words: str, status: int, reason: str, sentence: str
) -> None:
    """1 refused, 2 usage, 3 unavailable; on standard error, as data for a machine."""
    names = {"case": told["desk open"]["case_id"], "referral": told["desk refer"]["referral_id"], "nobody": uuid4()}

    ended = somicis(*words.format(**names).split(), "--output", "json")

    assert (ended.status, ended.out) == (status, "")
    assert ended.error["reason"] == reason
    assert sentence in ended.error["message"]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("", ("[INVALID_FIELD]", "deve essere un codice")),
        ("en", ("[INVALID_FIELD]", "must be a code")),
    ],
)
def test_a_person_is_told_in_their_language_which_field_is_wrong(
    told: Told, own: RunningStack, language: str, sentences: tuple[str, ...]
) -> None:
    """In sentences, and with no stack trace."""
    ended = Somicis(own.layout.stack_file, language)("desk", "activate", "fermo")

    assert (ended.status, ended.out) == (1, "")
    assert [sentence for sentence in sentences if sentence not in ended.said] == []
    assert "Traceback" not in ended.err


def test_importing_the_catalogue_again_changes_nothing(told: Told, somicis: Somicis) -> None:
    """The whole folder of measure files, by the command an editor uses: the second time it says so of each."""
    first = told["catalogue import"]["files"]
    assert len(first) >= 30
    assert [one["file"] for one in first if one["unchanged"] or not one["drafted"]] == []
    assert len(told["catalogue publish"]["measures"]) == len(first)

    again = somicis.json("catalogue", "import", MEASURES, "--as", "editor")["files"]

    assert [one["file"] for one in again if not one["unchanged"] or one["drafted"] or one["withdrawn"]] == []


def test_a_measure_that_went_through_a_workbook_is_the_same_measure(told: Told, somicis: Somicis) -> None:
    """Exported, and tried again as it is: it would change nothing."""
    [tried] = somicis.json("catalogue", "import", told["catalogue export"]["file"], "--dry-run")["files"]

    assert (tried["measure_id"], tried["unchanged"], tried["problems"]) == ("MICROCREDITO_IMPR", True, [])


def test_the_history_of_a_case_is_read_as_it_was_known_on_a_day(told: Told, somicis: Somicis) -> None:
    """What was recorded later is not in it; what was known then is as it is known now."""
    now = told["audit history"]["entries"]
    then = somicis.json("audit", "history", told["desk open"]["case_id"], "--known-at", "2023-01-09")["entries"]

    assert 0 < len(then) < len(now)
    assert then == now[: len(then)]
    assert {entry["name"] for entry in now[len(then) :]} >= {"referral.expired", "case.closed"}
    assert all(entry["recorded_at"] < "2023-01-09T23:00" for entry in then)


def test_a_command_repeated_under_its_request_id_is_done_once(told: Told, somicis: Somicis) -> None:
    """As a script does whose connection broke before the answer came."""
    words = ("desk", "contact", "--desk", "FERMO", "--channel", "phone", "--citizenship", "MA")
    request_id = str(uuid4())

    first, second = (somicis.json(*words, "--request-id", request_id) for _ in range(2))

    assert first == second
    assert first["contact_id"] != told["desk contact"]["contact_id"]


def test_status_is_0_once_all_answer_and_not_while_a_worker_is_away(own: RunningStack, somicis: Somicis) -> None:
    """`somicis status --wait` is how a script knows when it may begin."""
    own.keepers["worker"].stop()
    alone = somicis("status", "--output", "json")
    assert (alone.status, alone.data["all_answer"]) == (3, False)
    assert {one["process"]: one["answers"] for one in alone.data["processes"]} == {"grpc": True, "worker": False}

    with ThreadPoolExecutor(1) as asking:
        waiting = asking.submit(somicis, "status", "--wait", "30", "--output", "json")
        own.keepers["worker"].start()
        ended = waiting.result()
    assert (ended.status, ended.data["all_answer"]) == (0, True)
    eventually(lambda: somicis("status").status, 0, within=20)
