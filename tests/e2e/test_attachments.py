"""Attaching from a phone: with and without JavaScript, and nothing chosen is left behind unseen."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import gettext, override
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from stipend_portal.models import Draft
from tests.factories import files
from tests.factories.portal import make_applicant
from tests.factories.stored import round_with_files
from tests.factories.typed import STEPS, make_draft

Check = Callable[[Page], None]


def sv(text: str) -> str:
    """The words on the screen, in Swedish."""
    with override("sv"):
        return gettext(text)


@pytest.fixture
def draft(live_server: LiveServer) -> Draft:
    """Everything is written but the attachments."""
    return make_draft(make_applicant(), round_with_files(), done=STEPS)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A photo from an iPhone."""
    path = tmp_path / "IMG_0412.HEIC"
    path.write_bytes(files.heic((400, 300), exif=files.exif(6)))
    return path


def open_page(page: Page, site: str, draft: Draft) -> None:
    """Open the page of attachments, signed in."""
    client = Client()
    client.force_login(draft.owner)
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])
    page.goto(f"{site}/ansok/utkast/{draft.pk}/bilagor/")


def press(page: Page, words: str) -> None:
    """Press the visible button with these words."""
    page.get_by_role("button", name=sv(words), exact=True).last.click()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_photo_is_attached_described_opened_and_taken_away(
    live_server: LiveServer,
    draft: Draft,
    photo: Path,
    another_page: Callable[..., Page],
    axe: Check,
    javascript: bool,
) -> None:
    page = another_page(java_script_enabled=javascript)
    open_page(page, live_server.url, draft)
    page.get_by_label(sv("Attach files")).set_input_files(photo)
    press(page, "Attach")
    expect(page.locator(".messages .notice--success")).to_be_visible()
    page.locator("summary").first.click()
    if javascript:
        axe(page)
    page.locator(".file [name=about]").fill("Inbjudan")
    press(page, "Save the change")
    expect(page.locator(".file")).to_contain_text("Inbjudan")
    with page.expect_download() as download:
        page.get_by_role("link", name="IMG_0412.jpg").click()
    assert download.value.path().read_bytes().startswith(b"\xff\xd8\xff")
    page.locator(".file form").last.get_by_role("button").click()
    expect(page.get_by_text(sv("You have not attached anything yet."))).to_be_visible()


def test_a_file_that_is_refused_is_told_on_a_page_that_all_can_read(
    live_server: LiveServer, draft: Draft, photo: Path, tmp_path: Path, page: Page, axe: Check
) -> None:
    script = tmp_path / "skript.php"
    script.write_bytes(b"<?php")
    open_page(page, live_server.url, draft)
    page.get_by_label(sv("Attach files")).set_input_files([photo, script])
    press(page, "Attach")
    expect(page.locator(".error-summary")).to_contain_text("skript.php")
    expect(page.locator(".notice--success")).to_contain_text("IMG_0412.jpg")
    axe(page)


def test_a_file_that_is_too_large_is_told_before_it_is_sent(
    live_server: LiveServer, draft: Draft, tmp_path: Path, page: Page
) -> None:
    film = tmp_path / "film.mov"
    with film.open("wb") as large:
        large.truncate(11 * 1024 * 1024)
    open_page(page, live_server.url, draft)
    page.get_by_label(sv("Attach files")).set_input_files(film)
    expect(page.locator("[data-upload-problem]")).to_contain_text("film.mov")
    address = page.url
    press(page, "Attach")
    assert page.url == address


def test_going_on_with_a_file_chosen_but_not_attached_is_asked_about_once(
    live_server: LiveServer, draft: Draft, photo: Path, page: Page
) -> None:
    open_page(page, live_server.url, draft)
    page.get_by_label(sv("Attach files")).set_input_files(photo)
    press(page, "Save and go on")
    expect(page.locator("[data-upload-problem]")).not_to_be_empty()
    assert page.url.endswith("/bilagor/")
    press(page, "Save and go on")
    page.wait_for_url("**/kontrollera/")
