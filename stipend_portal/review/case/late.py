"""What the case page offers about an application that came late."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext as _

from stipend_portal.models import Application
from stipend_portal.phases import Work, allows
from stipend_portal.review.offers import Offer
from stipend_portal.services.late_exception import ACCEPTING_ROLES
from stipend_portal.states import UNDECIDED, Role


def late_offers(case: Application, roles: Collection[Role]) -> list[Offer]:
    """Treating it as if it came in time, for those who may, while it is being considered."""
    waits = case.late_not_accepted and case.state in UNDECIDED
    if not waits or not ACCEPTING_ROLES & set(roles) or not allows(case.round.phase, Work.HANDLE):
        return []
    return [Offer(_("Treat as in time"), reverse("cases:accept_late", args=[case.pk]))]
