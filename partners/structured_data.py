"""Partners and projects in the words of schema.org."""

from home.sharing.schema_org import MUNICIPALITY, Data, about, describe, filled, organisation
from partners.models import PartnerIndexPage, PartnerProjectPage, PartnerTownPage


def place_data(name: str, country_code: str, latitude: float, longitude: float) -> Data:
    """A place with its country and where it lies."""
    return {
        "@type": "Place",
        "name": name,
        "address": {"@type": "PostalAddress", "addressCountry": country_code},
        "geo": {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude},
    }


@describe.register
def partners(page: PartnerIndexPage) -> Data:
    """A list of pages, with a map."""
    return {"@type": "CollectionPage"}


@describe.register
def town(page: PartnerTownPage) -> Data:
    """A page about a place, and the municipality that is bound to it."""
    place = place_data(page.title, page.country_code, float(page.latitude), float(page.longitude))
    return {**about(place), "mentions": MUNICIPALITY, "publisher": MUNICIPALITY}


@describe.register
def project(page: PartnerProjectPage) -> Data:
    """A project of the municipality's, with its period, places and funders."""
    places = [
        place_data(
            each.value["name"],
            each.value["country_code"],
            each.value.place.latitude,
            each.value.place.longitude,
        )
        for each in page.places
    ]
    entity = {
        "@type": "Project",
        "name": page.title,
        "foundingDate": page.begins.isoformat(),
        "dissolutionDate": page.ends.isoformat() if page.ends else "",
        "parentOrganization": MUNICIPALITY,
        "location": places,
        "funder": [organisation(each.value["name"]) for each in page.funders],
    }
    return about(filled(entity))
