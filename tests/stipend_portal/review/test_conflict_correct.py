"""Who has answered what about jäv, and correcting it."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from home.models import User
from stipend_portal.models import Application, ConflictOfInterest
from stipend_portal.models.conflict_of_interest import Ground
from stipend_portal.permissions import visible_to
from stipend_portal.review.conflict import conflict_answers
from stipend_portal.services.conflict import declare
from stipend_portal.services.protection import name_person, protect
from stipend_portal.states import Role
from tests.factories.portal import clear_of_conflict, make_application, make_staff
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
CORRECTING = frozenset({Role.CASE_OFFICER})


@pytest.fixture
def jav(case: Application) -> ConflictOfInterest:
    """A colleague's answer that she has jäv."""
    colleague = make_staff(Role.CASE_OFFICER, rounds=[case.round], declared=False, first_name="Kaj")
    declare(application=case, actor=colleague, has_conflict=True, ground=Ground.PARTY)
    return case.conflicts.get(user=colleague)


def url(answer: ConflictOfInterest) -> str:
    """The address at which an answer is corrected."""
    return f"/admin/arenden/{answer.application_id}/jav/{answer.pk}/ratta/"


def post(
    client: Client, answer: ConflictOfInterest, to: str = "no", reason: str = "Fel knapp"
) -> HttpResponse:
    """Correct it."""
    return client.post(url(answer), {"to": to, "reason": reason})


def test_the_answers_tell_who_what_why_and_when_and_offer_to_correct_those_of_others(
    case: Application, jav: ConflictOfInterest, officer: User
) -> None:
    clear_of_conflict([officer], [case])
    own = case.conflicts.get(user=officer)
    shown = conflict_answers(case, officer, CORRECTING)
    assert [(each.name, each.has_conflict, each.ground, each.at, each.correct_url) for each in shown] == [
        (str(jav.user), True, str(Ground.PARTY.label), jav.declared_at, url(jav)),
        (str(officer), False, "", own.declared_at, ""),
    ]


def test_an_auditor_sees_the_answers_and_corrects_none(
    case: Application, jav: ConflictOfInterest, auditor: User
) -> None:
    [shown] = conflict_answers(case, auditor, frozenset({Role.AUDITOR}))
    assert (shown.name, shown.correct_url) == (str(jav.user), "")


@pytest.mark.parametrize("number", [1, 4])
def test_the_answers_take_one_query(
    case: Application, officer: User, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    people = [make_staff(Role.CASE_OFFICER) for _number in range(number)]
    case.conflicts.all().delete()
    clear_of_conflict(people, [case])
    with django_assert_num_queries(1):
        assert len(conflict_answers(case, officer, CORRECTING)) == number


def test_a_secretary_corrects_with_a_reason_and_the_person_has_the_case_back(
    as_user: SignIn, case: Application, jav: ConflictOfInterest, secretary: User
) -> None:
    client = as_user(secretary)
    assert f'href="{url(jav)}"' in text(client.get(f"/admin/arenden/{case.pk}/"))
    page = client.get(url(jav))
    assert page.context["form"]["to"].value() == "no"
    assert "Kaj" in text(page)
    assert post(client, jav).headers["Location"] == f"/admin/arenden/{case.pk}/"
    assert list(visible_to(jav.user)) == [case]


def test_a_reason_is_needed(as_user: SignIn, jav: ConflictOfInterest, secretary: User) -> None:
    response = post(as_user(secretary), jav, reason="  ")
    assert response.status_code == 422
    assert "Write the reason." in text(response)
    jav.refresh_from_db()
    assert jav.has_conflict


def test_nobody_corrects_her_own_answer(as_user: SignIn, case: Application, officer: User) -> None:
    clear_of_conflict([officer], [case])
    own = case.conflicts.get(user=officer)
    client = as_user(officer)
    for response in (client.get(url(own)), post(client, own, to="yes")):
        assert response.status_code == 403
        assert "Nobody corrects her own answer." in text(response)


def test_an_auditor_corrects_nothing(as_user: SignIn, jav: ConflictOfInterest, auditor: User) -> None:
    client = as_user(auditor)
    assert [client.get(url(jav)).status_code, post(client, jav).status_code] == [403, 403]


def test_two_corrections_at_once_do_not_undo_each_other(
    as_user: SignIn, jav: ConflictOfInterest, secretary: User
) -> None:
    client = as_user(secretary)
    post(client, jav)
    response = post(client, jav, reason="Samma sak igen")
    assert response.status_code == 409
    assert "Samma sak igen" in text(response)
    jav.refresh_from_db()
    assert not jav.has_conflict


def test_an_answer_of_another_case_is_not_found(
    as_user: SignIn, jav: ConflictOfInterest, secretary: User
) -> None:
    other = make_application(round=jav.application.round)
    response = as_user(secretary).get(f"/admin/arenden/{other.pk}/jav/{jav.pk}/ratta/")
    assert response.status_code == 404


def test_the_only_officer_of_a_protected_case_is_not_corrected_off_it(
    as_user: SignIn, case: Application, officer: User, secretary: User
) -> None:
    clear_of_conflict([officer], [case])
    protect(application=case, actor=officer, reason="Sekretessmarkering")
    name_person(application=case, person=secretary, actor=officer)
    client = as_user(secretary)
    client.post(f"/admin/arenden/{case.pk}/oppna/")
    response = post(client, case.conflicts.get(user=officer), to="yes")
    assert response.status_code == 409
    assert "Name another case officer" in text(response)
