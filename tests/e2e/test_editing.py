"""In a real browser: a page is written, read by another, published at its time, translated, moved and found again."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from wagtail.models import Page as WagtailPage

from home.editing.scheduling import publish_scheduled_pages
from home.models import StandardPage
from tests.e2e.conftest import LAPTOP
from tests.e2e.pages import sign_in_at_once, sv

WRITER, READER = "kommunikator@example.org", "kommunikator2@example.org"
TITLE, LATER, ENGLISH = "Läger i Türi", "Läger i Türi, ny tid", "Camp in Türi"


@pytest.fixture
def editor(demo: str, another_page: Callable[..., Page]) -> Callable[[str], Page]:
    """The browser of someone who writes."""

    def signed_in(email: str) -> Page:
        page = another_page(base_url=demo, viewport=LAPTOP)
        sign_in_at_once(page, demo, email)
        return page

    return signed_in


def edit(page: Page, which: WagtailPage) -> None:
    """Open the editor, and wait until it is alive."""
    page.goto(reverse("wagtailadmin_pages:edit", args=[which.pk]))
    page.wait_for_load_state("networkidle")


def act(page: Page, button: str) -> None:
    """Press one of the buttons among what can be done with the page."""
    page.locator("footer .w-dropdown-button [data-w-dropdown-target=toggle]").click()
    with page.expect_navigation():
        page.locator(button).click()


def submit(page: Page) -> None:
    """Send the page to a second person."""
    act(page, "[name=action-submit]")


def approve(page: Page, title: str) -> None:
    """Find what waits on the first page, open it and approve it."""
    page.goto("/admin/")
    with page.expect_navigation():
        page.locator(".review-waiting").get_by_role("link", name=title, exact=True).click()
    page.wait_for_load_state("networkidle")
    act(page, "[data-workflow-action-name=approve]:not([data-workflow-action-modal-url])")


def write(page: Page, under: WagtailPage) -> StandardPage:
    """Make a page, and see it in the preview."""
    page.goto(reverse("wagtailadmin_pages:add", args=["home", "standardpage", under.pk]))
    page.wait_for_load_state("networkidle")
    page.fill("[name=title]", TITLE)
    page.fill("[name=summary]", "Exempel: en vecka med unga från vänorten.")
    page.locator("[data-side-panel-toggle=preview]").click()
    preview = page.frame_locator("#w-preview-iframe")
    expect(preview.get_by_role("heading", level=1)).to_have_text(TITLE)
    submit(page)
    return StandardPage.objects.get(draft_title=TITLE)


def test_from_a_first_word_to_an_old_address_that_leads_to_the_new_one(
    demo: str, page: Page, editor: Callable[[str], Page]
) -> None:
    writer, reader = editor(WRITER), editor(READER)
    about = StandardPage.objects.get(slug="om-webbplatsen", locale__language_code="sv")
    camp = write(writer, about)
    assert page.goto(f"{demo}{camp.url}").status == 404

    # Whoever wrote it is offered no way to publish or approve.
    edit(writer, camp)
    expect(writer.locator("[data-workflow-action-name=approve], [name=action-publish]")).to_have_count(0)
    approve(reader, TITLE)
    page.goto(f"{demo}{camp.url}")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)

    # With a time of its own, what is approved waits until then.
    edit(writer, camp)
    writer.fill("[name=title]", LATER)
    at = timezone.localtime() + timedelta(days=1)
    writer.locator("[name=go_live_at]").evaluate(
        "(box, at) => { box.value = at; box.dispatchEvent(new Event('change', {bubbles: true})) }",
        f"{at:%Y-%m-%d %H:%M}",
    )
    submit(writer)
    approve(reader, LATER)
    page.goto(f"{demo}{camp.url}")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    revision = StandardPage.objects.get(pk=camp.pk).scheduled_revision
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = None
    revision.save()
    assert publish_scheduled_pages(timezone.now()) == 1
    page.goto(f"{demo}{camp.url}")
    expect(page.get_by_role("heading", level=1)).to_have_text(LATER)

    # The report knows that the English is missing, and begins it.
    writer.goto(f"{reverse('swedish_and_english')}?english=missing")
    row = writer.get_by_role("row", name=LATER)
    with writer.expect_navigation():
        row.get_by_role("link", name=sv("Translate"), exact=True).click()
    writer.locator("[name=locales]").check()
    with writer.expect_navigation():
        writer.locator("main form [type=submit]").first.click()
    writer.wait_for_load_state("networkidle")
    writer.fill("[name=title]", ENGLISH)
    submit(writer)
    approve(reader, ENGLISH)
    page.goto(f"{demo}{camp.url}")
    with page.expect_navigation():
        page.locator("a[hreflang=en]:visible").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(ENGLISH)

    # Moved by one person alone; the old address leads to the new one.
    target = StandardPage.objects.get(slug="kakor", locale__language_code="sv")
    writer.goto(reverse("wagtailadmin_pages:move", args=[camp.pk]))
    writer.locator("[name=new_parent_page]").evaluate("(box, key) => { box.value = key }", str(target.pk))
    for _step in ("choose", "confirm"):
        with writer.expect_navigation():
            writer.locator("main form [type=submit]").click()
    page.goto(f"{demo}{camp.url}")
    expect(page).to_have_url(f"{demo}/kakor/{camp.slug}/")
    expect(page.get_by_role("heading", level=1)).to_have_text(LATER)
