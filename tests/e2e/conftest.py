"""A real browser for the tests in this folder, watched for errors and for calls to other hosts."""

import os
from collections.abc import Callable, Generator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.core.management import call_command
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.tools.machine import find_chromium, require

# Playwright keeps an event loop in this thread, which Django takes for an async view.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# Half faded in, a message has half its contrast: what moves comes to its end at once. What moves for ever is left
# alone. A script that answers to the size of the window has had its turn before.
END_MOVEMENT = """() => new Promise(requestAnimationFrame).then(() => document.getAnimations()
    .filter(movement => movement.effect.getComputedTiming().endTime < 10_000)
    .forEach(movement => movement.finish()))"""
AXE_IS_MISSING = "() => typeof axe === 'undefined'"
RUN_AXE = "([where, options]) => axe.run(where ?? document, options).then(results => results.violations)"
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE, TABLET, LAPTOP = [{"width": w, "height": h} for w, h in ((360, 740), (768, 1024), (1280, 800))]
# A page of our own answers long before this; what takes longer is not there.
PATIENCE = 10_000


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """Start the machine's own Chromium, quiet and unable to look up any other host."""
    require(["chromium", "libatomic"])
    quiet = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    ]
    return {**browser_type_launch_args, "executable_path": find_chromium(), "args": quiet}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    """A Swedish visitor on a small phone; a test that wants a wide screen sets its own size."""
    return {
        **browser_context_args,
        "locale": "sv-SE",
        "timezone_id": "Europe/Stockholm",
        "viewport": PHONE,
        "reduced_motion": "reduce",
    }


class Watch:
    """Collects what must not happen in a browser: script errors, refused resources, foreign hosts."""

    def __init__(self, context: BrowserContext) -> None:
        self.problems: list[str] = []
        self.pages_asked_for: set[str] = set()
        context.on("request", self.see_request)
        context.on("console", self.see_console)
        context.on("weberror", lambda error: self.problems.append(f"script error: {error.error}"))

    def see_request(self, request: Request) -> None:
        """Note a call to another host."""
        if request.is_navigation_request() or request.method == "POST":
            self.pages_asked_for.add(request.url)
        host = urlsplit(request.url).hostname
        if request.url.startswith("http") and host not in LOOPBACK:
            self.problems.append(f"asked another host: {request.url}")

    def see_console(self, message: ConsoleMessage) -> None:
        """Note an error, but not that a page or a save answered 4xx: tests ask for such answers."""
        page_itself = message.location.get("url") in self.pages_asked_for
        if message.type == "error" and not (page_itself and "Failed to load" in message.text):
            self.problems.append(f"console: {message.text} ({message.location.get('url')})")


@pytest.fixture
def context(context: BrowserContext) -> Generator[BrowserContext, None, None]:
    """A browser context that fails the test when something went wrong behind the page."""
    watch = Watch(context)
    yield context
    assert watch.problems == []


@pytest.fixture
def another_page(browser: Browser, browser_context_args: dict) -> Generator[Callable[..., Page], None, None]:
    """Open a page as somebody else: `another_page()`, or `another_page(java_script_enabled=False)`."""
    contexts: list[tuple[BrowserContext, Watch]] = []

    def open_page(**options: object) -> Page:
        context = browser.new_context(**{**browser_context_args, **options})
        contexts.append((context, Watch(context)))
        context.set_default_timeout(PATIENCE)
        return context.new_page()

    yield open_page
    problems = [problem for _context, watch in contexts for problem in watch.problems]
    for context, _watch in contexts:
        context.close()
    assert problems == []


@pytest.fixture
def no_js_page(another_page: Callable[..., Page]) -> Page:
    """A page in a browser with JavaScript switched off."""
    return another_page(java_script_enabled=False)


def find_violations(page: Page, *, leave_out: str = "") -> list[str]:
    """What axe finds to mend on a page as it is shown now, but for what `leave_out` selects and its content."""
    page.evaluate(END_MOVEMENT)
    if page.evaluate(AXE_IS_MISSING):
        page.evaluate(Axe().axe_script)
    where = {"exclude": leave_out} if leave_out else None
    # Axe would fetch every style sheet again, to look for one that locks the screen's orientation; ours are looked
    # through in tests/test_static_files.py.
    options = {"resultTypes": ["violations"], "runOnly": RULES, "preload": False}
    return [
        f"{violation['id']} ({violation['impact']}): {violation['help']}\n"
        + "\n".join(
            f"    {' '.join(map(str, node['target']))}  {node['html'][:200]}\n"
            f"      {node.get('failureSummary', '')}"
            for node in violation["nodes"]
        )
        for violation in page.evaluate(RUN_AXE, [where, options])
    ]


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Assert that axe finds nothing to mend on a page, on a telephone and on a laptop: `axe(page)`.

    The laptop is one that prefers dark pages, so that the colours of both are looked at.
    """

    def check(page: Page) -> None:
        page.wait_for_load_state("load")
        before = page.viewport_size or PHONE
        for size, colours in ((PHONE, "light"), (LAPTOP, "dark")):
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=colours)
            found = find_violations(page)
            assert not found, f"axe on {page.url}, {size['width']} wide, {colours}:\n" + "\n".join(found)
        page.set_viewport_size(before)
        page.emulate_media(color_scheme="null")

    return check


@pytest.fixture
def demo(live_server: LiveServer, settings: Settings, tmp_path: Path) -> Generator[str, None, None]:
    """The demo's content, with its mail in a folder of the test's own. Gives the site's address."""
    settings.EMAIL_BACKEND = "stipend_portal.mail.demo_inbox.DemoInboxBackend"
    settings.DEMO_INBOX_DIR = tmp_path
    cache.clear()
    call_command("load_demo")
    yield live_server.url
    cache.clear()


@pytest.fixture(autouse=True)
def _links_lead_to_the_live_server(request: pytest.FixtureRequest, settings: object) -> None:
    """Let links in mails lead to the server under test."""
    if "live_server" in request.fixturenames:
        settings.BASE_URL = request.getfixturevalue("live_server").url
