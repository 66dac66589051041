"""What has been granted in a round in all, and from whom it is kept.

A sum gives away the one part of it that somebody may not know.
"""

from django.db.models import Exists, OuterRef, Q

from home.models import User
from stipend_portal.models import Application, ConflictOfInterest
from stipend_portal.permissions import RoundRoles, round_roles, to_be_asked
from stipend_portal.states import WITH_DECISION


def rounds_without_sums(user: User, roles: RoundRoles | None = None) -> set[int]:
    """The rounds whose sums would tell this person what became of a case that is closed to her.

    Those in which she has jäv, or applies herself, in any case, decided or not: otherwise it would tell
    that it has been decided. And those with a decided case about which she has not answered yet.
    """
    roles = round_roles(user) if roles is None else roles
    jav = ConflictOfInterest.objects.filter(application=OuterRef("pk"), user=user.pk, has_conflict=True)
    closed = Application.objects.filter(
        Exists(jav) | Q(applicant=user.pk), round_id__in={round_id for round_id, _role in roles}
    )
    unanswered = to_be_asked(user, roles).filter(state__in=sorted(WITH_DECISION))
    found = [cases.order_by().values_list("round_id", flat=True) for cases in (closed, unanswered)]
    return {round_id for ids in found for round_id in ids}
