"""An application without what tells who applies."""

from datetime import date
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from stipend_portal.answers import show_answers
from stipend_portal.blinding import Known, Person, blind, reads_blind, who_it_is
from stipend_portal.phases import Phase
from stipend_portal.questions import BUDGET, SECTIONS, TRIP, WHY
from stipend_portal.redaction import words_of
from tests.factories.portal import make_answers

DAY = date(2027, 6, 1)
PEOPLE: dict[str, dict[str, Any]] = {
    "about": {
        "full_name": "Åsa Fiktiv",
        "birth_date": "2011-03-27",
        "connection": "both",
        "phone": "070-123 45 67",
        "school": "Påhittade skolan, 9B",
    },
    "custody": {"situation": "one_unreachable"},
    "guardians": {
        "first_name": "Gunvor Fiktiv",
        "first_email": "gunvor.f@example.org",
        "missing_name": "Hjalmar Låtsas",
        "missing_reason": "Hemligt skäl.",
        "safe_contact": "Ring 0532-17 100",
        "private_reason": "Hemlig sak.",
    },
    "members": {
        "rows": [
            {
                "name": "Bosse Inbillad",
                "birth_date": "2009-01-05",
                "connection": "lives",
                "email": "bosse@example.org",
            }
        ]
    },
    "attachments": {"files": [{"id": "x", "name": "Åsas brev.pdf", "about": "Från Gunvor", "size": 1}]},
}
SECRETS = [
    *("åsa", "fiktiv", "påhittade", "9b", "gunvor", "hjalmar", "låtsas", "bosse", "inbillad", "1234567"),
    *("hemligt", "hemlig", "2011", "27 mars", "brev.pdf"),
]


def answers(**texts: str) -> dict[str, dict[str, Any]]:
    """A whole application, with texts of its own."""
    return {**make_answers(**texts), **PEOPLE}


def shown(given_answers: dict[str, dict[str, Any]], known: Known = Known()) -> str:  # noqa: B008
    """Everything that is read of an application."""
    blinded = blind(given_answers, who_it_is([given_answers], known), age_day=DAY)
    return repr(show_answers(blinded.answers)) + repr(blinded)


def test_of_people_only_ages_and_links_are_left() -> None:
    blinded = blind(answers(), who_it_is([answers()], Known()), age_day=DAY)
    assert blinded.age == 16
    assert blinded.others == (Person(18, "lives"),)
    assert blinded.answers["about"] == {"connection": "both"}
    assert set(blinded.answers) == {"about", "trip", "budget", "why"}


def test_what_was_chosen_or_is_a_number_is_as_it_was() -> None:
    whole = answers()
    blinded = blind(whole, who_it_is([whole], Known()), age_day=DAY).answers
    assert blinded["trip"]["departure"] == whole["trip"]["departure"]
    assert blinded["trip"]["purpose"] == whole["trip"]["purpose"]
    assert blinded["budget"] == whole["budget"]
    assert blinded["trip"]["destination"] == "Türi, Estland"


def test_free_text_is_read_through_also_in_tables() -> None:
    whole = answers(
        plan="Jag heter Åsa och går i 9B på Påhittade skolan. Mamma Gunvor kör.",
        reason="Ring mig på 070 123 45 67 eller bosse@example.org.",
        rows=[{"what": "Tåg för Bosse", "amount": "100", "quote": ""}],
        stops=[{"place": "Hos Hjalmar", "when": "", "what": ""}],
    )
    with override("en"):
        blinded = blind(whole, who_it_is([whole], Known()), age_day=DAY).answers
    assert (
        blinded["trip"]["plan"]
        == "Jag heter [hidden] och går i [hidden] på [hidden] skolan. Mamma [hidden] kör."
    )
    assert blinded["why"]["reason"] == "Ring mig på [hidden] eller [hidden]."
    assert blinded["budget"]["rows"] == [{"what": "Tåg för [hidden]", "amount": "100", "quote": ""}]
    assert blinded["trip"]["stops"] == [{"place": "Hos [hidden]", "when": "", "what": ""}]


@pytest.mark.parametrize("word", ["tjej", "Killen", "flickor", "hon", "hans", "dotter", "girl", "his"])
def test_words_that_tell_a_girl_from_a_boy_are_hidden(word: str) -> None:
    assert word not in shown(answers(reason=f"Jag är en {word} som vill resa."))


def test_what_everyone_says_is_not_hidden_because_a_school_or_a_name_has_it() -> None:
    whole = answers(reason="Jag och min klass på gymnasiet i Åmål vill resa.")
    whole["about"] = {**PEOPLE["about"], "school": "Åmåls gymnasium och skola, klass 1"}
    assert "Jag och min klass på gymnasiet i Åmål vill resa." in shown(whole)


def test_names_of_an_earlier_version_are_hidden_in_the_newer() -> None:
    former, newer = answers(), answers(reason="Åsa och Gunvor")
    newer["about"] = {**PEOPLE["about"], "full_name": "Någon Annan"}
    newer["guardians"] = {}
    with override("en"):
        blinded = blind(newer, who_it_is([former, newer], Known()), age_day=DAY)
    assert blinded.answers["why"]["reason"] == "[hidden] och [hidden]"


def test_what_the_case_knows_beside_the_answers_is_hidden_too() -> None:
    known = Known(
        names=("Greta Rättad",),
        emails=("gretis77@example.org",),
        phones=("0532-99 99 99",),
        places=("Hittepåvägen 3\n662 99 Orten",),
    )
    text = "Greta, gretis77, 0532999999, Hittepåvägen 3, 662 99 i Orten"
    with override("en"):
        page = shown(answers(reason=text), known)
    assert "'[hidden] i [hidden]'" in page


def test_a_question_that_is_not_known_here_is_left_out() -> None:
    whole = answers()
    whole["trip"] = {**whole["trip"], "new_question": "Åsa", "partner_town": "x"}
    whole["new_page"] = {"anything": "Åsa"}
    blinded = blind(whole, who_it_is([whole], Known()), age_day=DAY).answers
    assert "new_page" not in blinded
    assert set(blinded["trip"]) == {question.name for question in TRIP.questions} & set(whole["trip"])


@pytest.mark.parametrize(
    ("phase", "hides"),
    [
        (Phase.OPEN, True),
        (Phase.COMPLETENESS, True),
        (Phase.ASSESSMENT, True),
        (Phase.RANKING, True),
        (Phase.MEETING, False),
        (Phase.CLOSED, False),
    ],
)
def test_a_blind_round_is_blind_until_the_meeting(phase: Phase, hides: bool) -> None:
    assert reads_blind(blind=True, phase=phase) is hides
    assert reads_blind(blind=False, phase=phase) is False


FREE = [
    (section.key, question.name)
    for section in (TRIP, BUDGET, WHY)
    for question in section.questions
    if question.name in {"plan", "host", "reason", "sharing", "destination"}
]
TEXTS = st.lists(
    st.sampled_from(
        ["Åsa", "ÅSAS", "asa", "Fiktiv", "Åsa Fiktiv", "9B", "9 b", "Påhittade", "0701234567", "0532 171 00"]
        + ["gunvor.f@example.org", "Gunvor", "Hjalmar", "Låtsas", "bosse", "Inbillad", "27 mars 2011"]
        + ["vill", "resa", "till", "och", ".", ",", "-", "\n", "!", "(", "2027-06-14", "\u200b", "’s"]
    )
    | st.text(max_size=12),
    max_size=25,
)


PARTS = {"asa", "fiktiv", "pahittade", "gunvor", "hjalmar", "latsa", "latsas", "bosse", "inbillad"}


@given(texts=st.lists(TEXTS, min_size=len(FREE), max_size=len(FREE)), glue=st.sampled_from([" ", ", ", "\n"]))
def test_no_part_of_what_is_hidden_is_left_anywhere(texts: list[list[str]], glue: str) -> None:
    whole = answers()
    for (key, name), words in zip(FREE, texts, strict=True):
        whole[key] = {**whole[key], name: glue.join(words)}
    with override("en"):
        left = blind(whole, who_it_is([whole], Known()), age_day=DAY).answers
    for key, name in FREE:
        found = {word.removesuffix("s") for word in words_of(left[key][name])}
        assert found & PARTS == set()
        assert "@example.org" not in left[key][name]
        assert "1234567" not in left[key][name].replace(" ", "")


def test_every_section_is_shown_in_part_or_left_out_by_choice() -> None:
    """A new page of questions must be thought of here before it is added."""
    assert [section.key for section in SECTIONS] == [
        "about",
        "custody",
        "guardians",
        "together",
        "members",
        "trip",
        "budget",
        "why",
        "attachments",
    ]


def test_nothing_secret_is_read_in_an_application_full_of_it() -> None:
    page = shown(answers(plan="Åsa Fiktiv, 9B Påhittade. Född 27 mars 2011.", reason="Gunvor: 070-1234567"))
    assert [secret for secret in SECRETS if secret in page.casefold()] == []
