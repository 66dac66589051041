"""The words of decision letters."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from stipend_portal.formats import as_kronor
from stipend_portal.letters import fill, letter_for
from stipend_portal.models import LetterTemplate
from stipend_portal.models.decision import Basis, Outcome
from stipend_portal.models.letter_template import PLACEHOLDERS
from stipend_portal.states import State
from tests.factories.portal import decide, make_application

pytestmark = pytest.mark.django_db


def decided(**changes: object) -> object:
    """A decision on a prepared application."""
    language = changes.pop("language", "sv")
    case = make_application(state=State.PREPARED, language=language)
    return decide(case, **changes).current_decision


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("outcome", Outcome)
def test_there_is_a_letter_for_each_outcome_in_each_language(outcome: Outcome, language: str) -> None:
    money = {Outcome.GRANTED: 4_000, Outcome.PARTLY_GRANTED: 3_000}
    decision = decided(outcome=outcome, amount=money.get(outcome, 0), language=language)
    letter = letter_for(decision)
    assert decision.application.reference in letter.subject
    assert re.findall(r"\{\w*\}", letter.subject + letter.body) == []
    for words in ("Alva Exempel", "Türi, Estland", decision.reason, "§ 12", "Exempelenheten"):
        assert words in letter.body
    if decision.amount:
        with override(language):
            assert as_kronor(decision.amount) in letter.body


def test_it_never_says_that_a_no_can_be_appealed_on_its_merits() -> None:
    body = letter_for(decided(outcome=Outcome.REFUSED, amount=0)).body
    assert "pröva om beslutet är lagligt" in body
    assert "överklaga" not in body.lower()


def test_a_delegated_decision_tells_by_what_right_and_not_of_the_board() -> None:
    board = letter_for(decided()).body
    delegated = letter_for(decided(basis=Basis.DELEGATION, basis_reference="punkt 3.2")).body
    assert "Barn- och utbildningsnämnden" in board
    assert "Barn- och utbildningsnämnden" not in delegated
    assert "punkt 3.2" in delegated


def test_what_someone_wrote_in_braces_is_filled_in_by_nothing() -> None:
    assert fill("{reason} {name}", {"reason": "{name} & {x}", "name": "Alva"}) == "{name} & {x} Alva"
    assert "{amount}" in letter_for(decided(reason="Se {amount}.")).body


@pytest.mark.parametrize("words", ["{email} {reason}", "{reason} {0}", "{reason} { name }", "{reason} {}"])
def test_a_template_with_something_that_cannot_be_filled_in_is_refused(words: str) -> None:
    template = LetterTemplate.objects.first()
    template.body = words
    with pytest.raises(ValidationError) as error:
        template.full_clean()
    assert set(error.value.message_dict) == {"body"}


def test_a_template_must_hold_the_reason() -> None:
    template = LetterTemplate.objects.first()
    template.body = "Hej {name}!"
    with pytest.raises(ValidationError):
        template.full_clean()


def test_every_placeholder_can_be_used() -> None:
    decision = decided()
    template = LetterTemplate.objects.get(outcome=decision.outcome, language="sv")
    template.body = " ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    template.full_clean()
    template.save()
    assert "{" not in letter_for(decision).body
