"""A short story told in commands of `somicis`: every command is used once, and what it answers a machine is kept."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.support.somicis_program import Somicis

CHAMBER, JOB_CENTRE = "CCIAA_MARCHE", "CPI_FERMO"
QUARTER = ("--from", "2023-01-01", "--to", "2023-03-31")
PROFILE = (
    *("--sex", "f", "--age-bracket", "from_18_to_60", "--citizenship", "SN", "--permit-group", "work"),
    *("--comune", "109034", "--employment-status", "unemployed"),
)
NEED = ("--purpose", "enterprise_orientation", "--legal-form", "cooperative", "--amount-eur", "30000")
FACTS = """
person:
  citizenship: SN
  birth_date: 1988-03-14
  residence: {comune: "109034", since: 2015-06-01}
  permit: {kind: LAV_SUB, issued_on: 2022-04-01, expires_on: 2024-03-31, renewal_receipt_on: none}
  employment: {status: unemployed, did_on: 2022-10-01, naspi_from: 2022-10-01, naspi_until: 2024-03-31}
enterprise: {stage: idea, legal_form: cooperativa, members: 3}
project: {amount: 30000, comune: "109034", ateco: "14.13", ateco_version: "2007"}
"""
MEASURES = "services/catalogue/measures"

Told = dict[str, Any]
"""Command → what it answered."""


def story_in_commands(somicis: Somicis) -> Told:
    """Tell it on an empty stack; it ends with a closed case, on 20 January 2023."""
    said: Told = {}
    prepare(somicis, said)
    work_on_a_case(somicis, said)
    answer_as_partners(somicis, said)
    look_at_everything(somicis, said)
    match_somebody(somicis, said)
    return said


def tell(somicis: Somicis, said: Told, command: str, *words: str) -> Any:
    """Run a command and keep what it answers."""
    said[command] = somicis.json(*command.split(), *words)
    return said[command]


def prepare(somicis: Somicis, said: Told) -> None:
    """The catalogue, drafted by one editor and published by another, the partners, the desk."""
    tell(somicis, said, "catalogue import", MEASURES, "--as", "editor")
    tell(somicis, said, "catalogue withdraw", "NASPI_ANTICIPATA", "--reason", "incomplete")
    somicis.json("catalogue", "import", MEASURES)
    tell(somicis, said, "catalogue review", "--all")
    tell(somicis, said, "catalogue publish", "--all")
    edition = ("MICROCREDITO_IMPR", "V1")
    tell(somicis, said, "catalogue suspend", *edition, "--reason", "being_checked", "--from", "9/1/2023")
    tell(somicis, said, "catalogue resume", *edition, "--from", "9/1/2023")
    tell(somicis, said, "catalogue close", *edition, "--reason", "closed_early", "--last-day", "31/10/2023")
    tell(somicis, said, "partner register", CHAMBER, "--name", "Camera delle Marche", "--kind", "chamber_of_commerce")
    tell(somicis, said, "partner register", JOB_CENTRE, "--name", "CPI di Fermo", "--kind", "job_centre")
    tell(somicis, said, "desk activate", "FERMO")


def work_on_a_case(somicis: Somicis, said: Told) -> None:
    """From the contact to the referrals."""
    contact = tell(somicis, said, "desk contact", "--desk", "FERMO", "--channel", "walk_in", "--citizenship", "SN")
    case = tell(somicis, said, "desk open", contact["contact_id"], *PROFILE)["case_id"]
    tell(somicis, said, "desk need", case, *NEED)
    tell(somicis, said, "desk measures", case)
    tell(somicis, said, "desk propose", case, "MICROCREDITO_IMPR", "NASPI_ANTICIPATA")
    tell(somicis, said, "desk orientation", case)
    tell(somicis, said, "desk sheet", case, "--reference", "SCHEDA/2023/1")
    said["declined"] = tell(somicis, said, "desk refer", case, "--to", JOB_CENTRE, "--purpose", "employment_services")
    tell(somicis, said, "desk refer", case, "--to", CHAMBER, "--purpose", "enterprise_orientation", "--within", "5")
    tell(somicis, said, "desk follow-up", case, "--channel", "phone")


def answer_as_partners(somicis: Somicis, said: Told) -> None:
    """One declines; the other lets five working days pass, is asked again, and sees it through."""
    of_chamber, declined = said["desk refer"]["referral_id"], said.pop("declined")["referral_id"]
    as_chamber = ("--as", CHAMBER)
    somicis.json("dev", "clock", "show")
    tell(somicis, said, "partner decline", declined, "--reason", "no_capacity", "--as", JOB_CENTRE)
    tell(somicis, said, "dev clock set", "2023-01-17T09:00")
    tell(somicis, said, "partner resend", of_chamber)
    tell(somicis, said, "partner accept", of_chamber, *as_chamber)
    tell(somicis, said, "partner appointment", of_chamber, "--on", "18/1/2023", *as_chamber)
    tell(somicis, said, "partner complete", of_chamber, "--outcome", "served", *as_chamber)
    tell(somicis, said, "dev clock set", "2023-01-20T09:00")
    tell(somicis, said, "desk close", said["desk open"]["case_id"], "--outcome", "oriented", "--evidence", "PROT/1")


def match_somebody(somicis: Somicis, said: Told) -> None:
    """Who came without a case: what fits, and the same decision made again."""
    facts, record = (somicis.stack_file.with_name(name) for name in ("facts.yaml", "record.json"))
    facts.write_text(FACTS, "utf-8")
    tell(somicis, said, "catalogue match", "--facts", str(facts), "--on", "16/1/2023", "--record", str(record))
    tell(somicis, said, "catalogue rerun", str(record))
    tell(somicis, said, "catalogue advise", "--facts", str(facts), "--on", "16/1/2023")
    two = ("--measure", "MICROCREDITO_IMPR", "--measure", "NASPI_ANTICIPATA", "--on", "16/1/2023")
    paper = ("--facts", str(facts), "--lang", "ar", "--to", str(somicis.stack_file.with_name("paper.pdf")))
    tell(somicis, said, "catalogue sheet", *two, *paper)
    tell(somicis, said, "catalogue compare", *two, *paper)
    draft = f"{MEASURES}/microcredito_impr.yaml"
    tell(somicis, said, "catalogue rehearse", draft, "--on", "16/1/2023", "--generated", "20", "--seed", "7")


def look_at_everything(somicis: Somicis, said: Told) -> None:
    """Every question there is, two at a time."""
    case, referral = said["desk open"]["case_id"], said["desk refer"]["referral_id"]
    workbook = str(somicis.stack_file.with_name("microcredito_impr.xlsx"))
    questions: dict[str, tuple[str, ...]] = {
        "catalogue export": ("MICROCREDITO_IMPR", "--file", workbook),
        "catalogue lint": (),
        "catalogue list": (),
        "catalogue show": ("MICROCREDITO_IMPR",),
        "desk list": (),
        "desk recipients": (),
        "desk show": (case,),
        "partner list": ("--as", CHAMBER),
        "partner organisations": (),
        "partner show": (referral, "--as", CHAMBER),
        "report sheet": QUARTER,
        "report evidence": ("S23", *QUARTER),
        "audit history": (case,),
        "status": (),
        "dev clock show": (),
    }
    with ThreadPoolExecutor(2) as two:
        list(two.map(lambda command: tell(somicis, said, command, *questions[command]), questions))
    for of_whom in (("partner", "--as", CHAMBER), ("catalogue",)):
        watched = somicis(of_whom[0], "watch", "--once", *of_whom[1:], "--output", "json")
        said[f"{of_whom[0]} watch"] = [json.loads(line) for line in watched.out.splitlines()]
