"""Two front pages of the site, without the demo's pages under them."""

import pytest
from wagtail.models import Site

from home.models import HomePage
from tests.factories.searching import make_front_pages


@pytest.fixture
def fronts(db: None) -> dict[str, HomePage]:
    """The front page of each language, with the site pointed at the Swedish one."""
    fronts = make_front_pages()
    Site.objects.update_or_create(is_default_site=True, defaults={"root_page": fronts["sv"]})
    return fronts


@pytest.fixture
def sv(fronts: dict[str, HomePage]) -> HomePage:
    """The Swedish front page."""
    return fronts["sv"]


@pytest.fixture
def en(fronts: dict[str, HomePage]) -> HomePage:
    """The English front page."""
    return fronts["en"]
