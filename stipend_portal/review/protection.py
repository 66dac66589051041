"""What the case page offers about protected identity."""

from django.urls import reverse
from django.utils.translation import gettext as _

from stipend_portal.models import Application
from stipend_portal.review.offers import Offer
from stipend_portal.services.protection import PROTECTING_ROLES
from stipend_portal.states import Role


def protection_offers(case: Application, roles: frozenset[Role]) -> list[Offer]:
    """Marking the case, or naming people on it and taking the mark away."""
    if not roles & PROTECTING_ROLES:
        return []
    if not case.protected:
        return [Offer(_("Mark as protected identity"), reverse("cases:protect", args=[case.pk]))]
    return [
        Offer(_("Who is named on the case"), reverse("cases:named", args=[case.pk])),
        Offer(_("No longer protected identity"), reverse("cases:unprotect", args=[case.pk])),
    ]
