"""The demo's page with one of every block: for editors to look at, and for tests to walk."""

from home.demo.content import add_pages, read
from home.demo.pages import CONTENT, front_pages
from home.demo.registry import register_demo_loader
from home.models import ContactFunction, StandardPage


@register_demo_loader
def load_examples() -> None:
    """Make the page, and the function that its contact block shows."""
    content = read(CONTENT / "examples.toml")
    name = content["contact"].pop("name")
    ContactFunction.objects.get_or_create(name=name, defaults=content["contact"])
    add_pages(front_pages(), StandardPage, content["page"])
