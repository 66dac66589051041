"""Several people act on the same case, the same pot or the same mail at once."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from stipend_portal.mail.worker import send_all
from stipend_portal.models import Application, Decision, GuardianApproval, OutboxMessage, Round
from stipend_portal.models.decision import Basis
from stipend_portal.services.guardian import answer, take_back
from stipend_portal.services.guardian_record import ask_again
from stipend_portal.services.letter import release
from stipend_portal.services.member import confirm
from stipend_portal.services.reminders import remind_guardians
from stipend_portal.services.transition import move
from stipend_portal.services.withdrawal import withdraw
from stipend_portal.states import Role, State
from tests.concurrency.conftest import Together
from tests.factories.members import TOLD_OF_ONE
from tests.factories.portal import (
    decide,
    make_application,
    make_group_application,
    make_round,
    make_staff,
)

pytestmark = pytest.mark.django_db(transaction=True)


def kinds(results: list[Any]) -> Counter[str]:
    """How many of each came out: `done`, or the name of what was raised."""
    return Counter(type(result).__name__ if isinstance(result, Exception) else "done" for result in results)


def fresh(application: Application) -> Application:
    """The application as another person's page has it."""
    return Application.objects.get(pk=application.pk)


def test_a_case_taken_into_review_by_eight_is_taken_once(together: Together) -> None:
    application = make_application()
    officers = [make_staff(Role.CASE_OFFICER, rounds=[application.round]) for _number in range(8)]

    def take(officer: Any) -> Callable[[], None]:
        return lambda: move(application=fresh(application), to=State.IN_REVIEW, actor=officer)

    assert kinds(together([take(officer) for officer in officers])) == {"done": 1, "WrongState": 7}
    assert application.events.filter(to_state=State.IN_REVIEW).count() == 1


@pytest.mark.parametrize("attempt", range(5))
def test_a_guardians_yes_and_a_withdrawal_come_one_after_the_other(together: Together, attempt: int) -> None:
    application = make_application(guardians=1)
    approval = application.approvals.get()
    results = together(
        [
            lambda: answer(approval=approval, approves=True),
            lambda: withdraw(application=fresh(application), actor=application.applicant),
        ]
    )
    approval.refresh_from_db()
    application.refresh_from_db()
    assert application.state == State.WITHDRAWN
    approved = approval.status == "approved"
    assert kinds(results) == ({"done": 2} if approved else {"WrongState": 1, "done": 1})
    logged = list(application.events.values_list("kind", flat=True))
    assert logged == ["submitted", *(["guardian_approved"] if approved else []), "moved"]


@pytest.mark.parametrize("attempt", range(5))
def test_a_members_yes_and_a_withdrawal_come_one_after_the_other(together: Together, attempt: int) -> None:
    application = make_group_application(people=2)
    member = application.members.get()
    results = together(
        [
            lambda: confirm(member=member, told=TOLD_OF_ONE),
            lambda: withdraw(application=fresh(application), actor=application.applicant),
        ]
    )
    member.refresh_from_db()
    application.refresh_from_db()
    assert application.state == State.WITHDRAWN
    confirmed = member.status == "confirmed"
    assert kinds(results) == ({"done": 2} if confirmed else {"WrongState": 1, "done": 1})
    assert member.approvals.count() == confirmed
    logged = list(application.events.values_list("kind", flat=True))
    assert logged == ["submitted", *(["member_confirmed"] if confirmed else []), "moved"]


def test_a_members_five_clicks_at_once_are_one_answer(together: Together) -> None:
    member = make_group_application(people=2, born="2008-03-27").members.get()
    results = together([lambda: confirm(member=member)] * 5)
    assert kinds(results) == {"done": 5}
    assert member.application.events.filter(kind="member_confirmed").count() == 1
    assert OutboxMessage.objects.filter(kind="member_answered").count() == 1


def test_a_guardians_five_clicks_at_once_are_one_answer(together: Together) -> None:
    approval = make_application(guardians=1).approvals.get()
    results = together([lambda: answer(approval=approval, approves=True)] * 5)
    assert kinds(results) == {"done": 5}
    assert approval.application.events.filter(kind="guardian_approved").count() == 1
    assert OutboxMessage.objects.filter(kind="guardian_answered").count() == 1


def test_yes_and_no_at_once_are_one_of_them(together: Together) -> None:
    approval = make_application(guardians=1).approvals.get()
    results = together(
        [lambda yes=yes: answer(approval=approval, approves=yes) for yes in (True, False, True, False)]
    )
    assert kinds(results) == {"done": 2, "WrongState": 2}
    assert OutboxMessage.objects.filter(kind="guardian_answered").count() == 1


@pytest.mark.parametrize("attempt", range(5))
def test_a_yes_taken_back_and_a_decision_come_one_after_the_other(together: Together, attempt: int) -> None:
    application = make_application(guardians=1, state=State.PREPARED)
    secretary = make_staff(Role.BOARD_SECRETARY, rounds=[application.round])
    approval = answer(approval=application.approvals.get(), approves=True)
    results = together(
        [
            lambda: take_back(approval=approval),
            lambda: decide(fresh(application), actor=secretary, basis=Basis.DELEGATION),
        ]
    )
    approval.refresh_from_db()
    application.refresh_from_db()
    assert application.state == State.DECIDED
    taken_back = approval.status == "withdrawn"
    assert kinds(results) == ({"done": 2} if taken_back else {"WrongState": 1, "done": 1})
    logged = list(application.events.values_list("kind", flat=True))
    change = ["guardian_withdrew"] if taken_back else []
    assert logged == ["submitted", "guardian_approved", *change, "decision_recorded"]


def test_several_workers_remind_each_guardian_once(together: Together) -> None:
    for _number in range(3):
        make_application()
    later = timezone.now() + timedelta(days=30)
    results = together([lambda: remind_guardians(later)] * 4)
    # One worker passes over a case that another holds, so together they may need another look.
    assert sum(results) + remind_guardians(later) == 6
    assert OutboxMessage.objects.filter(kind="guardian_reminder").count() == 6
    assert set(GuardianApproval.objects.values_list("reminders", flat=True)) == {1}


@pytest.mark.parametrize("attempt", range(3))
def test_a_reminder_and_an_answer_at_once_are_both_or_the_answer_alone(
    together: Together, attempt: int
) -> None:
    approval = make_application(guardians=1).approvals.get()
    later = timezone.now() + timedelta(days=30)
    results = together([lambda: answer(approval=approval, approves=True), lambda: remind_guardians(later)])
    assert kinds(results) == {"done": 2}
    approval.refresh_from_db()
    assert (approval.status, approval.reminders) == ("approved", results[1])
    assert OutboxMessage.objects.filter(kind="guardian_reminder").count() == results[1]


def test_a_question_sent_again_and_an_answer_come_one_after_the_other(together: Together) -> None:
    approval = make_application(guardians=1).approvals.get()
    officer = make_staff(Role.CASE_OFFICER, rounds=[approval.application.round])
    results = together(
        [
            lambda: answer(approval=approval, approves=True),
            lambda: ask_again(approval=approval, actor=officer, email="gun.ny@example.org"),
        ]
    )
    approval.refresh_from_db()
    assert approval.status == "approved"
    asked_first = approval.email == "gun.ny@example.org"
    assert kinds(results) == ({"done": 2} if asked_first else {"done": 1, "WrongState": 1})


def test_decisions_over_one_pot_at_once_never_exceed_it(together: Together) -> None:
    round_ = make_round(pot=8_000, ceiling=8_000)
    secretary = make_staff(Role.BOARD_SECRETARY, rounds=[round_])
    applications = [make_application(round=round_, state=State.PREPARED) for _number in range(8)]

    def grant(application: Application) -> Callable[[], Any]:
        return lambda: decide(application, actor=secretary, amount=3_000, basis=Basis.DELEGATION)

    assert kinds(together([grant(each) for each in applications])) == {"done": 2, "PotExceeded": 6}
    round_.refresh_from_db()
    assert round_.granted == 6_000
    assert Decision.objects.count() == 2
    assert Application.objects.filter(state=State.DECIDED).count() == 2


def test_decisions_at_once_within_the_pot_are_all_counted(together: Together) -> None:
    round_ = make_round()
    secretary = make_staff(Role.BOARD_SECRETARY, rounds=[round_])
    applications = [make_application(round=round_, state=State.PREPARED) for _number in range(6)]
    results = together(
        [
            lambda each=each: decide(each, actor=secretary, amount=1_000, basis=Basis.DELEGATION)
            for each in applications
        ]
    )
    assert kinds(results) == {"done": 6}
    round_.refresh_from_db()
    assert round_.granted == 6_000


def test_one_case_decided_by_two_at_once_is_decided_once(together: Together) -> None:
    application = make_application(state=State.PREPARED)
    secretaries = [make_staff(Role.BOARD_SECRETARY, rounds=[application.round]) for _number in range(2)]
    results = together(
        [
            lambda who=who: decide(fresh(application), actor=who, amount=1_000, basis=Basis.DELEGATION)
            for who in secretaries
        ]
    )
    assert kinds(results) == {"done": 1, "WrongState": 1}
    assert Decision.objects.count() == 1
    assert Round.objects.get().granted == 1_000
    assert OutboxMessage.objects.filter(kind="decision_letter").count() == 1


@pytest.mark.parametrize("attempt", range(3))
def test_a_decision_and_a_withdrawal_at_once_are_one_of_them(together: Together, attempt: int) -> None:
    application = make_application(state=State.PREPARED)
    officer = make_staff(Role.CASE_OFFICER, rounds=[application.round])
    results = together(
        [
            lambda: decide(fresh(application), actor=officer, amount=2_000, basis=Basis.DELEGATION),
            lambda: withdraw(application=fresh(application), actor=application.applicant),
        ]
    )
    assert kinds(results) == {"done": 1, "WrongState": 1}
    application.refresh_from_db()
    decided = application.state == State.DECIDED
    assert decided or application.state == State.WITHDRAWN
    assert Decision.objects.count() == decided
    assert Round.objects.get().granted == (2_000 if decided else 0)


def test_editing_a_round_during_decisions_forgets_nothing_granted(together: Together) -> None:
    round_ = make_round()
    secretary = make_staff(Role.BOARD_SECRETARY, rounds=[round_])
    applications = [make_application(round=round_, state=State.PREPARED) for _number in range(3)]

    def edit() -> None:
        opened = Round.objects.get(pk=round_.pk)
        opened.contact = "Nya enheten"
        opened.save()

    decisions = [
        lambda each=each: decide(each, actor=secretary, amount=1_000, basis=Basis.DELEGATION)
        for each in applications
    ]
    assert kinds(together([*decisions, edit, edit])) == {"done": 5}
    round_.refresh_from_db()
    assert (round_.granted, round_.contact) == (3_000, "Nya enheten")


def test_a_letter_released_by_four_at_once_is_released_once(together: Together) -> None:
    application = make_application(state=State.DECIDED)
    letter = application.messages.get(kind="decision_letter")
    officers = [make_staff(Role.CASE_OFFICER, rounds=[application.round]) for _number in range(4)]
    results = together([lambda who=who: release(message=letter, actor=who) for who in officers])
    assert kinds(results) == {"done": 1, "WrongState": 3}
    assert application.events.filter(kind="letter_released").count() == 1


def test_several_workers_send_every_mail_once(together: Together) -> None:
    for _number in range(5):
        make_application()
    waiting = OutboxMessage.objects.count()
    mail.outbox = []
    results = together([send_all] * 4)
    assert sum(results) == waiting == 15
    keys = [each.metadata["outbox"] for each in mail.outbox]
    assert len(keys) == len(set(keys)) == 15
    assert set(OutboxMessage.objects.values_list("status", "attempts")) == {("sent", 1)}
