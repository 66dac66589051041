"""Deleting proposals that are closed, where the municipality's records plan says when."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from home.periodic import periodically
from partners.models import PartnershipProposal, ProposalPurge


@periodically(minutes=24 * 60)
def clear_closed_proposals(now: datetime) -> int:
    """Delete what was closed longer ago than PARTNERSHIP_PROPOSAL_MONTHS; nothing without that setting.

    Arkivlagen (1990:782) 10 §: a record is deleted only where a decision allows it. Leaves a row that says how many
    went and by what rule. Returns how many.
    """
    months: int | None = settings.PARTNERSHIP_PROPOSAL_MONTHS
    if months is None:
        return 0
    with transaction.atomic():
        closed = PartnershipProposal.objects.select_for_update(skip_locked=True).filter(
            status=PartnershipProposal.Status.CLOSED, status_set_at__lt=months_before(now, months)
        )
        keys = list(closed.values_list("pk", flat=True))
        if keys:
            PartnershipProposal.objects.filter(pk__in=keys).delete()
            ProposalPurge.objects.create(at=now, number=len(keys), months=months)
    return len(keys)


def months_before(now: datetime, months: int) -> datetime:
    """The same day of an earlier month; the last day of that month where it is shorter."""
    year, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    day = now.day
    while True:
        try:
            return now.replace(year=year, month=month + 1, day=day)
        except ValueError:
            day -= 1
