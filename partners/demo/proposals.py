"""Proposals of co-operation for whoever tries the admin. All of them are made up."""

from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from home.demo.content import read
from home.demo.registry import register_demo_loader
from home.weekdays import weekdays_after
from partners.models import PartnershipProposal
from partners.proposals.receive import WEEKDAYS_TO_ANSWER

CONTENT = Path(__file__).parent / "proposals.toml"


@register_demo_loader
def load_proposals() -> None:
    """One that has just come, one that has waited too long, and one that is answered."""
    for entry in read(CONTENT)["proposal"]:
        arrived = timezone.now() - timedelta(days=entry.pop("days_ago"))
        answered = entry["status"] != PartnershipProposal.Status.NEW
        PartnershipProposal.objects.create(
            **entry,
            arrived_at=arrived,
            answer_by=weekdays_after(timezone.localdate(arrived), WEEKDAYS_TO_ANSWER),
            status_set_at=arrived + timedelta(days=2) if answered else None,
        )
