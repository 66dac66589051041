"""Ties the demo's stories and news to the towns that they are about."""

from pathlib import Path

from home.demo.content import read
from home.demo.registry import register_demo_loader
from home.models import NewsPage, StoryPage
from partners.demo import towns  # noqa: F401  (the towns are loaded first)
from partners.models import PartnerTownPage

CONTENT = Path(__file__).parent / "subjects.toml"


@register_demo_loader
def tie_subjects() -> None:
    """In both languages to the Swedish town, as an editor does it."""
    content = read(CONTENT)
    for name, model in (("stories", StoryPage), ("news", NewsPage)):
        for slug, town_slugs in content[name].items():
            about = PartnerTownPage.objects.filter(slug__in=town_slugs, locale__language_code="sv")
            for page in model.objects.filter(slug=slug):
                page.about_pages = [town.page_ptr for town in about]
                page.save()
