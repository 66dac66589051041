"""The pages on which an officer enters a paper application."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from home.models import User
from stipend_portal.models import Application, Round, RoundRole
from stipend_portal.phases import Phase
from stipend_portal.states import Role, State
from tests.factories import files
from tests.factories.paper import enter, group_round, posted
from tests.factories.portal import clear_of_conflict, make_application, make_round, make_staff
from tests.factories.snapshot import portal_snapshot
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def desk(as_user: SignIn, officer: User) -> Client:
    """The officer's browser."""
    return as_user(officer)


def page(round_: Round) -> str:
    """The form for a round."""
    return reverse("paper:enter", args=[round_.pk])


def send(client: Client, round_: Round, **changes: Any) -> Any:
    """Post the form."""
    return client.post(page(round_), posted(round_, **changes))


def problems(response: Any) -> list[str]:
    """What the page says is wrong, in its order."""
    assert response.status_code == 422
    assert not Application.objects.exists()
    return [words for _anchor, words in response.context["errors"]]


def test_only_her_own_rounds_that_are_not_closed_are_offered(
    desk: Client, officer: User, round_: Round
) -> None:
    closed = make_round(phase=Phase.CLOSED)
    RoundRole.objects.create(round=closed, user=officer, role=Role.CASE_OFFICER)
    make_round()
    assert list(desk.get(reverse("paper:index")).context["rounds"]) == [round_]
    assert desk.get(page(closed)).status_code == 409
    assert desk.post(page(closed)).status_code == 409


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_round_of_others_is_not_found(desk: Client, method: str) -> None:
    assert getattr(desk, method)(page(make_round())).status_code == 404


def test_a_paper_that_says_the_least_becomes_a_case_that_can_be_read(desk: Client, round_: Round) -> None:
    response = send(desk, round_)
    case = Application.objects.get()
    assert response.url == reverse("cases:case", args=[case.pk])
    shown = desk.get(response.url)
    assert shown.status_code == 200
    assert [each.name for each in shown.context["attachments"]] == ["ansokan.pdf"]
    assert case.latest_version.answers["trip"]["destination"] == "Oslo, Norge"
    assert case.latest_version.answers["trip"]["departure"] == "2027-06-14"
    assert (case.birth_date.isoformat(), case.amount_applied) == ("2008-03-27", 4000)


def test_everything_that_a_paper_says_is_kept_as_the_site_keeps_it(as_user: SignIn) -> None:
    round_ = group_round()
    desk = as_user(make_staff(Role.CASE_OFFICER, rounds=[round_]))
    changes = {
        "about__birth_date": "27 mars 2011",
        "about__connection": "lives",
        "about__school": "Exempelskolan, 9B",
        "custody__situation": "two",
        "guardians__first_name": "Gun Exempel",
        "guardians__first_email": "gun@example.org",
        "guardians__second_name": "Gary Exempel",
        "members-rows-0-name": "Bo Exempel",
        "members-rows-0-birth_date": "1 5 2010",
        "members-rows-0-connection": "studies",
        "members-rows-0-email": "bo@example.org",
        "trip__homecoming": "2027-06-28",
        "trip-stops-0-place": "Bergen",
        "budget-rows-0-what": "Tåg",
        "budget-rows-0-amount": "1 200 kr",
        "budget-rows-0-quote": "on",
        "why__reason": "Jag vill se fjordar.",
    }
    assert send(desk, round_, **changes).status_code == 302
    answers = Application.objects.get().latest_version.answers
    assert answers["about"] == {
        "full_name": "Alva Exempel",
        "birth_date": "2011-03-27",
        "connection": "lives",
        "phone": "",
        "school": "Exempelskolan, 9B",
    }
    assert answers["custody"] == {"situation": "two"}
    assert answers["guardians"]["second_name"] == "Gary Exempel"
    assert answers["together"] == {"how": "group"}
    assert answers["members"]["rows"] == [
        {
            "name": "Bo Exempel",
            "birth_date": "2010-05-01",
            "connection": "studies",
            "email": "bo@example.org",
        }
    ]
    assert answers["trip"]["stops"] == [{"place": "Bergen", "when": "", "what": ""}]
    assert answers["budget"] == {
        "rows": [{"what": "Tåg", "amount": "1200", "quote": "yes"}],
        "amount": "4000",
    }


WRONG = [
    ({"arrival": None}, "Write the day it came."),
    (
        {"arrival": (timezone.localdate() + timedelta(days=2)).isoformat()},
        "That day has not come yet. Check the day.",
    ),
    ({"scans": None}, "Choose at least one file with the scanned paper."),
    ({"about__full_name": None}, "Write your first and last name."),
    (
        {"about__birth_date": "31 2 2010"},
        "There is no such day. Write it with numbers, for example 27 3 2011.",
    ),
    ({"about__birth_date": "1 1 1901"}, "Check the year of birth."),
    ({"trip__destination": None}, "Choose where you are going."),
    ({"trip__other_place": None}, "Write the town and country you are going to."),
    ({"trip__departure": None}, "Write the day, month and year you leave."),
    ({"trip__departure": "14 6 2099"}, "Check the year."),
    ({"trip__homecoming": "1 6 2027"}, "Nobody comes home before leaving. Check the two days."),
    ({"budget__amount": "mycket"}, "Write the amount with numbers, for example 1 200."),
    ({"budget__amount": "0"}, "Write an amount above zero."),
    (
        {"postal_address": None},
        "Write the postal address, or an e-mail address above: else we cannot tell what is decided.",
    ),
    ({"no_conflict": None}, "Tick this, or leave the paper to a colleague if you have jäv."),
    (
        {"custody__situation": "two"},
        "The applicant is not under 18, so no guardian is asked. Empty this, or check the birth day.",
    ),
    (
        {
            "about__birth_date": "27 3 2011",
            "custody__situation": "one",
            "guardians__first_name": "Gun Exempel",
            "guardians__second_name": "Gary Exempel",
        },
        "This does not fit who decides about the applicant. Empty it, or choose again above.",
    ),
    (
        {
            "about__birth_date": "27 3 2011",
            "contact_email": "alva@example.org",
            "guardians__first_name": "Gun Exempel",
            "guardians__first_email": "Alva@example.org",
        },
        "Someone else has this address. Each needs one of her own.",
    ),
    ({"budget-rows-0-what": "Tåg"}, "What costs money on the trip? Row 1: Write what it costs."),
]


@pytest.mark.parametrize(("changes", "words"), WRONG)
def test_what_is_wrong_is_told_with_how_to_mend_it(
    desk: Client, round_: Round, changes: dict[str, Any], words: str
) -> None:
    response = send(desk, round_, why__reason="Jag vill se fjordar.", **changes)
    assert problems(response) == [words]
    assert "Jag vill se fjordar." in text(response)


def test_it_is_said_that_files_must_be_chosen_again(desk: Client, round_: Round) -> None:
    assert "Choose the files with the scanned paper again" in text(send(desk, round_, about__full_name=None))
    nothing = send(desk, round_, about__full_name=None, scans=None)
    assert "Choose the files with the scanned paper again" not in text(nothing)


def test_a_file_that_is_no_paper_is_refused_by_its_name(desk: Client, round_: Round) -> None:
    scans = [SimpleUploadedFile("ett.pdf", files.pdf()), SimpleUploadedFile("två.exe", b"MZ")]
    [words] = problems(send(desk, round_, scans=scans))
    assert words.startswith("två.exe: This is not a picture or a PDF.")


def test_several_pages_become_several_attachments(desk: Client, round_: Round) -> None:
    scans = [SimpleUploadedFile("ett.jpg", files.jpeg()), SimpleUploadedFile("två.pdf", files.pdf())]
    send(desk, round_, scans=scans)
    names = [
        file["name"] for file in Application.objects.get().latest_version.answers["attachments"]["files"]
    ]
    assert names == ["ett.jpg", "två.pdf"]


def test_a_day_before_the_round_opened_must_be_confirmed(desk: Client, round_: Round) -> None:
    early = timezone.localdate(round_.opens_at - timedelta(days=2)).isoformat()
    [words] = problems(send(desk, round_, arrival=early))
    assert words.startswith("The round opened on")
    assert send(desk, round_, arrival=early, early="on").status_code == 302
    assert timezone.localdate(Application.objects.get().received_at).isoformat() == early


def test_a_double_click_is_one_case(desk: Client, round_: Round) -> None:
    data = posted(round_)
    first = desk.post(page(round_), data)
    again = posted(round_, token=data["token"])
    before = portal_snapshot()
    second = desk.post(page(round_), again)
    assert (second.status_code, second.url) == (302, first.url)
    assert portal_snapshot() == before
    assert "It has not been entered twice." in text(desk.get(second.url))


def test_nothing_posted_is_refused_with_words(desk: Client, round_: Round) -> None:
    assert desk.post(page(round_)).status_code == 422


def test_two_in_a_group_with_one_address_are_told_apart(as_user: SignIn) -> None:
    round_ = group_round()
    desk = as_user(make_staff(Role.CASE_OFFICER, rounds=[round_]))
    rows = {
        f"members-rows-{row}-{name}": value
        for row in range(2)
        for name, value in (("name", "Bo"), ("birth_date", "1 5 2010"), ("email", "bo@example.org"))
    }
    [words] = problems(send(desk, round_, **rows))
    assert words.endswith("Row 2: Someone else has this address. Each needs one of her own.")


def test_the_checklist_says_when_the_paper_does_not_tell_the_link_to_amal(
    desk: Client, officer: User, round_: Round
) -> None:
    case = enter(round=round_, actor=officer)
    lines = {line.key: line for line in desk.get(reverse("cases:case", args=[case.pk])).context["lines"]}
    assert (lines["link"].standing.name, lines["link"].text.split(".")[0]) == (
        "JUDGE",
        "Not told by: Alva Exempel",
    )


def test_an_officer_records_from_the_case_page_that_it_is_taken_back(
    desk: Client, officer: User, round_: Round
) -> None:
    case = enter(round=round_, actor=officer)
    address = reverse("cases:withdraw", args=[case.pk])
    assert address in text(desk.get(reverse("cases:case", args=[case.pk])))
    assert desk.post(address, {"note": "Hon ringde."}).status_code == 422
    on = timezone.localdate().isoformat()
    told = {"how": "telephone", "who": "Alva Exempel", "on": on, "note": "Hon ringde."}
    done = desk.post(address, told, follow=True)
    case.refresh_from_db()
    assert case.state == State.WITHDRAWN
    assert f"By telephone, {on}: Alva Exempel. Hon ringde." in text(done)
    assert desk.get(address).status_code == 409


def test_it_cannot_be_taken_back_before_it_came_or_in_the_future(desk: Client, round_: Round) -> None:
    case = make_application(round=round_)
    address = reverse("cases:withdraw", args=[case.pk])
    told = {"how": "telephone", "who": "Alva Exempel", "note": "Hon ringde."}
    for days in (-1, 1):
        on = (timezone.localdate() + timedelta(days=days)).isoformat()
        assert desk.post(address, {**told, "on": on}).status_code == 422


@pytest.mark.parametrize("blind", [True, False])
def test_a_board_member_assesses_a_paper_with_missing_answers(
    as_user: SignIn, officer: User, blind: bool
) -> None:
    round_ = make_round(phase=Phase.ASSESSMENT, blind=blind)
    member = make_staff(Role.COMMITTEE_MEMBER, rounds=[round_])
    case = enter(round=round_)
    clear_of_conflict([member], [case])
    shown = as_user(member).get(reverse("assessing:case", args=[case.pk]))
    assert shown.status_code == 200
    assert ("Alva" in text(shown)) == (not blind)


@pytest.mark.parametrize(("noted", "told"), [({}, False), ({"arrival_time": "14:05"}, True)])
def test_the_time_it_came_is_shown_only_where_it_was_noted(
    desk: Client, round_: Round, noted: dict[str, str], told: bool
) -> None:
    send(desk, round_, **noted)
    case = Application.objects.get()
    day = timezone.localdate(case.received_at).isoformat()
    words = text(desk.get(reverse("cases:case", args=[case.pk])))
    listed = text(desk.get(reverse("cases:index")))
    assert (f"{day} 14:05" in words, "14:05" in listed) == (told, told)
    assert day in words
    assert "23:59" not in words
    assert f'<span class="list-when">{day}</span> 23:59' not in listed
