"""Received or complete, asked of the database: the same rules as `stipend_portal.completeness`."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from stipend_portal.case_filters.ages import born_by
from stipend_portal.completeness import newest_only
from stipend_portal.models import GroupMember, GuardianApproval, Round
from stipend_portal.models.guardian_approval import SETTLED
from stipend_portal.rules import FULL_AGE

Status = GuardianApproval.Status
REFUSED = (Status.DECLINED, Status.WITHDRAWN)


class Guardians(TextChoices):
    """How far a case's guardians have come."""

    ALL = "all", _("All have approved")
    WAITING = "waiting", _("Someone has not answered")
    REFUSED = "no", _("Someone has said no")
    NONE = "none", _("None is needed")


def _still_needed(rounds: Iterable[Round], today: date) -> Q:
    """Approvals whose young person is under eighteen both on the round's day and today (föräldrabalken 9:1)."""
    rounds = list(rounds)
    needed = Q(pk__in=[])
    for day in {each.age_day for each in rounds}:
        young = max(born_by(day, FULL_AGE), born_by(today, FULL_AGE))
        born = Q(member=None, application__birth_date__gt=young) | Q(member__birth_date__gt=young)
        needed |= Q(born, application__round_id__in=[each.pk for each in rounds if each.age_day == day])
    return needed


def _approvals() -> QuerySet[GuardianApproval]:
    """Those of a case's newest version, without the guardians of someone who stays at home."""
    rows = newest_only(GuardianApproval.objects.filter(application=OuterRef("pk")))
    return rows.filter(Q(member=None) | ~Q(member__status=GroupMember.Status.DECLINED))


def some_member_missing() -> Exists:
    """Whether somebody in the group has not said yes."""
    members = newest_only(GroupMember.objects.filter(application=OuterRef("pk")))
    return Exists(members.exclude(status=GroupMember.Status.CONFIRMED))


def is_complete(rounds: Iterable[Round], today: date) -> Q:
    """Applications for which nobody is waited for: every guardian has approved and every member comes along."""
    waited_for = _approvals().filter(_still_needed(rounds, today)).exclude(status__in=SETTLED)
    return Q(~Exists(waited_for), ~some_member_missing())


def guardians_are(wanted: Guardians, rounds: Iterable[Round], today: date) -> Q:
    """Applications whose guardians have come this far."""
    needed = _still_needed(rounds, today)
    rows = _approvals()
    waited_for = rows.filter(needed).exclude(status__in=SETTLED)
    match wanted:
        case Guardians.WAITING:
            return Q(Exists(waited_for.exclude(status__in=REFUSED)))
        case Guardians.REFUSED:
            return Q(Exists(waited_for.filter(status__in=REFUSED)))
        case Guardians.ALL:
            return Q(Exists(rows.filter(status__in=SETTLED)), ~Exists(waited_for))
        case _:
            return ~Q(Exists(rows.filter(needed | Q(status__in=SETTLED))))
