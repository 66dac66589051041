"""Asking the applicant for more from the case page, and reading what came of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from home.models import User
from stipend_portal.models import Application, Programme, Round, SupplementRequest
from stipend_portal.services.supplement_request import stop_waiting
from stipend_portal.states import Role, State
from tests.factories.portal import make_application, make_staff
from tests.factories.snapshot import portal_snapshot
from tests.factories.supplements import ask_for_more, send_answer
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


@pytest.fixture
def in_review(round_: Round) -> Application:
    """A case that can be asked for more."""
    return make_application(round=round_, state=State.IN_REVIEW)


@pytest.fixture
def asked(in_review: Application, officer: User) -> SupplementRequest:
    """A case that has been asked for more."""
    return ask_for_more(in_review, actor=officer)


def url(case: Application, part: str = "begar-komplettering") -> str:
    """The address of the case page or of an act."""
    return f"/admin/arenden/{case.pk}/{part}/" if part else f"/admin/arenden/{case.pk}/"


def typed(**changes: Any) -> dict[str, Any]:
    """What an officer types."""
    due = timezone.localdate() + timedelta(days=10)
    return {"sections": ["trip", "budget"], "message": "Vad kostar tåget?", "due": due.isoformat(), **changes}


def test_the_page_offers_the_pages_that_were_asked_of_this_applicant(
    as_user: SignIn, officer: User, round_: Round
) -> None:
    adult = make_application(round=round_, guardians=0, state=State.IN_REVIEW)
    minor = make_application(round=round_, state=State.IN_REVIEW)
    client = as_user(officer)
    offered = {
        case: [value for value, _label in client.get(url(case)).context["form"].fields["sections"].choices]
        for case in (adult, minor)
    }
    assert offered[adult] == ["about", "trip", "budget", "why"]
    assert offered[minor] == ["about", "custody", "guardians", "trip", "budget", "why"]


def test_attachments_can_be_asked_for_also_where_none_were_sent(
    as_user: SignIn, officer: User, in_review: Application
) -> None:
    Programme.objects.update(attachments=Programme.Attachments.OPTIONAL)
    page = as_user(officer).get(url(in_review))
    assert [value for value, _label in page.context["form"].fields["sections"].choices][-1] == "attachments"


def test_two_weeks_are_suggested_and_silence_is_said_to_decide_nothing(
    as_user: SignIn, officer: User, in_review: Application
) -> None:
    page = text(as_user(officer).get(url(in_review)))
    assert f'value="{timezone.localdate() + timedelta(days=14)}"' in page
    assert "Silence does not decide the case." in page


def test_asking_is_made_by_post(as_user: SignIn, officer: User, in_review: Application) -> None:
    response = as_user(officer).post(url(in_review), typed())
    assert (response.status_code, response["Location"]) == (302, url(in_review, ""))
    request = SupplementRequest.objects.get()
    assert (request.sections, request.message, request.asked_by) == (
        ["trip", "budget"],
        "Vad kostar tåget?",
        officer,
    )


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"sections": []}, "Choose at least one page."),
        ({"sections": ["custody", "nonsense"]}, "nonsense is not one of the available choices"),
        ({"message": "  "}, "Write what is missing"),
        ({"message": "x" * 3001}, "at most 3000 characters"),
        ({"due": ""}, "Write the last day to answer."),
        ({"due": "snart"}, "Write the day as year-month-day"),
        ({"due": "2020-01-01"}, "That day has passed."),
        ({"due": "2999-01-01"}, "Check the year."),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(
    as_user: SignIn, officer: User, in_review: Application, changes: dict[str, Any], error: str
) -> None:
    before = portal_snapshot()
    response = as_user(officer).post(url(in_review), typed(**changes))
    assert response.status_code == 422
    page = text(response)
    assert error in page
    assert typed(**changes)["message"].strip() in page
    assert portal_snapshot() == before


def test_today_is_not_too_early(as_user: SignIn, officer: User, in_review: Application) -> None:
    response = as_user(officer).post(url(in_review), typed(due=timezone.localdate().isoformat()))
    assert response.status_code == 302


@pytest.mark.parametrize("state", [State.SUBMITTED, State.SUPPLEMENT_REQUESTED, State.PREPARED])
def test_words_that_come_too_late_are_shown_again(
    as_user: SignIn, officer: User, round_: Round, state: State
) -> None:
    case = make_application(round=round_, state=state)
    response = as_user(officer).post(url(case), typed())
    assert response.status_code == 409
    assert "Vad kostar tåget?" in text(response)
    assert not SupplementRequest.objects.exists()


@pytest.mark.parametrize("part", ["begar-komplettering", "sluta-vanta"])
@pytest.mark.parametrize("role", [Role.BOARD_SECRETARY, Role.AUDITOR])
def test_those_who_only_read_are_refused(
    as_user: SignIn, in_review: Application, part: str, role: Role
) -> None:
    client = as_user(make_staff(role, rounds=[in_review.round]))
    assert client.get(url(in_review, part)).status_code == 403
    assert client.post(url(in_review, part), typed()).status_code == 403


def test_waiting_no_longer_is_made_by_post(as_user: SignIn, officer: User, asked: SupplementRequest) -> None:
    client = as_user(officer)
    before = portal_snapshot()
    assert client.get(url(asked.application, "sluta-vanta")).status_code == 200
    assert portal_snapshot() == before
    assert client.post(url(asked.application, "sluta-vanta")).status_code == 302
    asked.refresh_from_db()
    assert (asked.closed_at is None, asked.application.state) == (False, State.IN_REVIEW)


def test_a_case_that_is_waited_for_cannot_be_taken_into_review(
    as_user: SignIn, officer: User, asked: SupplementRequest
) -> None:
    assert as_user(officer).post(url(asked.application, "handlagg")).status_code == 409
    assert SupplementRequest.objects.get().closed_at is None


def test_the_case_page_shows_what_was_asked_and_what_the_answer_changed(
    as_user: SignIn, officer: User, asked: SupplementRequest
) -> None:
    client = as_user(officer)
    assert "Waiting for an answer until" in text(client.get(url(asked.application, "")))
    send_answer(asked, reason="Jag vill lära mig <estniska> & se havet.")
    page = text(client.get(url(asked.application, "")))
    assert asked.message in page
    assert "See what changed from version 1 to version 2" in page
    assert "<ins>&lt;estniska&gt; &amp; se havet.</ins>" in page
    assert "<del>hur det är att vara ung i ett annat land.</del>" in page


def test_an_answer_without_changes_is_said_to_be_the_same(
    as_user: SignIn, officer: User, asked: SupplementRequest
) -> None:
    send_answer(asked)
    page = text(as_user(officer).get(url(asked.application, "")))
    assert "The answers are the same as in version 1." in page
    assert "<ins>" not in page


def test_lateness_is_told_while_waiting_and_afterwards(
    as_user: SignIn, officer: User, asked: SupplementRequest
) -> None:
    client = as_user(officer)
    SupplementRequest.objects.update(due=timezone.localdate() - timedelta(days=1))
    assert "The last day has passed" in text(client.get(url(asked.application, "")))
    asked.refresh_from_db()
    send_answer(asked)
    assert "After the last day" in text(client.get(url(asked.application, "")))


def test_a_request_no_longer_waited_for_says_so(
    as_user: SignIn, officer: User, asked: SupplementRequest
) -> None:
    stop_waiting(application=asked.application, actor=officer)
    assert "No longer waited for since" in text(as_user(officer).get(url(asked.application, "")))


def test_every_version_can_be_read_and_the_newest_is_shown_first(
    as_user: SignIn, officer: User, asked: SupplementRequest
) -> None:
    case = asked.application
    send_answer(asked, reason="Nya ord.")
    client = as_user(officer)
    read = {
        query: client.get(url(case, "") + query).context["version"].number for query in ("", "?version=1")
    }
    assert read == {"": 2, "?version=1": 1}
    assert "This is an older version." in text(client.get(url(case, "") + "?version=1"))
    assert "This is an older version." not in text(client.get(url(case, "")))


@pytest.mark.parametrize("number", ["0", "3", "x", "", "-1", "1.0", "9" * 40])
def test_a_version_there_is_not_is_no_page(
    as_user: SignIn, officer: User, asked: SupplementRequest, number: str
) -> None:
    send_answer(asked)
    assert as_user(officer).get(f"{url(asked.application, '')}?version={number}").status_code == 404


def test_a_version_is_read_by_those_who_read_the_case_only(as_user: SignIn, asked: SupplementRequest) -> None:
    send_answer(asked)
    case = asked.application
    address = f"{url(case, '')}?version=1"
    status = {
        role: as_user(make_staff(role, rounds=[case.round])).get(address).status_code
        for role in (Role.AUDITOR, Role.FINANCE, Role.COMMITTEE_MEMBER)
    }
    assert status == {Role.AUDITOR: 200, Role.FINANCE: 404, Role.COMMITTEE_MEMBER: 404}


@pytest.mark.parametrize("times", [1, 3])
def test_the_case_page_takes_as_many_queries_however_often_more_was_asked_for(
    as_user: SignIn,
    officer: User,
    in_review: Application,
    times: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(times):
        send_answer(ask_for_more(in_review, actor=officer), reason=f"Ord {number}.")
    client = as_user(officer)
    client.get(url(in_review, ""))
    with django_assert_num_queries(28):
        client.get(url(in_review, ""))
