"""The tree of legal forms: a rule on a parent admits its children, a parent leaves a rule on a child open."""

import pytest

from services.catalogue.domain.reference.legal_forms import (
    LEAVES,
    LEGAL_FORMS,
    can_trade,
    leaves,
    legal_form,
    parents,
)
from services.catalogue.domain.reference.unknown_code import UnknownCode


@pytest.mark.parametrize(
    ("form", "below"),
    [
        ("cooperativa", {"produzione_lavoro", "sociale_a", "sociale_b", "cooperativa_altra"}),
        ("cooperativa_sociale", {"sociale_a", "sociale_b"}),
        ("societa_persone", {"snc", "sas"}),
        ("societa_capitali", {"srl", "srls", "spa"}),
    ],
)
def test_a_family_of_forms_is_all_its_kinds(form: str, below: set[str]) -> None:
    """A person who says only “cooperative” may found any of these: a rule on one of them is still open."""
    assert leaves(form) == below
    assert form not in LEAVES


def test_every_form_is_below_its_parents_and_below_itself() -> None:
    """Going up and coming down again loses nothing."""
    for form in LEGAL_FORMS:
        assert leaves(form)
        for parent in parents(form):
            assert leaves(form) <= leaves(parent)
    assert all(leaves(leaf) == {leaf} for leaf in LEAVES)
    assert parents("sociale_b") == ("cooperativa_sociale", "cooperativa")


def test_a_mutual_aid_society_cannot_trade_and_the_answer_says_what_to_form() -> None:
    """L. 3818/1886: twelve women want a bakery, and a società di mutuo soccorso may not run one."""
    assert [form for form in LEAVES if not can_trade(form)] == ["sms"]
    assert legal_form("sms").instead == ("cooperativa", "impresa_sociale")
    assert "3818/1886" in legal_form("sms").cannot_trade


def test_a_form_has_a_name_in_both_languages() -> None:
    """Text refuses a row without one; the two are not the same word by mistake."""
    assert all(form.name.it and form.name.en for form in LEGAL_FORMS.values())
    assert legal_form("sms").name.it == "Società di mutuo soccorso"


@pytest.mark.parametrize(
    ("code", "meant"),
    [
        ("cooperativa_produzione_lavoro", ("produzione_lavoro",)),
        ("Srls", ("srls", "srl")),
        ("impresa_sociale", ()),
        ("startup_innovativa", ()),
    ],
)
def test_another_spelling_is_refused(code: str, meant: tuple[str, ...]) -> None:
    """One word per form; impresa sociale and startup innovativa are qualifications, not forms."""
    with pytest.raises(UnknownCode) as refused:
        legal_form(code)

    assert refused.value.near == meant
    with pytest.raises(UnknownCode):
        leaves(code)
