"""Partners and projects as schema.org has them, for search engines."""

from typing import TYPE_CHECKING, Any

from django.conf import settings

if TYPE_CHECKING:
    from partners.models import PartnerProjectPage, PartnerTownPage

CONTEXT = "https://schema.org"
AMAL_MUNICIPALITY = {
    "@type": "GovernmentOrganization",
    "name": "Åmåls kommun",
    "address": {"@type": "PostalAddress", "addressLocality": "Åmål", "addressCountry": "SE"},
}


def _address(page: "PartnerTownPage | PartnerProjectPage") -> str:
    return settings.BASE_URL + (page.get_url() or "")


def place_data(name: str, country_code: str, latitude: float, longitude: float) -> dict[str, Any]:
    """A place with its country and where it lies."""
    return {
        "@type": "Place",
        "name": name,
        "address": {"@type": "PostalAddress", "addressCountry": country_code},
        "geo": {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude},
    }


def town_data(page: "PartnerTownPage") -> dict[str, Any]:
    """A page about a place, and the municipality that is bound to it."""
    about = place_data(page.title, page.country_code, float(page.latitude), float(page.longitude))
    return {
        "@context": CONTEXT,
        "@type": "WebPage",
        "name": page.title,
        "description": page.meta_description,
        "url": _address(page),
        "inLanguage": page.locale.language_code,
        "about": about,
        "mentions": AMAL_MUNICIPALITY,
        "publisher": AMAL_MUNICIPALITY,
    }


def project_data(page: "PartnerProjectPage") -> dict[str, Any]:
    """A project of the municipality's, with its period, places and funders."""
    data: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "Project",
        "name": page.title,
        "description": page.meta_description,
        "url": _address(page),
        "foundingDate": page.begins.isoformat(),
        "parentOrganization": AMAL_MUNICIPALITY,
        "location": [
            place_data(
                place.value["name"],
                place.value["country_code"],
                place.value.place.latitude,
                place.value.place.longitude,
            )
            for place in page.places
        ],
        "funder": [{"@type": "Organization", "name": funder.value["name"]} for funder in page.funders],
    }
    if page.ends:
        data["dissolutionDate"] = page.ends.isoformat()
    return data
