"""Questions that a stipend switches on: asked there, and nowhere else; and what the budget adds up to."""

from typing import Any

import pytest

from home.models import User
from tests.factories.portal import ProgrammeFactory, make_round
from tests.factories.typed import ABOUT, BUDGET, STEPS, TRIP, Applicant, make_draft, typed

pytestmark = pytest.mark.django_db

QUESTIONS = [
    ("asks_school", ABOUT, "school", {"school": "Exempelskolan, 9B"}, "Exempelskolan, 9B"),
    ("asks_host", TRIP, "host", {"host": "En familj i Türi"}, "En familj i Türi"),
    ("asks_own_contribution", BUDGET, "own_contribution", {"own_contribution": "0"}, "0"),
    (
        "asks_two_quotes",
        BUDGET,
        "quotes",
        {"quotes-who": ["A", "B"], "quotes-amount": ["1", "2"]},
        [{"who": "A", "amount": "1"}, {"who": "B", "amount": "2"}],
    ),
]


def writing(user: User, **switches: Any) -> Applicant:
    """Someone who has written everything, in a round of a stipend with these switches."""
    return Applicant(make_draft(user, make_round(programme=ProgrammeFactory(**switches)), done=STEPS))


def post(applicant: Applicant, step: str, words: dict[str, Any]) -> Any:
    """Save a page with these words added."""
    return applicant.post(step, typed(step) | {f"{step}-{name}": value for name, value in words.items()})


@pytest.mark.parametrize(("switch", "step", "name", "words", "kept"), QUESTIONS)
def test_a_question_that_is_switched_on_is_asked_and_its_answer_sent(
    user: User, switch: str, step: str, name: str, words: dict[str, Any], kept: Any
) -> None:
    she = writing(user, **{switch: True})
    missing = post(she, step, {})
    assert (missing.status_code, list(missing.context["form"].errors)) == (422, [name])
    assert post(she, step, words).status_code == 302
    she.send()
    section = {ABOUT: "about", TRIP: "trip", BUDGET: "budget"}[step]
    assert she.application.latest_version.answers[section][name] == kept


@pytest.mark.parametrize(("switch", "step", "name", "words", "_kept"), QUESTIONS)
def test_a_question_that_is_switched_off_is_not_asked_and_its_words_are_noise(
    user: User, switch: str, step: str, name: str, words: dict[str, Any], _kept: object
) -> None:
    she = writing(user)
    assert name not in she.open(step).context["form"].fields
    assert post(she, step, words).status_code == 302
    assert not any(name in key for key in she.draft.steps.get(step=step).data)


def test_one_quote_is_not_two(user: User) -> None:
    she = writing(user, asks_two_quotes=True)
    response = post(she, BUDGET, {"quotes-who": ["A", ""], "quotes-amount": ["1", ""]})
    assert "Write two quotes, one in each row." in response.content.decode()


def test_money_from_elsewhere_is_taken_from_what_can_be_applied_for(user: User) -> None:
    she = writing(user, asks_own_contribution=True, asks_other_funding=True)
    words = {
        "own_contribution": "500",
        "other_funding-who": ["Föreningen Exempel"],
        "other_funding-amount": ["1 000 kr"],
    }
    response = post(she, BUDGET, {**words, "amount": "2 501"})
    assert "What is missing is 2,500 kronor." in response.content.decode()
    assert post(she, BUDGET, {**words, "amount": "2 500"}).status_code == 302


def test_a_quote_is_marked_on_its_own_row_whatever_rows_are_empty(user: User) -> None:
    she = writing(user)
    words = {"rows-what": ["", "Flyg", "Tåg"], "rows-amount": ["", "4000", "1"], "rows-quote": ["3"]}
    post(she, BUDGET, words)
    she.send()
    rows = she.application.latest_version.answers["budget"]["rows"]
    assert [(row["what"], row["quote"]) for row in rows] == [("Flyg", ""), ("Tåg", "yes")]


def test_the_server_adds_up_what_can_be_read_so_far(user: User) -> None:
    she = writing(user)
    words = {"rows-what": ["Flyg", "Tåg", "Mat"], "rows-amount": ["1 200 kr", "1200,50", "många"]}
    she.post(
        BUDGET, typed(BUDGET) | {f"{BUDGET}-{name}": cells for name, cells in words.items()} | {"back": "1"}
    )
    assert "2,400.50 kronor" in she.open(BUDGET).content.decode()


def test_more_places_are_kept_row_by_row(user: User) -> None:
    she = writing(user)
    words = {"stops-place": ["Tallinn", ""], "stops-when": ["18–20 juni", ""], "stops-what": ["", ""]}
    assert post(she, TRIP, words).status_code == 302
    she.send()
    stops = she.application.latest_version.answers["trip"]["stops"]
    assert stops == [{"place": "Tallinn", "when": "18–20 juni", "what": ""}]
