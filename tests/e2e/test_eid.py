"""Signing in with an e-ID in a real browser, through a real provider's own page."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings as site_settings
from django.core import mail
from django.core.cache import cache
from django.utils.translation import gettext, override
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from stipend_portal.models import Draft, Round
from stipend_portal.models.round import Assurance
from tests.factories.portal import make_applicant, make_round
from tests.tools.eid_provider import EidProvider, eid_provider

Check = Callable[[Page], None]


def sv(text: str) -> str:
    """The words on the screen, in Swedish."""
    with override("sv"):
        return gettext(text)


def press(page: Page, text: str) -> None:
    """Press a button."""
    page.get_by_role("button", name=sv(text)).click()


@pytest.fixture(scope="module")
def provider() -> Iterator[EidProvider]:
    """A provider that runs while the module's tests do."""
    with eid_provider() as running:
        yield running


@pytest.fixture
def eid(provider: EidProvider, live_server: LiveServer, settings: Settings) -> EidProvider:
    """The provider, connected to the site, whose forms may lead there."""
    cache.clear()
    settings.EID = provider.settings()
    policy = site_settings.CONTENT_SECURITY_POLICY
    directives = policy["DIRECTIVES"] | {"form-action": ["'self'", provider.issuer]}
    settings.CONTENT_SECURITY_POLICY = policy | {"DIRECTIVES": directives}
    return provider


@pytest.fixture
def strict(live_server: LiveServer) -> Round:
    """A round that asks for an e-ID of level 3."""
    return make_round(assurance_level=Assurance.LEVEL_3)


def choose(page: Page, provider: EidProvider, subject: str) -> None:
    """On the provider's own page: say who one is."""
    page.wait_for_url(f"{provider.issuer}/**")
    page.fill("[name=sub]", subject)
    page.get_by_role("button", name="Authorize", exact=True).click()


def code() -> str:
    """The six digits of the newest mail."""
    return next(word for word in mail.outbox[-1].body.split() if word.isdigit() and len(word) == 6)


@pytest.mark.parametrize("width", [360, 1280])
def test_a_new_person_comes_from_the_rounds_page_through_her_e_id_to_her_draft(
    page: Page, live_server: LiveServer, eid: EidProvider, strict: Round, axe: Check, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    subject = eid.person("alva", acr="urn:loa:3")
    page.goto(f"{live_server.url}/ansok/{strict.slug}/borja/")
    axe(page)
    page.get_by_role("button", name="Exempel-ID").click()
    choose(page, eid, subject)
    expect(page.get_by_role("heading", name=sv("Where shall we write to you?"))).to_be_visible()
    axe(page)
    page.fill("[name=email]", "alva@example.org")
    press(page, "Send me a code")
    axe(page)
    page.fill("[name=code]", code())
    press(page, "Sign in")
    expect(
        page.get_by_text(sv("Your e-ID now opens this account. Next time it is all you need."))
    ).to_be_visible()
    press(page, "Begin my application")
    page.wait_for_url("**/ansok/utkast/**")
    assert Draft.objects.get().owner.email == "alva@example.org"


def test_signed_in_by_code_one_is_told_and_adds_the_e_id_without_javascript(
    no_js_page: Page, live_server: LiveServer, eid: EidProvider, strict: Round
) -> None:
    page = no_js_page
    make_applicant(email="alva@example.org")
    page.goto(f"{live_server.url}/ansok/{strict.slug}/borja/")
    page.fill("[name=email]", "alva@example.org")
    press(page, "Send me a code")
    page.fill("[name=code]", code())
    page.get_by_role("button", name=sv("Sign in"), exact=True).click()
    expect(page.get_by_role("heading", name=sv("You need an e-ID in this round"))).to_be_visible()
    page.get_by_role("button", name="Exempel-ID").click()
    choose(page, eid, eid.person("alvas", acr="urn:loa:3"))
    expect(page.get_by_role("heading", name=sv("Is this your account?"))).to_be_visible()
    press(page, "Yes, it is mine")
    expect(page.get_by_role("button", name=sv("Begin my application"))).to_be_visible()


def test_the_pages_on_the_way_are_readable_by_all(
    page: Page, live_server: LiveServer, eid: EidProvider, strict: Round, settings: Settings, axe: Check
) -> None:
    make_applicant(email="alva@example.org")
    page.goto(f"{live_server.url}/ansok/{strict.slug}/borja/")
    page.get_by_role("button", name="Exempel-ID").click()
    choose(page, eid, eid.person("for-lag", acr="urn:loa:2"))
    page.fill("[name=email]", "alva@example.org")
    press(page, "Send me a code")
    press(page, "Use another address")
    expect(page.get_by_role("heading", name=sv("Where shall we write to you?"))).to_be_visible()
    page.fill("[name=email]", "alva@example.org")
    press(page, "Send me a code")
    page.fill("[name=code]", code())
    press(page, "Sign in")
    expect(page.get_by_role("heading", name=sv("You need an e-ID in this round"))).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Exempel-ID").click()
    page.wait_for_url(f"{eid.issuer}/**")
    page.get_by_role("button", name="Deny").click()
    page.wait_for_url(f"{live_server.url}/**")
    page.goto(f"{live_server.url}/konto/e-legitimation/tillbaka/?state=fel&code=fel")
    expect(page.get_by_role("heading", name=sv("You were not signed in"))).to_be_visible()
    axe(page)
