"""Partners, projects and proposals for tests."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from partners.models import (
    PartnerIndexPage,
    PartnerProjectIndexPage,
    PartnerProjectPage,
    PartnershipProposal,
    PartnerTownPage,
)


def make_town(index: PartnerIndexPage, **changes: Any) -> PartnerTownPage:
    """A published twin town, last in a list."""
    number = PartnerTownPage.objects.count()
    values: dict[str, Any] = {
        "title": f"Exempelstad {number}",
        "slug": f"exempelstad-{number}",
        "country_code": "EE",
        "latitude": 58 + number % 10,
        "longitude": 20 + number % 40,
        "status": "active",
        "status_as_of": date(2026, 1, 1),
        "locale": index.locale,
        **changes,
    }
    town = PartnerTownPage(**values)
    index.add_child(instance=town)
    return town


def make_project(parent: PartnerProjectIndexPage, **changes: Any) -> PartnerProjectPage:
    """A published project with a place of its own."""
    number = PartnerProjectPage.objects.count()
    place = {"name": f"Ort {number}", "country_code": "UG", "latitude": number % 50, "longitude": 32}
    values: dict[str, Any] = {
        "title": f"Exempelprojekt {number}",
        "slug": f"exempelprojekt-{number}",
        "begins": date(2026, 1, 1),
        "places": [("place", place)],
        "locale": parent.locale,
        **changes,
    }
    towns = values.pop("towns", [])
    project = PartnerProjectPage(**values)
    parent.add_child(instance=project)
    if towns:
        project.towns = towns
        project.save()
    return project


PROPOSAL = {
    "proposer": "association",
    "organisation": "Exempelföreningen",
    "contact_name": "Kim",
    "email": "kim@example.org",
    "where": "Türi",
    "idea": "En kör som sjunger på båda orterna.",
    "when": "Nästa höst",
}


def make_proposal(**changes: Any) -> PartnershipProposal:
    """A proposal that came in just now."""
    values = {
        **PROPOSAL,
        "language": "sv",
        "answer_by": timezone.localdate() + timedelta(days=14),
        **changes,
    }
    return PartnershipProposal.objects.create(**values)
