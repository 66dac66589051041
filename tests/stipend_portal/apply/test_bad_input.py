"""What is wrong is answered with 422 and words that help; what was typed is in the page and in the draft."""

from html import escape, unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from stipend_portal.models import Application, DraftStep
from tests.factories.typed import ABOUT, BUDGET, CUSTODY, GUARDIANS, TRIP, TYPED, WHY, Applicant, typed

pytestmark = pytest.mark.django_db

Changes = dict[str, Any]

NO_SUCH_DAY = "There is no such day. Write it with numbers, for example 27 3 2011."
ASK = "If this is wrong, ask us: Exempelenheten, exempel@example.org"
AGES = "The stipend is for those who are 13 to 19 years old on 1 June 2027."
LONG = "å" * 20_000
TOO_LONG = "Make the text shorter: at most {most} characters. It is now 20000."


def day(name: str, *parts: str) -> Changes:
    """The three boxes of a date."""
    return {f"{name}_{number}": part for number, part in enumerate(parts)}


WRONG: list[tuple[str, Changes, str]] = [
    # Days
    (ABOUT, day("birth_date", "31", "2", "2011"), NO_SUCH_DAY),
    (ABOUT, day("birth_date", "29", "2", "2011"), NO_SUCH_DAY),
    (ABOUT, day("birth_date", "0", "0", "0"), NO_SUCH_DAY),
    (ABOUT, day("birth_date", "27", "13", "2011"), NO_SUCH_DAY),
    (ABOUT, day("birth_date", "27", "mars", "2011"), NO_SUCH_DAY),
    (ABOUT, day("birth_date", "27", "3", "11"), NO_SUCH_DAY),
    (ABOUT, day("birth_date", "-27", "3", "2011"), NO_SUCH_DAY),
    (ABOUT, day("birth_date", "2_7", "3", "2011"), NO_SUCH_DAY),
    (ABOUT, day("birth_date", "+27", "3", "2011"), NO_SUCH_DAY),
    (ABOUT, day("birth_date", "²7", "3", "2011"), NO_SUCH_DAY),
    (ABOUT, day("birth_date", "27", "3", "9" * 5_000), NO_SUCH_DAY),
    (ABOUT, day("birth_date", "27", "3", "99999"), NO_SUCH_DAY),
    (ABOUT, day("birth_date", "27", "3", "1899"), NO_SUCH_DAY),
    (ABOUT, day("birth_date", "💥", "<b>", "\u202e2011"), NO_SUCH_DAY),
    (ABOUT, day("birth_date", "27", "", "2011"), "Write all three: day, month and year."),
    (ABOUT, day("birth_date", "", "", ""), "Write the day, month and year you were born."),
    (
        ABOUT,
        day("birth_date", "2", "2", "2027"),
        "The day you were born cannot be in the future. Check the year.",
    ),
    (ABOUT, day("birth_date", "1", "1", "1905"), "Check the year you were born."),
    # Ages
    (ABOUT, day("birth_date", "2", "6", "2014"), f"{AGES} You turn 13 on 2 June 2027. {ASK}"),
    (ABOUT, day("birth_date", "1", "6", "2007"), f"{AGES} On that day you are 20. {ASK}"),
    (ABOUT, day("birth_date", "29", "2", "2016"), f"{AGES} You turn 13 on 1 March 2029. {ASK}"),
    # Long texts
    (ABOUT, {"full_name": LONG}, TOO_LONG.format(most=120)),
    (ABOUT, {"phone": LONG}, TOO_LONG.format(most=30)),
    (GUARDIANS, {"first_name": LONG}, TOO_LONG.format(most=120)),
    (TRIP, {"other_place": LONG}, TOO_LONG.format(most=200)),
    (TRIP, {"plan": LONG}, TOO_LONG.format(most=3000)),
    (WHY, {"reason": LONG}, TOO_LONG.format(most=3000)),
    (WHY, {"sharing": LONG}, TOO_LONG.format(most=3000)),
    # Nothing written
    (ABOUT, {"full_name": ""}, "Write your first and last name."),
    (ABOUT, {"full_name": " \u00a0\t"}, "Write your first and last name."),
    (ABOUT, {"connection": ""}, "Choose your link to Åmål."),
    (CUSTODY, {"situation": ""}, "Choose what is true for you. If you are unsure, ask the adults at home."),
    (GUARDIANS, {"second_name": ""}, "Write the other guardian's name. If you have only one, go"),
    (TRIP, {"purpose": ""}, "Choose what you will do."),
    (TRIP, {"destination": ""}, "Choose where you are going."),
    (TRIP, {"other_place": ""}, "Write the town and country you are going to."),
    (TRIP, {"plan": ""}, "Tell us about the trip. A few sentences are enough."),
    (WHY, {"reason": ""}, "Write why you want to make this trip."),
    # Addresses
    (GUARDIANS, {"first_email": "gun"}, "Write an e-mail address like namn@example.org."),
    (GUARDIANS, {"first_email": "gun@"}, "Write an e-mail address like namn@example.org."),
    (GUARDIANS, {"first_email": "gun@example.org\nBcc: b@example.org"}, "Write an e-mail address like"),
    (GUARDIANS, {"first_email": "a@" + "b" * 60 + ".example" * 30 + ".org"}, "Make the text shorter:"),
    (GUARDIANS, {"first_email": "Alva@Example.org"}, "This is your own address."),
    (GUARDIANS, {"second_email": "alva@example.org"}, "This is your own address."),
    (GUARDIANS, {"second_email": "GUN@example.org"}, "The two guardians need an address each"),
    # The journey
    (
        TRIP,
        day("homecoming", "13", "6", "2027"),
        "You cannot come home before you leave. Check the two days.",
    ),
    (TRIP, day("departure", "14", "6", "2072"), "Check the year."),
    (TRIP, day("departure", "14", "6", "2007"), "Check the year."),
    (TRIP, day("homecoming", "31", "6", "2027"), NO_SUCH_DAY),
    # Amounts
    (BUDGET, {"amount": ""}, "Write how many kronor you apply for."),
    (BUDGET, {"amount": "-4000"}, "The amount cannot be below zero."),
    (BUDGET, {"amount": "\u22124 000 kr"}, "The amount cannot be below zero."),
    (BUDGET, {"amount": "0"}, "Write an amount above zero."),
    (BUDGET, {"amount": "0,00"}, "Write an amount above zero."),
    (BUDGET, {"amount": "10 000 001"}, "The amount is too large. Check the number of zeros."),
    (BUDGET, {"amount": "9" * 15}, "The amount is too large. Check the number of zeros."),
    (BUDGET, {"amount": "9" * 20_000}, "Write the amount with numbers, for example 1 200."),
    (BUDGET, {"amount": "1e9"}, "Write the amount with numbers, for example 1 200."),
    (BUDGET, {"amount": "NaN"}, "Write the amount with numbers, for example 1 200."),
    (BUDGET, {"amount": "mycket pengar"}, "Write the amount with numbers, for example 1 200."),
    (BUDGET, {"amount": "💰💰"}, "Write the amount with numbers, for example 1 200."),
    (BUDGET, {"amount": "8 001"}, "You can apply for at most 8,000 kronor in this round."),
    (
        BUDGET,
        {"amount": "4 001"},
        "What is missing is 4,000 kronor.",
    ),
    (BUDGET, {"rows_what": [""], "rows_amount": [""]}, "Write at least one thing that costs money"),
    (BUDGET, {"rows_what": ["Flyg", "Tåg"], "rows_amount": ["4000", ""]}, "Row 2: write what it costs."),
    (BUDGET, {"rows_what": ["", "Tåg"], "rows_amount": ["4000", "1"]}, "Row 1: write what it is."),
    (BUDGET, {"rows_what": ["Flyg"], "rows_amount": ["-4000"]}, "Row 1: The amount cannot be below zero."),
    (BUDGET, {"rows_what": ["Flyg"], "rows_amount": ["många"]}, "Row 1: Write the amount with numbers"),
    (BUDGET, {"rows_what": ["F" * 201], "rows_amount": ["1"]}, "Row 1: write it shorter"),
    (BUDGET, {"rows_what": ["F"] * 31, "rows_amount": ["1"] * 31}, "Use at most 30 rows."),
    (BUDGET, {"rows_what": ["Flyg", "Tåg"], "rows_amount": ["4000"]}, "Row 2: write what it costs."),
]


def ids(value: Any) -> str | None:
    """A short name for a case."""
    return "-".join(value)[:40] if isinstance(value, dict) else str(value)[:40]


@pytest.mark.parametrize(("step", "changes", "message"), WRONG, ids=ids)
def test_what_is_wrong_is_told_and_nothing_is_lost(
    filled: Applicant, step: str, changes: Changes, message: str
) -> None:
    response = filled.save(step, **changes)
    page = response.content.decode()
    assert response.status_code == 422
    assert message in unescape(page)
    assert "There is a problem" in page
    row = DraftStep.objects.get(draft=filled.draft, step=step)
    assert (row.complete, row.revision) == (False, 2)
    for name, value in typed(step, **changes).items():
        values = value if isinstance(value, list) else [value]
        assert row.data[name] == values
        for each in values:
            assert each in unescape(page)
    assert not Application.objects.exists()


@pytest.mark.parametrize(("step", "changes", "_message"), WRONG[::7], ids=ids)
def test_what_is_wrong_cannot_be_sent(filled: Applicant, step: str, changes: Changes, _message: str) -> None:
    shown = filled.open("kontrollera").context["shown"]
    filled.save(step, **changes)
    response = filled.client.post(filled.url("kontrollera"), {"shown": shown})
    assert (response.status_code, response.headers["Location"]) == (302, filled.url(step))
    assert not Application.objects.exists()


@pytest.mark.parametrize("step", [ABOUT, GUARDIANS, TRIP, BUDGET, WHY])
def test_an_empty_page_says_what_is_missing_with_links_to_each_input(filled: Applicant, step: str) -> None:
    response = filled.post(step, {})
    assert response.status_code == 422
    page = response.content.decode()
    errors = response.context["form"].all_errors()
    assert errors
    for anchor, message in errors:
        assert f'<a href="#{anchor}">{escape(message)}</a>' in page
        assert f'id="{anchor}"' in page


@pytest.mark.parametrize("step", [ABOUT, CUSTODY, TRIP])
def test_an_alternative_that_does_not_exist_is_refused(filled: Applicant, step: str) -> None:
    choices = {ABOUT: "connection", CUSTODY: "situation", TRIP: "destination"}
    assert filled.save(step, **{choices[step]: "månen"}).status_code == 422


STRANGE = [
    "Åsa Ö. O’Neil-d'Ävila",
    "李小龍",
    "محمد بن سلمان",
    "\u202eelpmexE avlA\u202c",
    "👩‍👧‍👦 Alva 🇸🇪",
    "<script>alert('hej')</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }} {% now 'Y' %} %(name)s %s {0}",
    "'; DROP TABLE stipend_portal_application; --",
    "[[secret-link:sv]]",
    "Z̸̢a̷l̵g̴o̶",
    "=HYPERLINK(1)",
]


@pytest.mark.parametrize("text", STRANGE)
@pytest.mark.sqlite
def test_any_words_are_kept_sent_and_shown_as_text(filled: Applicant, text: str) -> None:
    assert filled.save(ABOUT, full_name=text).status_code == 302
    assert filled.save(TRIP, other_place=text, plan=f"{text}\r\n\r\n{text}").status_code == 302
    assert filled.save(BUDGET, rows_what=[text], rows_amount=["4000"]).status_code == 302
    pages = [filled.open(step).content.decode() for step in (ABOUT, TRIP, BUDGET, "kontrollera")]
    assert filled.send().status_code == 302
    answers = filled.application.latest_version.answers
    assert answers["about"]["full_name"] == text
    assert answers["trip"]["plan"].split() == f"{text} {text}".split()
    own = filled.client.get(f"/en/mina-ansokningar/{filled.application.reference}/").content.decode()
    guardian = filled.application.approvals.earliest("pk")
    pages += [own, Client().get(guardian.get_absolute_url()).content.decode()]
    for page in pages:
        assert escape(text) in page.replace("&#39;", "&#x27;")
        assert "<script>alert" not in page
        assert "<img src=x" not in page


@pytest.mark.parametrize("text", ["A\x00lva Exempel", "\x00Alva Exempel\x00"])
def test_nul_characters_are_left_out_and_the_rest_is_taken(filled: Applicant, text: str) -> None:
    assert filled.save(ABOUT, full_name=text).status_code == 302
    assert filled.words(ABOUT, "full_name") == "Alva Exempel"
    assert filled.save(BUDGET, rows_what=["Fl\x00yg"], rows_amount=["4\x00000"]).status_code == 302
    assert filled.send().status_code == 302
    assert filled.application.applicant_name == "Alva Exempel"


def test_bytes_that_are_no_text_do_no_harm(filled: Applicant) -> None:
    body = f"revision=1&{ABOUT}-full_name=%ff%fe%ed%a0%80&{ABOUT}-connection=both"
    response = filled.client.post(filled.url(ABOUT), body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 422


@pytest.mark.parametrize("amount", ["1 200 kr", "1.200", "1200,00", "1\u00a0200:-", "SEK 1200", " 1200 "])
def test_an_amount_is_understood_as_people_write_it(filled: Applicant, amount: str) -> None:
    assert filled.save(BUDGET, amount=amount).status_code == 302
    assert "1,200 kronor" in filled.open("kontrollera").content.decode()
    assert filled.words(BUDGET, "amount") == amount
    filled.send()
    assert filled.application.amount_applied == 1200


def test_ore_are_kept(filled: Applicant) -> None:
    filled.save(BUDGET, amount="1200,50")
    filled.send()
    assert str(filled.application.amount_applied) == "1200.50"


def test_empty_rows_between_rows_are_left_out(filled: Applicant) -> None:
    filled.save(BUDGET, rows_what=["", "Flyg", "", "Tåg"], rows_amount=["", "4000", "", "1"])
    filled.send()
    rows = filled.application.latest_version.answers["budget"]["rows"]
    assert [(row["what"], row["amount"]) for row in rows] == [("Flyg", "4000"), ("Tåg", "1")]


def test_a_text_of_exactly_the_longest_length_is_taken(filled: Applicant) -> None:
    assert filled.save(WHY, reason="å" * 3000).status_code == 302
    assert filled.save(WHY, reason="å" * 3001).status_code == 422


def test_days_may_be_written_with_zeros_and_spaces(filled: Applicant) -> None:
    assert filled.save(ABOUT, **day("birth_date", " 07 ", "03", "2011")).status_code == 302


def test_the_same_day_out_and_home_is_a_journey(filled: Applicant) -> None:
    assert filled.save(TRIP, **day("homecoming", "14", "6", "2027")).status_code == 302


def test_inputs_that_are_not_the_pages_are_not_stored(filled: Applicant) -> None:
    noise = {"skräp": "1", "om-dig-is_admin": "1", "full_name": "x", "resan-plan": "x", "state": "decided"}
    assert filled.post(ABOUT, typed(ABOUT) | noise).status_code == 302
    assert set(DraftStep.objects.get(step=ABOUT).data) == set(typed(ABOUT))


@pytest.mark.parametrize("revision", ["", "x", "-1", "1e3", "١", "9" * 400, "0", "99"])
def test_a_revision_mark_that_is_not_the_last_never_overwrites(filled: Applicant, revision: str) -> None:
    response = filled.client.post(filled.url(WHY), typed(WHY, reason="Nytt.") | {"revision": revision})
    assert response.status_code == 409
    assert filled.words(WHY, "reason") == TYPED[WHY]["reason"]


def test_more_inputs_than_any_page_has_are_refused_in_plain_words(filled: Applicant) -> None:
    many = "&".join(f"x{number}=1" for number in range(10_001))
    response = filled.client.post(filled.url(WHY), many, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 400
    assert "We could not understand what was sent" in response.content.decode()
    assert filled.words(WHY, "reason") == TYPED[WHY]["reason"]


def test_a_body_too_large_to_be_a_page_is_refused_in_plain_words(filled: Applicant) -> None:
    large = f"{WHY}-reason=" + "x" * 3_000_000
    response = filled.client.post(filled.url(WHY), large, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 400
    assert "We could not understand what was sent" in response.content.decode()
    assert filled.words(WHY, "reason") == TYPED[WHY]["reason"]


def test_a_multipart_body_that_is_broken_is_refused(filled: Applicant) -> None:
    response = filled.client.post(filled.url(WHY), b"--x\r\nskr", content_type="multipart/form-data")
    assert response.status_code == 400


def test_a_form_without_its_protection_mark_is_refused_in_plain_words(filled: Applicant) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(filled.draft.owner)
    for step in (WHY, "kontrollera"):
        response = strict.post(filled.url(step), typed(WHY, reason="Nytt.") | {"revision": 1})
        assert response.status_code == 403
        assert "The page had been open too long" in response.content.decode()
    assert filled.words(WHY, "reason") == TYPED[WHY]["reason"]
    assert not Application.objects.exists()


def test_a_file_in_a_post_is_not_taken(filled: Applicant) -> None:
    file = SimpleUploadedFile("exempel.txt", b"hej")
    response = filled.client.post(filled.url(WHY), typed(WHY) | {"revision": 1, f"{WHY}-reason": file})
    assert response.status_code == 422
    assert "Write why you want to make this trip." in response.content.decode()
