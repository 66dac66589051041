"""Every type of public page in a real browser: for everyone, on every screen, light enough for a bad connection."""

from collections.abc import Callable
from urllib.parse import urlsplit

import brotli
import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Response
from playwright.sync_api import Page as Tab
from wagtail.models import Page

from tests.e2e.conftest import LAPTOP, PHONE, TABLET, find_violations
from tests.static_sheets import joined_source

LOOKS = [(PHONE, "light"), (PHONE, "dark"), (TABLET, "dark"), (LAPTOP, "light"), (LAPTOP, "dark")]
# Bytes over the wire. Styles go out joined, styles and scripts as Brotli (WhiteNoise), and are counted so; pictures,
# which are the editors' own, are not counted.
FIRST_VIEW, STYLES, SCRIPTS = 100_000, 20_000, 8_000

SHIFTS = """() => new Promise(done => {
    const moved = [];
    new PerformanceObserver(list => list.getEntries().forEach(entry => {
        const what = entry.sources.map(source => source.node?.outerHTML?.slice(0, 90)).join(" | ");
        if (entry.value > 0.001) moved.push(`shifts by ${entry.value.toFixed(4)}: ${what}`);
    })).observe({type: "layout-shift", buffered: true});
    requestAnimationFrame(() => setTimeout(() => done(moved), 50));
})"""
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def one_of_each_type() -> dict[str, str]:
    """The address of one Swedish page of each type, and both front pages; the fullest where there are several."""
    pages = Page.objects.live().filter(depth__gte=2, locale__language_code="sv").specific()
    addresses = {type(page).__name__: page.get_url() for page in pages}
    return {**addresses, "English front page": "/en/", "Every block": "/exempel-pa-innehall/"}


@pytest.mark.parametrize(("size", "colours"), LOOKS)
def test_every_page_type_is_for_everyone_and_keeps_to_itself(
    demo: str, another_page: Callable[..., Tab], size: dict[str, int], colours: str
) -> None:
    tab = another_page(viewport=size, color_scheme=colours, base_url=demo)
    problems = {}
    for name, address in one_of_each_type().items():
        answer = tab.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        moved, too_wide = tab.evaluate(SHIFTS), tab.evaluate(TOO_WIDE)
        found = find_violations(tab)
        if moved:
            # What moves for everyone moves again; a browser short of time may paint half a page once.
            tab.reload()
            found += tab.evaluate(SHIFTS)
        found += [f"{too_wide} px too wide"] if too_wide > 0 else []
        if found:
            problems[f"{name} {address}"] = "\n".join(found)
    assert not problems, "\n\n".join(f"{where}\n{what}" for where, what in problems.items())
    assert tab.context.cookies() == []


def test_every_page_type_is_read_without_style_and_without_script(
    demo: str, another_page: Callable[..., Tab]
) -> None:
    whole, bare = another_page(base_url=demo), another_page(base_url=demo, java_script_enabled=False)
    unstyled = another_page(base_url=demo)
    unstyled.route("**/*.css", lambda route: route.fulfill(body="", content_type="text/css"))
    for address in one_of_each_type().values():
        for tab in (whole, bare, unstyled):
            tab.goto(address)
            assert tab.locator("h1").is_visible(), address
        words = [tab.locator("main").inner_text().split() for tab in (whole, bare)]
        assert words[0] == words[1], address
        # Without style nothing is missing; what only a wide screen shows is there as well.
        assert len("".join(unstyled.locator("main").inner_text().split())) >= len("".join(words[0])), address


def test_the_front_page_is_light_enough_for_a_bad_connection(demo: str, context: BrowserContext) -> None:
    weights: dict[str, int] = {}

    def weigh(answer: Response) -> None:
        kind, path = answer.request.resource_type, urlsplit(answer.url).path
        if kind not in ("image", "stylesheet"):
            weights[f"{kind} {path}"] = len(brotli.compress(answer.body()))

    tab = context.new_page()
    tab.on("response", weigh)
    tab.goto(demo, wait_until="networkidle")
    for link in tab.locator("link[rel=stylesheet]").all():
        name = str(link.get_attribute("href")).removeprefix(settings.STATIC_URL)
        weights[f"stylesheet {name}"] = len(brotli.compress(joined_source(name).encode()))
    styles = sum(size for name, size in weights.items() if name.startswith("stylesheet"))
    scripts = sum(size for name, size in weights.items() if name.startswith("script"))
    assert (styles <= STYLES, scripts <= SCRIPTS, sum(weights.values()) <= FIRST_VIEW) == (
        True,
        True,
        True,
    ), weights
