"""Guardians in situations that the usual application does not have."""

from datetime import date
from typing import Any

from django.utils import timezone

from stipend_portal.models import Application, ApplicationVersion, GroupMember, GuardianApproval
from stipend_portal.services.asking import ask_guardians
from stipend_portal.services.submission import columns_from
from tests.factories.portal import make_answers

UNREACHABLE = {"missing_name": "Hans Exempel", "missing_reason": "Han har inte hört av sig på flera år."}


def make_unreachable(application: Application) -> GuardianApproval:
    """The applicant's other guardian, who cannot be reached."""
    named, unreachable = ask_guardians(
        application.latest_version, custody={"situation": "one_unreachable"}, named=dict(UNREACHABLE)
    )
    # The one who can be reached has been asked already, or is not to be.
    named.delete()
    return unreachable


def make_not_asked(application: Application) -> GuardianApproval:
    """An applicant who cannot ask any guardian, and nothing else."""
    application.messages.filter(approval__isnull=False).delete()
    application.approvals.all().delete()
    [approval] = ask_guardians(
        application.latest_version,
        custody={"situation": "not_asked"},
        named={"safe_contact": "Ring mig på skolan.", "private_reason": "Jag bor hos en annan familj."},
    )
    return approval


def make_member(application: Application, **fields: Any) -> GroupMember:
    """Someone who goes along and has said yes."""
    return GroupMember.objects.create(
        application=application,
        version=application.latest_version,
        **{
            "name": "Bo Exempel",
            "birth_date": date(2011, 5, 5),
            "connection": "studies",
            "email": "bo@example.org",
            "status": "confirmed",
            "answered_at": timezone.now(),
            **fields,
        },
    )


def make_members_guardian(member: GroupMember) -> GuardianApproval:
    """The one guardian of a member."""
    [approval] = ask_guardians(
        member.version,
        custody={"situation": "one"},
        named={"first_name": "Git Exempel", "first_email": "git@example.org"},
        member=member,
    )
    return approval


def send_newer_version(
    application: Application,
    *,
    guardians: int = 2,
    members: list[dict[str, str]] | None = None,
    **answers: Any,
) -> ApplicationVersion:
    """The application sent once more, with its guardians asked about the new version."""
    changed = make_answers(guardians, **answers)
    if members:
        changed["members"] = {"rows": members}
    version = ApplicationVersion.objects.create(
        application=application,
        number=application.latest_version.number + 1,
        answers=changed,
        received_at=timezone.now(),
    )
    Application.objects.filter(pk=application.pk).update(**columns_from(changed))
    application.refresh_from_db()
    ask_guardians(version)
    return version
