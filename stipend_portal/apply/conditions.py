"""Which pages are asked of whom. Answers of pages that no longer apply stay stored and are not sent."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from django.utils import timezone

from stipend_portal import rules
from stipend_portal.models import Programme
from stipend_portal.questions import ABOUT, ATTACHMENTS, CUSTODY, GUARDIANS, MEMBERS, TOGETHER
from stipend_portal.questions.choices import GROUP

if TYPE_CHECKING:
    from stipend_portal.apply.wizard import ApplicationWizard


def under_age(wizard: "ApplicationWizard") -> bool:
    """Whether guardians are asked for; yes, until the day of birth is known."""
    birth_date = wizard.answered(ABOUT).get("birth_date")
    return birth_date is None or rules.needs_guardians(
        birth_date, age_day=wizard.draft.round.age_day, today=timezone.localdate()
    )


def may_choose_group(wizard: "ApplicationWizard") -> bool:
    """Whether the programme leaves it to the applicant."""
    return wizard.draft.round.programme.applicants == Programme.Applicants.BOTH


def is_group(wizard: "ApplicationWizard") -> bool:
    """Whether there are others to name."""
    if may_choose_group(wizard):
        return wizard.answered(TOGETHER).get("how") == GROUP
    return wizard.draft.round.programme.applicants == Programme.Applicants.GROUP


def takes_attachments(wizard: "ApplicationWizard") -> bool:
    """Whether the programme takes files."""
    return wizard.draft.round.programme.attachments != Programme.Attachments.NONE


CONDITIONS: Mapping[str, Callable[["ApplicationWizard"], bool]] = {
    CUSTODY.slug: under_age,
    GUARDIANS.slug: under_age,
    TOGETHER.slug: may_choose_group,
    MEMBERS.slug: is_group,
    ATTACHMENTS.slug: takes_attachments,
}
