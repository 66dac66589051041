"""What a new version means for those who have said yes to the one before."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from stipend_portal.models import Application, GroupMember, GuardianApproval
from stipend_portal.services.guardian import answer
from stipend_portal.services.supplement import answer_supplement
from stipend_portal.states import State
from tests.factories.portal import make_answers, make_application
from tests.factories.supplements import (
    ask_for_more,
    begin,
    changed_answers,
    entry,
    put_file,
    send_answer,
    send_in,
)

pytestmark = pytest.mark.django_db

BO = {"name": "Bo Exempel", "birth_date": "2010-05-01", "connection": "lives", "email": "bo@example.org"}

Approval = tuple[str, str, Any, Any, str]


def approvals(application: Application, number: int) -> list[Approval]:
    """Who has answered what about a version, and when."""
    rows = GuardianApproval.objects.filter(application=application, version__number=number)
    return list(rows.values_list("email", "status", "invited_at", "answered_at", "reason"))


def test_the_group_is_counted_again_and_its_members_are_asked_again() -> None:
    other = {**BO, "name": "Cecilia Exempel", "email": "cecilia@example.org"}
    answers = {**make_answers(), "together": {"how": "group"}, "members": {"rows": [BO]}}
    application = send_in(answers)
    request = ask_for_more(application, sections=["members"])
    answers = {**changed_answers(request), "members": {"rows": [BO, other]}}
    answer_supplement(draft=begin(request), answers=answers, received_at=timezone.now(), language="sv")
    application.refresh_from_db()
    assert application.people == 3
    invited = GroupMember.objects.filter(version=application.latest_version)
    assert list(invited.values_list("email", "status")) == [
        ("bo@example.org", "invited"),
        ("cecilia@example.org", "invited"),
    ]


def test_guardians_are_asked_again_when_the_words_have_changed() -> None:
    application = make_application(state=State.IN_REVIEW)
    answer(approval=application.approvals.earliest("pk"), approves=True)
    send_answer(ask_for_more(application), reason="Nytt.")
    assert [row[1] for row in approvals(application, 1)] == ["approved", "invited"]
    assert [row[:2] for row in approvals(application, 2)] == [
        ("gun@example.org", "invited"),
        ("gary@example.org", "invited"),
    ]
    assert application.messages.filter(kind="guardian_invitation").count() == 4


def test_guardians_of_someone_who_has_turned_eighteen_are_not_asked_again() -> None:
    application = make_application(state=State.IN_REVIEW, birth_date="2011-03-27")
    request = ask_for_more(application)
    draft = begin(request)
    grown = application.birth_date.replace(year=application.birth_date.year + 18) + timedelta(days=1)
    with time_machine.travel(grown):
        answer_supplement(
            draft=draft,
            answers=changed_answers(request, reason="Nytt."),
            received_at=timezone.now(),
            language="sv",
        )
    assert approvals(application, 2) == []
    assert application.latest_version.answers["guardians"]["first_name"] == "Gun Exempel"


def test_the_answers_of_guardians_and_members_stand_when_only_attachments_have_changed() -> None:
    answers = {**make_answers(), "together": {"how": "group"}, "members": {"rows": [BO]}}
    application = send_in(answers)
    answer(approval=application.approvals.earliest("pk"), approves=True)
    GroupMember.objects.update(status="confirmed", answered_at=timezone.now(), custody={"situation": "one"})
    [bo] = GroupMember.objects.all()
    GuardianApproval.objects.create(
        application=application,
        version=application.latest_version,
        member=bo,
        email="berit@example.org",
        status="declined",
        answered_at=timezone.now(),
    )
    before = approvals(application, 1)
    request = ask_for_more(application, sections=["attachments"])
    new_file = put_file(begin(request), "ny.pdf")
    answers = {**changed_answers(request), "attachments": {"files": [entry(new_file)]}}
    answer_supplement(draft=request.draft, answers=answers, received_at=timezone.now(), language="sv")

    after = approvals(application, 2)
    answered = [row for row in before if row[1] != "invited"]
    assert [row for row in after if row[1] != "invited"] == answered
    assert sorted(row[:2] for row in after) == sorted(row[:2] for row in before)
    copy = GroupMember.objects.get(version=application.latest_version)
    assert (copy.status, copy.custody, copy.answered_at) == (
        "confirmed",
        {"situation": "one"},
        bo.answered_at,
    )
    assert copy.approvals.get().email == "berit@example.org"
    # Only the guardian who has not answered needs a new link.
    mails = application.messages.filter(kind="guardian_invitation")
    assert sorted(mails.values_list("recipient", flat=True)) == [
        "gary@example.org",
        "gary@example.org",
        "gun@example.org",
    ]
    assert "guardian" not in application.messages.get(kind="supplement_receipt").body


def test_the_same_answers_sent_again_are_a_version_too_and_nobody_is_asked_again() -> None:
    application = make_application(state=State.IN_REVIEW, guardians=1)
    answer(approval=application.approvals.get(), approves=True)
    request = ask_for_more(application)
    send_answer(request)
    first, second = application.versions.order_by("number")
    assert first.sha256 == second.sha256
    assert application.events.last().data["changed"] == []
    assert [row[:2] for row in approvals(application, 2)] == [("gun@example.org", "approved")]
