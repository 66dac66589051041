"""“What waits for me” on the admin's front page."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from home.models import User
from stipend_portal.models import Application, Round
from stipend_portal.review.home_panel import waiting_for
from stipend_portal.services.message import send_message
from stipend_portal.services.supplement_request import stop_waiting
from stipend_portal.services.withdrawal import withdraw
from stipend_portal.states import Role, State
from tests.factories.portal import UserFactory, decide, make_application, make_staff
from tests.factories.supplements import ask_for_more
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db


def counts(user: User) -> list[int]:
    """How much waits, group by group."""
    return [group.count for group in waiting_for(user)]


def test_an_officer_has_new_cases_cases_in_review_prepared_ones_and_letters(
    officer: User, secretary: User, round_: Round
) -> None:
    for state in (State.SUBMITTED, State.SUBMITTED, State.IN_REVIEW, State.PREPARED, State.WITHDRAWN):
        make_application(round=round_, state=state)
    decide(make_application(round=round_, state=State.PREPARED), actor=secretary)
    make_application()
    assert counts(officer) == [2, 1, 1, 1, 0, 0]


def test_a_secretary_has_prepared_cases_and_letters_of_others(
    officer: User, secretary: User, round_: Round
) -> None:
    make_application(round=round_)
    decide(make_application(round=round_, state=State.PREPARED), actor=secretary)
    assert counts(secretary) == [0, 0]
    assert counts(officer) == [1, 0, 0, 1, 0, 0]


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.FINANCE, Role.COMMITTEE_MEMBER, Role.STRATEGIST])
def test_nothing_waits_for_those_who_take_no_case_further(
    round_: Round, case: Application, role: Role
) -> None:
    assert waiting_for(make_staff(role, rounds=[round_])) == []


def test_nothing_waits_for_an_administrator_without_a_role(case: Application) -> None:
    assert waiting_for(UserFactory(is_superuser=True)) == []


def test_ones_own_application_does_not_wait_for_oneself(officer: User, round_: Round) -> None:
    make_application(round=round_, applicant=officer)
    assert counts(officer) == [0, 0, 0, 0, 0, 0]


def test_messages_wait_until_they_are_answered_or_nobody_works_with_the_case(
    officer: User, secretary: User, round_: Round
) -> None:
    waiting, answered, withdrawn, other = [
        make_application(round=round_),
        make_application(round=round_),
        make_application(round=round_),
        make_application(),
    ]
    for case in (waiting, answered, withdrawn, other):
        send_message(application=case, actor=case.applicant, text="Hej!")
    send_message(application=answered, actor=officer, text="Hej du!")
    withdraw(application=withdrawn, actor=withdrawn.applicant)
    group = waiting_for(officer)[-2]
    assert (group.count, [item.reference for item in group.items]) == (1, [waiting.reference])
    send_message(application=answered, actor=answered.applicant, text="Hej igen!")
    assert counts(officer)[-2] == 2
    assert len(counts(secretary)) == 2


def test_a_request_waits_for_an_officer_when_its_last_day_has_passed(officer: User, round_: Round) -> None:
    today = timezone.localdate()
    due = [today, today - timedelta(days=1), today - timedelta(days=2)]
    requests = [
        ask_for_more(make_application(round=round_, state=State.IN_REVIEW), actor=officer, due=day)
        for day in due
    ]
    stop_waiting(application=requests[2].application, actor=officer)
    group = waiting_for(officer)[-1]
    reference = requests[1].application.reference
    assert (group.count, [item.reference for item in group.items]) == (1, [reference])


def test_the_oldest_are_shown_first_and_the_rest_are_counted(officer: User, case: Application) -> None:
    for days in range(1, 7):
        make_application(round=case.round, received_at=case.received_at - timedelta(days=days))
    new, *_others = waiting_for(officer)
    assert (new.count, len(new.items), new.more) == (7, 5, 2)
    assert [item.since for item in new.items] == sorted(item.since for item in new.items)
    assert case.reference not in [item.reference for item in new.items]


def test_the_panel_stands_on_the_admins_front_page(
    as_user: Callable[[User], Client], officer: User, case: Application
) -> None:
    page = text(as_user(officer).get("/admin/"))
    assert "What waits for me" in page
    assert f'<a href="/admin/arenden/{case.pk}/">{case.reference}</a>' in page
    assert case.applicant_name not in page


def test_a_communicator_has_no_panel(as_user: Callable[[User], Client]) -> None:
    assert "What waits for me" not in text(as_user(make_staff(Role.COMMUNICATOR)).get("/admin/"))


@pytest.mark.parametrize("extra", [0, 3])
def test_the_panel_takes_as_many_queries_however_much_waits(
    officer: User, case: Application, extra: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for state in [State.SUBMITTED, State.IN_REVIEW, State.PREPARED, State.DECIDED] * extra:
        made = make_application(round=case.round, state=state)
        send_message(application=made, actor=made.applicant, text="Hej!")
    with django_assert_num_queries(11):
        waiting_for(officer)
