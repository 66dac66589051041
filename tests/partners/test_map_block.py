"""The map of partner towns in a text."""

import pytest
from django.utils.translation import override

from partners.map_block import PartnerMapBlock
from partners.models import PartnerIndexPage


@pytest.mark.usefixtures("demo")
def test_the_map_stands_beside_a_list_of_the_same_towns_in_the_readers_language() -> None:
    for language in ("sv", "en"):
        with override(language):
            html = PartnerMapBlock().render(None)
        index = PartnerIndexPage.objects.get(locale__language_code=language)
        links = [f'<a class="destinations__name" href="{town.url}"' in html for town in index.towns()]
        assert links == [True] * 4
        assert 'id="map-soft-block"' in html


def test_without_partner_towns_there_is_nothing_to_show(db: None) -> None:
    assert PartnerMapBlock().render(None).strip() == ""
