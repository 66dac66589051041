"""The map as a block of any page."""

import pytest
from django.utils.translation import override
from wagtail.blocks import StructBlockValidationError

from partners.map_block import PartnerMapBlock
from partners.models import PartnerTownPage


def shown_in(html: str) -> list[str]:
    """The names of the list beside the map."""
    return [
        part.split("<")[0]
        for part in html.split('class="destinations__name"')[1:]
        for part in [part.split(">")[1]]
    ]


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("all", ["Gadebusch", "Türi", "Kubrat", "De Pere", "Uganda", "China", "Ukraine"]),
        ("twin_towns", ["Gadebusch", "Türi", "Kubrat", "De Pere"]),
        ("chosen", ["Türi"]),
    ],
)
def test_the_block_shows_the_partners_asked_for_in_the_readers_language(
    demo: None, shown: str, expected: list[str]
) -> None:
    turi = PartnerTownPage.objects.get(slug="turi", locale__language_code="sv")
    block = PartnerMapBlock()
    value = block.to_python({"shown": shown, "towns": [turi.pk]})
    with override("en"):
        html = block.render(value)
    assert shown_in(html) == expected
    assert html.count("<svg viewBox") == 1


def test_a_block_that_shows_chosen_partners_asks_for_some() -> None:
    block = PartnerMapBlock()
    with pytest.raises(StructBlockValidationError) as caught:
        block.clean(block.to_python({"shown": "chosen", "towns": []}))
    assert set(caught.value.block_errors) == {"shown"}
