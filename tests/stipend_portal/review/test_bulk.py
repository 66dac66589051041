"""Acting on many cases at once: exactly those that were shown, each by itself, and nothing before it is confirmed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from home.models import User
from stipend_portal.models import Application, Assignment, OutboxMessage, Round, SupplementRequest
from stipend_portal.phases import Phase
from stipend_portal.review import bulk_views
from stipend_portal.services import supplement_request
from stipend_portal.services.errors import WrongState
from stipend_portal.states import Role, State
from tests.factories.portal import make_application, make_round, make_staff
from tests.stipend_portal.review.conftest import text

URL = "/admin/arenden/flera/"

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


def states(*cases: Application) -> list[str]:
    """Where the cases stand now."""
    by_key = dict(Application.objects.filter(pk__in=[case.pk for case in cases]).values_list("pk", "state"))
    return [by_key[case.pk] for case in cases]


def keys(*cases: Application) -> list[int]:
    return [case.pk for case in cases]


def told(response: HttpResponse, name: str) -> list[str]:
    """The references in one of the page's lists."""
    return [row.reference for row in response.context[name]]


def confirm(client: Client, act: str, *cases: Application, **data: Any) -> HttpResponse:
    """Post the confirm page."""
    return client.post(URL, {"act": act, "case": keys(*cases), "confirmed": "1", **data})


@pytest.fixture
def three(round_: Round, officer: User) -> list[Application]:
    """Three new cases, the oldest first."""
    return [make_application(round=round_) for _number in range(3)]


def test_the_first_step_tells_which_cases_and_changes_nothing(
    as_user: SignIn, officer: User, three: list[Application]
) -> None:
    prepared = make_application(round=three[0].round, state=State.PREPARED)
    response = as_user(officer).post(URL, {"act": "handlagg", "case": keys(three[1], three[0], prepared)})
    assert response.status_code == 200
    assert told(response, "rows") == [three[0].reference, three[1].reference]
    assert told(response, "left_out") == [prepared.reference]
    assert "It is not where this is done: it is “Prepared”." in text(response)
    assert states(*three, prepared) == ["submitted", "submitted", "submitted", "prepared"]


def test_the_second_step_takes_those_that_are_ticked_and_no_others(
    as_user: SignIn, officer: User, three: list[Application]
) -> None:
    response = confirm(as_user(officer), "handlagg", three[0], three[2])
    assert told(response, "done") == [three[0].reference, three[2].reference]
    assert states(*three) == ["in_review", "submitted", "in_review"]
    assert three[0].events.filter(to_state="in_review", actor=officer).count() == 1


@pytest.mark.parametrize(
    ("which", "expected"),
    [("ticked", [0]), ("page", [0, 1]), ("all", [0, 1, 2])],
)
def test_cases_are_chosen_by_ticking_by_page_or_by_what_the_list_shows(
    as_user: SignIn, officer: User, three: list[Application], which: str, expected: list[int]
) -> None:
    make_application(round=three[0].round, state=State.IN_REVIEW)
    data = {"on_page": f"{three[0].pk},{three[1].pk}", "lista": "state=submitted", "case": keys(three[0])}
    response = as_user(officer).post(URL, {"act": "handlagg", "which": which, **data})
    assert told(response, "rows") == [three[number].reference for number in expected]
    assert told(response, "left_out") == []


def test_a_case_that_moved_on_meanwhile_is_told_and_the_others_are_done(
    as_user: SignIn, officer: User, three: list[Application], monkeypatch: pytest.MonkeyPatch
) -> None:
    done = bulk_views.mover

    def someone_is_faster(*args: Any) -> Any:
        Application.objects.filter(pk=three[1].pk).update(state=State.WITHDRAWN)
        return done(*args)

    monkeypatch.setattr(bulk_views, "mover", someone_is_faster)
    response = confirm(as_user(officer), "handlagg", *three)
    assert told(response, "done") == [three[0].reference, three[2].reference]
    assert told(response, "not_done") == [three[1].reference]
    assert "It has moved on meanwhile: it is “Withdrawn”." in text(response)


def test_another_rounds_cases_and_those_without_an_answer_about_jav_cannot_be_chosen(
    as_user: SignIn, officer: User, round_: Round
) -> None:
    foreign, undeclared = make_application(), make_application(round=round_, declared=False)
    response = confirm(as_user(officer), "handlagg", foreign, undeclared)
    assert (told(response, "done"), told(response, "not_done")) == ([], [])
    assert states(foreign, undeclared) == ["submitted", "submitted"]
    assert foreign.reference not in text(response)


def test_a_phase_in_which_nothing_is_handled_leaves_the_cases_as_they_are(as_user: SignIn) -> None:
    case = make_application(round=make_round(phase=Phase.CLOSED))
    officer = make_staff(Role.CASE_OFFICER, rounds=[case.round])
    response = confirm(as_user(officer), "handlagg", case)
    assert "Its round is in the phase “Closed”, and this is not done then." in text(response)
    assert states(case) == ["submitted"]


def test_preparing_warns_of_those_whose_guardians_are_missing_and_does_them_all_the_same(
    as_user: SignIn, officer: User, round_: Round
) -> None:
    missing = make_application(round=round_, state=State.IN_REVIEW)
    complete = make_application(round=round_, state=State.IN_REVIEW, guardians=0)
    client = as_user(officer)
    response = client.post(URL, {"act": "bered", "case": keys(missing, complete)})
    warnings = {row.reference: row.warning for row in response.context["rows"]}
    assert warnings == {missing.reference: "Guardians: 0 of 2", complete.reference: ""}
    confirm(client, "bered", missing, complete)
    assert states(missing, complete) == ["prepared", "prepared"]


def test_many_get_the_same_handler(as_user: SignIn, officer: User, three: list[Application]) -> None:
    colleague = make_staff(Role.CASE_OFFICER, rounds=[three[0].round])
    client = as_user(officer)
    first = client.post(URL, {"act": "handlaggare", "case": keys(*three)})
    offered = [value for value, _label in first.context["form"].fields["person"].choices]
    assert offered == ["", *sorted((str(officer.pk), str(colleague.pk)), key=offered.index), "nobody"]
    response = confirm(client, "handlaggare", *three[:2], person=colleague.pk)
    assert told(response, "done") == [case.reference for case in three[:2]]
    handlers = Assignment.objects.filter(kind=Assignment.Kind.HANDLER).values_list("application", "user")
    assert set(handlers) == {(case.pk, colleague.pk) for case in three[:2]}
    confirm(client, "handlaggare", three[0], person="nobody")
    assert [case.assignments.count() for case in three] == [0, 1, 0]


def test_a_colleague_with_jav_gets_the_other_cases(
    as_user: SignIn, officer: User, three: list[Application]
) -> None:
    colleague = make_staff(Role.CASE_OFFICER, rounds=[three[0].round])
    colleague.conflicts.filter(application=three[1]).update(has_conflict=True, ground="party")
    response = confirm(as_user(officer), "handlaggare", *three, person=colleague.pk)
    assert told(response, "not_done") == [three[1].reference]
    assert colleague.assignments.count() == 2


def test_many_are_asked_for_more_with_a_mail_for_each(as_user: SignIn, officer: User, round_: Round) -> None:
    young, grown = (
        make_application(round=round_, state=State.IN_REVIEW, guardians=number) for number in (2, 0)
    )
    due = timezone.localdate() + timedelta(days=10)
    data = {"sections": ["why", "guardians"], "message": "Skriv mer.", "due": due.isoformat()}
    response = confirm(as_user(officer), "komplettering", young, grown, **data)
    assert told(response, "done") == [young.reference, grown.reference]
    asked = SupplementRequest.objects.order_by("application").values_list(
        "application", "sections", "message"
    )
    assert list(asked) == [(young.pk, ["guardians", "why"], "Skriv mer."), (grown.pk, ["why"], "Skriv mer.")]
    mails = OutboxMessage.objects.filter(kind=OutboxMessage.Kind.SUPPLEMENT_REQUEST)
    assert set(mails.values_list("application", flat=True)) == {young.pk, grown.pk}


def test_an_applicant_who_has_none_of_the_pages_is_not_asked(
    as_user: SignIn, officer: User, round_: Round
) -> None:
    young, grown = (
        make_application(round=round_, state=State.IN_REVIEW, guardians=number) for number in (2, 0)
    )
    data = {"sections": ["guardians"], "message": "Skriv mer.", "due": timezone.localdate().isoformat()}
    response = confirm(as_user(officer), "komplettering", young, grown, **data)
    assert told(response, "not_done") == [grown.reference]
    assert "It has none of these pages." in text(response)
    assert states(young, grown) == ["supplement_requested", "in_review"]


def test_a_form_that_is_not_filled_in_comes_back_with_what_was_typed_and_nothing_is_done(
    as_user: SignIn, officer: User, round_: Round
) -> None:
    cases = [make_application(round=round_, state=State.IN_REVIEW) for _number in range(2)]
    response = confirm(as_user(officer), "komplettering", *cases, message="Skriv mer.", due="2001-01-01")
    assert response.status_code == 422
    page = text(response)
    assert [words in page for words in ("Skriv mer.", "That day has passed", "Choose at least one page")] == [
        True
    ] * 3
    assert told(response, "rows") == [case.reference for case in cases]
    assert states(*cases) == ["in_review", "in_review"]


def test_when_the_mail_cannot_be_written_the_case_has_not_moved(
    as_user: SignIn, officer: User, round_: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [make_application(round=round_, state=State.IN_REVIEW) for _number in range(2)]
    writing = supplement_request.enqueue

    def breaks_down(*, application: Application, **fields: Any) -> Any:
        if application.pk == cases[0].pk:
            raise WrongState
        return writing(application=application, **fields)

    monkeypatch.setattr(supplement_request, "enqueue", breaks_down)
    data = {"sections": ["why"], "message": "Skriv mer.", "due": timezone.localdate().isoformat()}
    confirm(as_user(officer), "komplettering", *cases, **data)
    mails = OutboxMessage.objects.filter(kind=OutboxMessage.Kind.SUPPLEMENT_REQUEST)
    told_and_moved = [(mails.filter(application=case).exists(), *states(case)) for case in cases]
    assert told_and_moved == [(False, "in_review"), (True, "supplement_requested")]


def test_diary_numbers_are_written_one_for_each(
    as_user: SignIn, officer: User, secretary: User, three: list[Application]
) -> None:
    numbers = {
        f"number-{three[0].pk}": "BUN 2027-1",
        f"number-{three[1].pk}": " ",
        f"number-{three[2].pk}": "3",
    }
    response = confirm(as_user(secretary), "diarienummer", *three, **numbers)
    assert told(response, "done") == [three[0].reference, three[2].reference]
    assert told(response, "not_done") == [three[1].reference]
    written = Application.objects.order_by("pk").values_list("diary_number", flat=True)
    assert list(written) == ["BUN 2027-1", "", "3"]


def test_a_secretary_numbers_cases_and_does_nothing_else(
    as_user: SignIn, secretary: User, three: list[Application]
) -> None:
    client = as_user(secretary)
    response = client.get("/admin/arenden/")
    assert [act.slug for act in response.context["acts"]] == ["diarienummer"]
    assert confirm(client, "handlagg", *three).status_code == 422
    assert states(*three) == ["submitted"] * 3


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.FINANCE, Role.COMMITTEE_MEMBER, Role.STRATEGIST])
def test_others_act_on_no_cases(as_user: SignIn, round_: Round, role: Role, three: list[Application]) -> None:
    client = as_user(make_staff(role, rounds=[round_]))
    assert confirm(client, "handlagg", *three).status_code == 403
    assert states(*three) == ["submitted"] * 3


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"act": "handlagg"}, "Choose at least one case"),
        ({"act": "x", "case": "1"}, "Choose what is to be done"),
        ({"act": "handlagg", "case": ["x", "1" * 30]}, "Choose at least one case"),
    ],
)
def test_nonsense_is_refused_in_words(
    as_user: SignIn, officer: User, data: dict[str, Any], words: str
) -> None:
    response = as_user(officer).post(URL, data)
    assert response.status_code == 422
    assert words in text(response)


def test_more_than_can_be_done_at_once_is_refused(
    as_user: SignIn, officer: User, three: list[Application], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_views, "MOST_AT_ONCE", 2)
    response = confirm(as_user(officer), "handlagg", *three)
    assert response.status_code == 422
    assert "At most 2 cases can be dealt with at once." in text(response)
    assert states(*three) == ["submitted"] * 3


def test_neither_step_is_opened_by_following_an_address(as_user: SignIn, officer: User) -> None:
    assert as_user(officer).get(URL).status_code == 405


def test_of_a_protected_case_only_the_number_is_told(
    as_user: SignIn, officer: User, case: Application
) -> None:
    Assignment.objects.create(application=case, user=officer, kind=Assignment.Kind.NAMED)
    Application.objects.filter(pk=case.pk).update(protected=True)
    page = text(as_user(officer).post(URL, {"act": "handlagg", "case": keys(case)}))
    assert (case.reference in page, case.applicant_name in page) == (True, False)


@pytest.mark.parametrize("act", ["handlagg", "bered", "komplettering"])
@pytest.mark.parametrize("extra", [0, 5])
def test_the_confirm_page_takes_as_many_queries_for_six_cases_as_for_one(
    as_user: SignIn,
    officer: User,
    round_: Round,
    act: str,
    extra: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    cases = [make_application(round=round_, state=State.IN_REVIEW) for _number in range(1 + extra)]
    client = as_user(officer)
    client.post(URL, {"act": act, "case": keys(*cases)})
    with django_assert_max_num_queries(19):
        client.post(URL, {"act": act, "case": keys(*cases)})
