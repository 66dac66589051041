"""Addresses of the partners' side that are no pages of an editor's."""

from django.urls import path

from partners.open_data import open_data, partners_geojson, partners_json
from partners.proposals.views import propose, propose_thanks

# In the reader's language.
urlpatterns = [
    path("foresla-samarbete/", propose, name="propose"),
    path("foresla-samarbete/tack/", propose_thanks, name="propose_thanks"),
    path("oppna-data/", open_data, name="open_data"),
]

# The same for all languages.
feeds = [
    path("oppna-data/vanorter.json", partners_json, name="partners_json"),
    path("oppna-data/vanorter.geojson", partners_geojson, name="partners_geojson"),
]
