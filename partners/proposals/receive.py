"""Taking in a proposal: the row and the mails in one transaction."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from home.mail.outgoing import send
from home.weekdays import weekdays_after
from partners.models import PartnerIndexPage, PartnershipProposal

# A promise of the form's own, in weekdays.
WEEKDAYS_TO_ANSWER = 10
# The same words from the same address within this time are one proposal: a button pressed twice.
SAME_WITHIN = timedelta(hours=1)


def coordinating_address() -> str:
    """The address of the function that the Swedish list of partners names as whom to ask; empty where none is."""
    index = (
        PartnerIndexPage.objects.live()
        .filter(locale__language_code=settings.LANGUAGE_CODE, contact__isnull=False)
        .select_related("contact")
        .defer_streamfields()
        .first()
    )
    return index.contact.email if index and index.contact else ""


@transaction.atomic
def receive(*, proposal: PartnershipProposal, language: str) -> PartnershipProposal:
    """Store a proposal, thank the one who sent it, and tell the co-ordinating unit.

    The mails repeat nothing that was typed: the form is open, and may hold anybody's address.
    """
    now = timezone.now()
    same = PartnershipProposal.objects.filter(
        email__iexact=proposal.email, idea=proposal.idea, arrived_at__gte=now - SAME_WITHIN
    ).first()
    if same:
        return same
    proposal.language = language
    proposal.arrived_at = now
    proposal.answer_by = weekdays_after(timezone.localdate(now), WEEKDAYS_TO_ANSWER)
    proposal.save()
    context = {"reference": proposal.reference, "answer_by": proposal.answer_by}
    send("partnership_proposal_receipt", to=proposal.email, language=language, context=context)
    unit = coordinating_address()
    if unit:
        context["admin_path"] = reverse("partnership_proposals:inspect", args=[proposal.pk])
        send("partnership_proposal", to=unit, language=settings.LANGUAGE_CODE, context=context)
    return proposal
