"""Received is not complete: what the guardians have said decides, of the newest version and while it matters."""

from datetime import date, datetime

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from stipend_portal.completeness import GuardianProgress, newest_only, progress_of
from stipend_portal.models import Application, GuardianApproval
from tests.factories.guardians import (
    make_member,
    make_members_guardian,
    make_not_asked,
    make_unreachable,
    send_newer_version,
)
from tests.factories.portal import make_application

pytestmark = pytest.mark.django_db

Status = GuardianApproval.Status
TODAY = date(2027, 2, 1)
OF_AGE = date(2029, 3, 27)


def progress(application: Application, today: date = TODAY) -> GuardianProgress:
    """How far the guardians of an application have come."""
    return progress_of(newest_only(application.approvals.select_related("member")), today)


def answered(approval: GuardianApproval, status: Status) -> None:
    """Write an answer straight to the row."""
    now: datetime = timezone.now()
    GuardianApproval.objects.filter(pk=approval.pk).update(status=status, answered_at=now)


@pytest.mark.parametrize(
    ("first", "second", "complete"),
    [
        (Status.APPROVED, Status.APPROVED, True),
        (Status.APPROVED, Status.INVITED, False),
        (Status.APPROVED, Status.DECLINED, False),
        (Status.APPROVED, Status.WITHDRAWN, False),
        (Status.DECLINED, Status.DECLINED, False),
    ],
)
def test_it_is_complete_when_every_guardian_has_approved(
    first: Status, second: Status, complete: bool
) -> None:
    application = make_application()
    for approval, status in zip(application.approvals.all(), (first, second), strict=True):
        if status != Status.INVITED:
            answered(approval, status)
    assert progress(application).is_complete == complete


def test_someone_of_age_has_nobody_to_wait_for() -> None:
    found = progress(make_application(guardians=0))
    assert (found.asked, found.is_complete) == (0, True)


def test_an_unreachable_guardian_stands_in_the_way_until_an_officer_goes_on() -> None:
    application = make_application(guardians=1)
    answered(application.approvals.get(), Status.APPROVED)
    missing = make_unreachable(application)
    found = progress(application)
    assert (found.unreachable, found.settled, found.asked, found.is_complete) == (1, 1, 2, False)
    missing.status, missing.answered_at, missing.reason = Status.WAIVED, timezone.now(), "Går inte att nå."
    missing.recorded_by = application.applicant
    missing.save()
    found = progress(application)
    assert (found.approved, found.settled, found.is_complete) == (1, 2, True)


def test_it_is_not_complete_while_nobody_could_be_asked() -> None:
    application = make_application()
    make_not_asked(application)
    found = progress(application)
    assert (found.not_asked, found.asked, found.is_complete) == (1, 1, False)


def test_the_guardians_of_members_count_as_well() -> None:
    application = make_application(guardians=1)
    answered(application.approvals.get(), Status.APPROVED)
    approval = make_members_guardian(make_member(application))
    assert not progress(application).is_complete
    answered(approval, Status.APPROVED)
    assert progress(application).is_complete


def test_only_the_newest_version_counts() -> None:
    application = make_application(guardians=1)
    answered(application.approvals.get(), Status.APPROVED)
    send_newer_version(application)
    found = progress(application)
    assert (found.approved, found.asked) == (0, 2)


def test_an_older_version_does_not_count_even_where_the_newest_asks_nobody() -> None:
    application = make_application(guardians=2)
    send_newer_version(application, guardians=0)
    found = progress(application)
    assert (found.asked, found.is_complete) == (0, True)


def test_who_turns_eighteen_waits_for_nobody_and_keeps_what_was_settled() -> None:
    application = make_application()
    answered(application.approvals.earliest("pk"), Status.APPROVED)
    assert progress(application, date(2029, 3, 26)).statuses == ("approved", "invited")
    found = progress(application, OF_AGE)
    assert (found.statuses, found.is_complete) == (("approved",), True)


def test_a_guardians_no_ends_when_the_young_person_turns_eighteen() -> None:
    application = make_application(guardians=1)
    answered(application.approvals.get(), Status.DECLINED)
    assert not progress(application).is_complete
    assert progress(application, OF_AGE).is_complete


@pytest.mark.parametrize("members", [1, 3])
def test_judging_takes_one_query_however_many_there_are(
    members: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    application = make_application()
    for number in range(members):
        make_members_guardian(make_member(application, email=f"medlem{number}@example.org"))
    application = Application.objects.select_related("round").get()
    with django_assert_num_queries(1):
        assert progress(application).asked == 2 + members
