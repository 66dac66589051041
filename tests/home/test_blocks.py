"""What editors build pages from."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Page

from home.blocks.links import LinkBlock
from home.demo.content import body


@pytest.fixture
def towns(demo: None) -> Page:
    """A page to link to."""
    return Page.objects.get(slug="vanorter", locale__language_code="sv")


def test_a_link_to_a_page_takes_the_pages_title_and_address(towns: Page) -> None:
    block = LinkBlock()
    link = block.clean(block.to_python({"page": towns.pk, "url": "", "text": ""}))
    assert (link.label, link.href) == ("Våra vänorter", "/vanorter/")


def test_a_link_elsewhere_needs_words_of_its_own() -> None:
    block = LinkBlock()
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"page": None, "url": "https://example.org/", "text": ""}))
    link = block.clean(block.to_python({"page": None, "url": "https://example.org/", "text": "Exempel"}))
    assert (link.label, link.href) == ("Exempel", "https://example.org/")


def test_a_link_has_exactly_one_target(towns: Page) -> None:
    block = LinkBlock()
    for target, url in ((towns.pk, "https://example.org/"), (None, "")):
        with pytest.raises(ValidationError):
            block.clean(block.to_python({"page": target, "url": url, "text": "Båda eller inget"}))


def test_a_content_file_becomes_blocks_with_its_markup_escaped() -> None:
    sections = [
        {"heading": "Rubrik", "text": "Ett <b>stycke</b>\npå två rader.\n\nEtt till.", "list": ["a"]},
        {"fact": "Fakta", "text": "Så är det."},
    ]
    assert body(sections) == [
        ("heading", {"text": "Rubrik", "level": "h2"}),
        (
            "text",
            "<p>Ett &lt;b&gt;stycke&lt;/b&gt; på två rader.</p><p>Ett till.</p><ul><li>a</li></ul>",
        ),
        ("fact_box", {"title": "Fakta", "text": "<p>Så är det.</p>"}),
    ]
