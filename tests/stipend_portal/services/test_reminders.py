"""Reminders: after so many days, so many times, and to nobody who need not answer."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core import mail

from home.periodic import JOBS
from stipend_portal.mail.worker import send_all
from stipend_portal.models import Application, GroupMember, GuardianApproval, OutboxMessage, PortalSettings
from stipend_portal.services.guardian import answer
from stipend_portal.services.reminders import remind_guardians, remind_members
from stipend_portal.states import UNDECIDED, Role, State
from tests.factories.guardians import (
    make_member,
    make_members_guardian,
    make_not_asked,
    make_unreachable,
    send_newer_version,
)
from tests.factories.portal import make_application
from tests.factories.snapshot import portal_snapshot

pytestmark = pytest.mark.django_db

ASKED = datetime.fromisoformat("2027-02-01T12:00:00+01:00")
DAY = timedelta(days=1)
DUE = ASKED + 5 * DAY


@pytest.fixture(autouse=True)
def _times(db: None) -> None:
    """Every five days, twice at most."""
    settings = PortalSettings.load()
    settings.reminder_days, settings.most_reminders = 5, 2
    settings.save()


@pytest.fixture
def application(db: None) -> Application:
    """An application with two guardians, sent on the first of February."""
    with time_machine.travel(ASKED, tick=False):
        return make_application(state=State.IN_REVIEW)


def reminders(kind: str = "guardian_reminder") -> list[str]:
    """Who has been reminded, in order."""
    mails = OutboxMessage.objects.filter(kind=kind).order_by("created_at", "recipient")
    return list(mails.values_list("recipient", flat=True))


@pytest.mark.sqlite
def test_who_has_not_answered_is_reminded_when_the_days_have_passed(application: Application) -> None:
    answer(approval=application.approvals.earliest("pk"), approves=True)
    assert remind_guardians(DUE - timedelta(seconds=1)) == 0
    assert remind_guardians(DUE) == 1
    assert reminders() == ["gary@example.org"]
    approval = application.approvals.latest("pk")
    assert (approval.reminders, approval.reminded_at) == (1, DUE)
    event = application.events.latest("pk")
    assert (event.kind, event.actor, event.actor_role) == ("guardian_reminded", None, Role.SYSTEM)
    assert event.data == {"approval": approval.pk, "version": 1}


def test_a_reminder_is_in_both_languages_and_has_the_link(application: Application) -> None:
    remind_guardians(DUE)
    send_all()
    approval = application.approvals.earliest("pk")
    [sent] = [each for each in mail.outbox if each.to == [approval.email] and "Påminnelse" in each.subject]
    assert "Reminder: your answer is needed" in sent.subject
    assert f"http://testserver/godkann/{approval.token}/" in sent.body
    assert f"http://testserver/en/godkann/{approval.token}/" in sent.body
    assert "1 februari 2027" in sent.body
    assert "as guardian of Alva Exempel" in sent.body


@pytest.mark.sqlite
def test_the_days_count_from_the_last_word_and_reminders_end(application: Application) -> None:
    counts = [remind_guardians(ASKED + number * DAY) for number in range(31)]
    assert [number for number, count in enumerate(counts) if count] == [5, 10]
    assert sum(counts) == 4


def test_no_reminders_are_sent_where_bun_wants_none(application: Application) -> None:
    PortalSettings.objects.update(most_reminders=0)
    assert remind_guardians(DUE) == 0


@pytest.mark.parametrize("state", State)
def test_only_what_waits_for_a_decision_is_reminded_of(state: State) -> None:
    with time_machine.travel(ASKED, tick=False):
        make_application(guardians=1, state=state)
    assert remind_guardians(DUE) == (1 if state in UNDECIDED else 0)


@pytest.mark.parametrize("approves", [True, False])
def test_nobody_is_reminded_who_has_answered(application: Application, approves: bool) -> None:
    for approval in application.approvals.all():
        answer(approval=approval, approves=approves)
    before = portal_snapshot()
    assert remind_guardians(DUE) == 0
    assert portal_snapshot() == before


def test_nobody_is_reminded_who_was_not_asked(application: Application) -> None:
    make_not_asked(application)
    make_unreachable(application)
    assert application.approvals.count() == 2
    assert remind_guardians(DUE) == 0


def test_only_the_newest_version_is_reminded_of(application: Application) -> None:
    with time_machine.travel(ASKED + 4 * DAY, tick=False):
        version = send_newer_version(application, guardians=1)
    assert remind_guardians(DUE) == 0
    assert remind_guardians(ASKED + 9 * DAY) == 1
    assert OutboxMessage.objects.get(kind="guardian_reminder").approval.version == version


def test_the_guardians_of_someone_of_age_are_left_alone() -> None:
    with time_machine.travel("2029-03-20T12:00:00+01:00", tick=False):
        make_application(guardians=1)
        PortalSettings.objects.update(reminder_days=1)
    for day, count in (("2029-03-26", 1), ("2029-03-27", 0), ("2029-04-20", 0)):
        assert remind_guardians(datetime.fromisoformat(f"{day}T12:00:00+02:00")) == count


def test_a_members_guardian_is_reminded_while_the_member_goes_along(application: Application) -> None:
    application.approvals.update(status="approved", answered_at=ASKED)
    with time_machine.travel(ASKED, tick=False):
        member = make_member(application)
        make_members_guardian(member)
    assert remind_guardians(DUE) == 1
    assert reminders() == ["git@example.org"]
    GroupMember.objects.filter(pk=member.pk).update(status="declined")
    assert remind_guardians(DUE + 5 * DAY) == 0


@pytest.mark.sqlite
def test_members_are_reminded_in_the_same_way(application: Application) -> None:
    with time_machine.travel(ASKED, tick=False):
        waiting = make_member(application, status="invited", answered_at=None)
        make_member(application, email="li@example.org")
    counts = [remind_members(ASKED + number * DAY) for number in range(31)]
    assert [number for number, count in enumerate(counts) if count] == [5, 10]
    assert reminders("member_reminder") == ["bo@example.org", "bo@example.org"]
    waiting.refresh_from_db()
    assert (waiting.reminders, waiting.reminded_at) == (2, ASKED + 10 * DAY)
    event = application.events.latest("pk")
    assert (event.kind, event.actor_role) == ("member_reminded", Role.SYSTEM)


def test_a_member_of_age_is_reminded_too(application: Application) -> None:
    with time_machine.travel(ASKED, tick=False):
        make_member(application, status="invited", answered_at=None, birth_date="2008-05-05")
    assert remind_members(DUE) == 1


def test_one_that_cannot_be_reminded_leaves_nothing_half_done(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = portal_snapshot()

    def fail(*args: object, **kwargs: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("stipend_portal.services.reminders.log", fail)
    with pytest.raises(OSError, match="the disk is full"):
        remind_guardians(DUE)
    assert portal_snapshot() == before


def test_reminding_is_periodic_work() -> None:
    assert {"reminders.remind_guardians", "reminders.remind_members"} <= set(JOBS)


def test_an_approval_asked_again_is_counted_anew(application: Application) -> None:
    approval: GuardianApproval = application.approvals.earliest("pk")
    application.approvals.exclude(pk=approval.pk).update(status="approved", answered_at=ASKED)
    for number in (5, 10):
        remind_guardians(ASKED + number * DAY)
    approval.refresh_from_db()
    approval.reminders, approval.reminded_at, approval.invited_at = 0, None, ASKED + 12 * DAY
    approval.save()
    counts = [remind_guardians(ASKED + number * DAY) for number in range(13, 31)]
    assert [number for number, count in enumerate(counts, 13) if count] == [17, 22]
