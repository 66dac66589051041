"""Partners, projects and proposals for tests."""

from datetime import date, timedelta
from typing import Any

from django.db.models import F
from django.db.models.functions import Mod
from django.utils import timezone

from partners.models import (
    PartnerIndexPage,
    PartnerProjectIndexPage,
    PartnerProjectPage,
    PartnershipProposal,
    PartnerTownPage,
)
from tests.factories.current import make_many


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


def make_many_partners(count: int) -> None:
    """So many more towns, apart from each other, and projects with Türi, in the demo, by few and plain writes."""
    index = PartnerIndexPage.objects.get(locale__language_code="sv")
    known = set(PartnerTownPage.objects.values_list("pk", flat=True))
    town = {"country_code": "EE", "longitude": 25, "status": "active", "status_as_of": date(2026, 1, 1)}
    make_many(index, PartnerTownPage, count, latitude=58, **town)
    new = PartnerTownPage.objects.exclude(pk__in=known)
    new.update(latitude=Mod(F("pk"), 60), longitude=Mod(F("pk"), 170))
    place = {"name": "Exempelort", "country_code": "UG", "latitude": 1, "longitude": 32}
    project = {"begins": date(2026, 1, 1), "places": [("place", place)]}
    known = set(PartnerProjectPage.objects.values_list("pk", flat=True))
    parent = PartnerProjectIndexPage.objects.get(locale__language_code="sv")
    make_many(parent, PartnerProjectPage, count, **project)
    turi = PartnerTownPage.objects.get(slug="turi", locale__language_code="sv")
    ties = PartnerProjectPage.towns.through
    ties.objects.bulk_create(
        ties(partnerprojectpage_id=pk, partnertownpage=turi)
        for pk in PartnerProjectPage.objects.exclude(pk__in=known).values_list("pk", flat=True)
    )


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
