"""Links and files."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Page

from home.blocks.links import FileBlock, LinkBlock
from tests.factories.pictures import stored_file


@pytest.fixture
def towns(demo: None) -> Page:
    """A page to link to."""
    return Page.objects.get(slug="vanorter", locale__language_code="sv")


def test_a_link_to_a_page_takes_the_pages_title_and_address(towns: Page) -> None:
    block = LinkBlock()
    link = block.clean(block.to_python({"page": towns.pk, "url": "", "text": ""}))
    assert (link.label, link.href) == (towns.title, "/vanorter/")


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


@pytest.mark.parametrize(
    ("size", "words"),
    [(400, "1 kB"), (606_000, "606 kB"), (999_600, "1,0 MB"), (12_340_000, "12,3 MB")],
)
def test_a_file_says_its_kind_and_its_size(db: None, size: int, words: str) -> None:
    block = FileBlock()
    value = block.normalize({"document": stored_file("Plan.PDF", size), "title": "Planen"})
    assert (value.label, value.facts.replace("\xa0", " ")) == ("Planen", f"pdf, {words}")
    assert f">Planen (pdf, {words})</a>" in block.render(value).replace("\xa0", " ")
