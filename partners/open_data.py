"""The partners as open data, for other programs: JSON and GeoJSON, free for everyone to use.

The fields are told on the page `/oppna-data/`. A field may be added without a new version; one that goes or changes
its meaning makes `VERSION` higher.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from home.serving.addresses import with_roots
from home.serving.page_cache import mark_public
from partners.countries import country_name
from partners.models import PartnerTownPage

VERSION = 1
LICENCE = {
    "name": "CC0 1.0",
    "url": "https://creativecommons.org/publicdomain/zero/1.0/",
    "statement": "To the extent possible under law, the publisher has waived all rights to these data.",
}
LANGUAGES = ("sv", "en")


def partners() -> list[dict[str, Any]]:
    """Every published partner once, with its names and addresses in the languages that it has a page in."""
    pages = PartnerTownPage.objects.live().public().select_related("locale").defer_streamfields()
    found: dict[Any, dict[str, Any]] = {}
    # The Swedish page leads: facts that are not words are taken from it where both exist.
    for page in sorted(
        with_roots(pages.order_by("path")), key=lambda page: page.locale.language_code != LANGUAGES[0]
    ):
        language = page.locale.language_code
        entry = found.setdefault(page.translation_key, _facts(page))
        entry["name"][language] = page.title
        entry["country"][language] = country_name(page.country_code, language)
        entry["url"][language] = settings.BASE_URL + (page.get_url() or "")
    return list(found.values())


def _facts(page: PartnerTownPage) -> dict[str, Any]:
    return {
        "id": str(page.translation_key),
        "name": {},
        "country_code": page.country_code,
        "country": {},
        "region": page.region,
        "latitude": float(page.latitude),
        "longitude": float(page.longitude),
        "kind": page.kind,
        "status": page.status,
        "status_as_of": page.status_as_of.isoformat(),
        "since": page.since,
        "agreement_date": page.agreement_date.isoformat() if page.agreement_date else None,
        "url": {},
    }


def _open(request: HttpRequest, data: dict[str, Any], content_type: str) -> HttpResponse:
    """Readable for people, kept for a while, and open to programs of other sites."""
    response = JsonResponse(
        data, json_dumps_params={"ensure_ascii": False, "indent": 1}, content_type=content_type
    )
    response["Access-Control-Allow-Origin"] = "*"
    return mark_public(request, response)


def _about() -> dict[str, Any]:
    with override(settings.LANGUAGE_CODE):
        documentation = settings.BASE_URL + reverse("open_data")
    return {"version": VERSION, "licence": LICENCE, "documentation": documentation}


@require_safe
def partners_json(request: HttpRequest) -> HttpResponse:
    """The partners as a list."""
    return _open(request, {**_about(), "partners": partners()}, "application/json")


@require_safe
def partners_geojson(request: HttpRequest) -> HttpResponse:
    """The partners as points on a map (RFC 7946)."""
    features = [
        {
            "type": "Feature",
            "id": partner["id"],
            "geometry": {"type": "Point", "coordinates": [partner["longitude"], partner["latitude"]]},
            "properties": {
                name: value for name, value in partner.items() if name not in {"id", "latitude", "longitude"}
            },
        }
        for partner in partners()
    ]
    data = {"type": "FeatureCollection", **_about(), "features": features}
    return _open(request, data, "application/geo+json")


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """What there is, what each field means, and how it may be used."""
    return mark_public(request, render(request, "partners/open_data.html", {"licence": LICENCE}))
