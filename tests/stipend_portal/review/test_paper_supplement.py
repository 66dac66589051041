"""The page on which an officer writes in an answer that came on paper."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from home.models import User
from stipend_portal.models import Application, Round, SupplementRequest
from stipend_portal.phases import Phase
from stipend_portal.services.supplement_request import stop_waiting
from stipend_portal.states import State
from tests.factories import files
from tests.factories.paper import enter, group_round
from tests.factories.portal import make_application, make_group_application
from tests.factories.snapshot import portal_snapshot
from tests.factories.supplements import ask_for_more, begin
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def desk(as_user: SignIn, officer: User) -> Client:
    """The officer's browser."""
    return as_user(officer)


@pytest.fixture
def asked(round_: Round, officer: User) -> SupplementRequest:
    """A request for everything that can be asked for."""
    case = make_application(round=round_, state=State.IN_REVIEW, language="en")
    return ask_for_more(case, actor=officer, sections=["about", "trip", "budget", "why"])


def page(case: Application, part: str = "svar-pa-papper/") -> str:
    """The address of the form, or of the case."""
    return f"/admin/arenden/{case.pk}/{part}"


def filled(desk: Client, case: Application, **changes: Any) -> dict[str, Any]:
    """What the form posts as it is filled from before, with a scan and the day; `a__b` stands for `a-b`."""
    form = desk.get(page(case)).context["form"]
    data: dict[str, Any] = {}
    rows = [row for table in form.tables for row in table.rows.forms]
    for each in [form, *rows]:
        for field in each:
            value = field.value()
            if value not in (None, "", False):
                data[field.html_name] = value
    for table in form.tables:
        data[f"{table.rows.prefix}-TOTAL_FORMS"] = table.rows.total_form_count()
        data[f"{table.rows.prefix}-INITIAL_FORMS"] = table.rows.initial_form_count()
    data["scans"] = [SimpleUploadedFile("svar.pdf", files.pdf())]
    data["arrival"] = timezone.localdate().isoformat()
    for name, value in changes.items():
        key = name.replace("__", "-")
        if value is None:
            data.pop(key, None)
        else:
            data[key] = value
    return data


def problems(response: Any) -> list[str]:
    """What the page says is wrong, in its order."""
    assert response.status_code == 422
    return [words for _anchor, words in response.context["errors"]]


def test_the_case_page_leads_to_it_while_an_answer_is_waited_for(
    desk: Client, asked: SupplementRequest
) -> None:
    case = asked.application
    assert page(case) in text(desk.get(page(case, "")))
    stop_waiting(application=case, actor=asked.asked_by)
    assert page(case) not in text(desk.get(page(case, "")))


def test_for_someone_on_paper_it_is_the_usual_thing(desk: Client, officer: User, round_: Round) -> None:
    case = enter(round=round_, actor=officer)
    Application.objects.update(state=State.IN_REVIEW)
    ask_for_more(case, actor=officer)
    assert desk.get(page(case, "")).context["offers"][0].url == page(case)


def test_the_page_shows_what_was_asked_for_and_changes_nothing(
    desk: Client, asked: SupplementRequest
) -> None:
    before = portal_snapshot()
    shown = text(desk.get(page(asked.application)))
    assert escape(asked.message) in shown
    assert "The applicant has begun to answer on the site." not in shown
    assert portal_snapshot() == before


def test_the_form_as_it_is_filled_gives_the_same_answers_and_asks_nobody_anew(
    desk: Client, asked: SupplementRequest
) -> None:
    case = asked.application
    done = desk.post(page(case), filled(desk, case, note="Två blad."), follow=True)
    before, after = case.versions.order_by("number")
    assert {key: after.answers[key] for key in before.answers} == before.answers
    assert case.events.filter(kind="supplement_answered").get().data["changed"] == ["attachments"]
    assert [file["about"] for file in after.answers["attachments"]["files"]] == ["The answer on paper"]
    words = text(done)
    assert "The answer is a new version" in words
    assert f"Answered on paper that came {timezone.localdate()}, written in by {asked.asked_by}" in words
    assert "On paper. Två blad." in words


def test_what_the_paper_changes_is_changed(desk: Client, asked: SupplementRequest) -> None:
    case = asked.application
    changes = {
        "trip__destination": "other",
        "trip__other_place": "Oslo, Norge",
        "budget__amount": "3 500 kr",
        "why__reason": "Jag vill se fjordar.",
        "budget-rows-0-what": "",
        "budget-rows-0-amount": "",
    }
    assert desk.post(page(case), filled(desk, case, **changes)).status_code == 302
    before, after = (each.answers for each in case.versions.order_by("number"))
    case.refresh_from_db()
    assert (case.destination, case.amount_applied) == ("Oslo, Norge", 3500)
    assert after["why"]["reason"] == "Jag vill se fjordar."
    assert after["budget"]["rows"] == before["budget"]["rows"][1:]


def test_only_the_pages_asked_for_are_there(desk: Client, officer: User, round_: Round) -> None:
    case = make_application(round=round_, state=State.IN_REVIEW)
    ask_for_more(case, actor=officer, sections=["why"])
    form = desk.get(page(case)).context["form"]
    assert [section.key for section in form.sections] == ["why"]
    desk.post(page(case), filled(desk, case, trip__destination="other", about__full_name="Någon Annan"))
    before, after = (each.answers for each in case.versions.order_by("number"))
    assert {**after, "attachments": 0} == {**before, "attachments": 0}


def test_where_attachments_were_asked_for_each_kind_of_paper_has_its_name(
    as_user: SignIn,
) -> None:
    round_ = group_round()
    round_.programme.attachments = "optional"
    round_.programme.save()
    case = make_application(round=round_, state=State.IN_REVIEW)
    asked = ask_for_more(case, sections=["attachments"])
    desk = as_user(asked.asked_by)
    quote = [SimpleUploadedFile("tag.pdf", files.pdf()), SimpleUploadedFile("buss.pdf", files.pdf())]
    data = filled(desk, case, about="Brevet", scans_3=quote, about_3="Två offerter")
    assert desk.post(page(case), data).status_code == 302
    named = case.latest_version.answers["attachments"]["files"]
    assert [(file["name"], file["about"]) for file in named] == [
        ("svar.pdf", "Brevet"),
        ("tag.pdf", "Två offerter"),
        ("buss.pdf", "Två offerter"),
    ]


def test_a_name_without_files_is_told(as_user: SignIn) -> None:
    round_ = group_round()
    round_.programme.attachments = "optional"
    round_.programme.save()
    asked = ask_for_more(make_application(round=round_, state=State.IN_REVIEW), sections=["attachments"])
    desk = as_user(asked.asked_by)
    data = filled(desk, asked.application, about_2="Offert")
    assert problems(desk.post(page(asked.application), data)) == [
        "Choose the files too, or empty what they are."
    ]


def test_a_group_that_has_become_one_person_is_no_group(as_user: SignIn) -> None:
    case = make_group_application(round=group_round(), state=State.IN_REVIEW)
    asked = ask_for_more(case, sections=["members"])
    desk = as_user(asked.asked_by)
    data = filled(desk, case)
    for name in [name for name in data if name.startswith("members-rows-") and "FORMS" not in name]:
        del data[name]
    assert desk.post(page(case), data).status_code == 302
    answers = case.latest_version.answers
    assert (answers["together"], "members" in answers) == ({"how": "alone"}, False)
    assert not case.members.filter(version=case.latest_version).exists()


TODAY = timezone.localdate
WRONG = [
    ({"arrival": None}, "Write the day it came."),
    (
        {"arrival": (TODAY() + timedelta(days=2)).isoformat()},
        "That day has not come yet. Check the day.",
    ),
    ({"scans": None}, "Choose at least one file with the scanned paper."),
    ({"about__full_name": None}, "Write your first and last name."),
    ({"trip__homecoming": "14 6 2099"}, "Check the year."),
    ({"budget__amount": "mycket"}, "Write the amount with numbers, for example 1 200."),
    ({"guardians__first_name": None}, "Write the name of the guardian who has this address."),
]


@pytest.mark.parametrize(("changes", "words"), WRONG)
def test_what_is_wrong_is_told_with_how_to_mend_it_and_the_words_are_kept(
    desk: Client, asked: SupplementRequest, changes: dict[str, Any], words: str
) -> None:
    case = asked.application
    data = filled(desk, case, why__reason="Jag vill se fjordar.", **changes)
    before = portal_snapshot()
    response = desk.post(page(case), data)
    assert words in problems(response)
    assert len(problems(response)) == 1
    assert "Jag vill se fjordar." in text(response)
    assert portal_snapshot() == before


def test_an_answer_cannot_have_come_before_the_question(desk: Client, asked: SupplementRequest) -> None:
    day = (timezone.localdate() - timedelta(days=1)).isoformat()
    [words] = problems(desk.post(page(asked.application), filled(desk, asked.application, arrival=day)))
    assert words.startswith("We asked for more on")


def test_it_is_said_that_files_must_be_chosen_again(desk: Client, asked: SupplementRequest) -> None:
    data = filled(desk, asked.application, about__full_name=None)
    assert "Choose the files with the scanned paper again" in text(desk.post(page(asked.application), data))


def test_a_file_that_is_no_paper_is_refused_by_its_name(desk: Client, asked: SupplementRequest) -> None:
    data = filled(desk, asked.application, scans=[SimpleUploadedFile("två.exe", b"MZ")])
    [words] = problems(desk.post(page(asked.application), data))
    assert words.startswith("två.exe: This is not a picture or a PDF.")


def test_a_form_of_an_earlier_request_is_too_late_and_its_words_are_shown(
    desk: Client, asked: SupplementRequest
) -> None:
    case = asked.application
    data = filled(desk, case, why__reason="Jag vill se fjordar.", request=asked.pk)
    stop_waiting(application=case, actor=asked.asked_by)
    ask_for_more(case, actor=asked.asked_by)
    before = portal_snapshot()
    response = desk.post(page(case), data)
    assert (response.status_code, "Jag vill se fjordar." in text(response)) == (409, True)
    assert portal_snapshot() == before


def test_twice_is_one_version(desk: Client, asked: SupplementRequest) -> None:
    case = asked.application
    data, again = filled(desk, case), filled(desk, case)
    assert [desk.post(page(case), each).status_code for each in (data, again)] == [302, 409]
    assert case.versions.count() == 2


def test_it_is_told_that_an_answer_has_been_begun_on_the_site(desk: Client, asked: SupplementRequest) -> None:
    begin(asked)
    assert "The applicant has begun to answer on the site." in text(desk.get(page(asked.application)))


def test_only_in_the_phases_in_which_cases_are_handled(
    desk: Client, asked: SupplementRequest, round_: Round
) -> None:
    Round.objects.filter(pk=round_.pk).update(phase=Phase.CLOSED)
    assert desk.get(page(asked.application)).status_code == 409
    assert page(asked.application) not in text(desk.get(page(asked.application, "")))


def test_only_case_officers_write_it_in(
    as_user: SignIn, asked: SupplementRequest, secretary: User, auditor: User
) -> None:
    for person in (secretary, auditor):
        client = as_user(person)
        assert client.get(page(asked.application)).status_code == 403
        assert page(asked.application) not in text(client.get(page(asked.application, "")))
