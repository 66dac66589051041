"""Written on a phone and finished on a laptop: saved while typing, and never overwritten unseen."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext, override
from playwright.sync_api import Locator, Page, Response, Route, expect
from pytest_django.live_server_helper import LiveServer

from stipend_portal.apply.autosave import AutosaveView
from stipend_portal.models import Application, Draft, DraftStep
from stipend_portal.services.drafts import begin, delete_draft
from tests.e2e.conftest import LAPTOP, PHONE
from tests.factories.portal import make_applicant, make_round
from tests.factories.typed import ABOUT, CUSTODY, GUARDIANS, TRIP, make_draft

Check = Callable[[Page], None]

# What a page is told when another app, a call or another tab comes in front of it.
HIDE = """() => {
    Object.defineProperty(document, "hidden", { value: true });
    document.dispatchEvent(new Event("visibilitychange"));
}"""
PLAN = "Jag ska bo hos en familj i Türi.\nVi har skrivit till varandra i två år. 🌍"


def sv(text: str) -> str:
    """The words on the screen, in Swedish."""
    with override("sv"):
        return gettext(text)


@pytest.fixture
def draft(live_server: LiveServer) -> Draft:
    """A draft of a 15-year-old with the pages about her and her guardians done."""
    cache.clear()
    round_ = make_round(name="Exempelomgången", age_day=timezone.localdate())
    owner = make_applicant(email="alva@example.org")
    made = begin(owner=owner, round=round_, language="sv")
    ready = make_draft(
        make_applicant(),
        round_,
        done=(ABOUT, CUSTODY, GUARDIANS),
        birth_date_2=str(timezone.localdate().year - 15),
    )
    DraftStep.objects.filter(draft=ready).update(draft=made)
    return made


@pytest.fixture
def open_device(
    live_server: LiveServer, draft: Draft, another_page: Callable[..., Page]
) -> Iterator[Callable[..., Page]]:
    """Open a browser of her own, signed in, with a clock that can be moved: `open_device(PHONE)`."""

    def switch_on(viewport: dict[str, int], **options: object) -> Page:
        page = another_page(viewport=viewport, **options)
        sign_in(page, draft, live_server.url)
        page.clock.install()
        return page

    yield switch_on
    cache.clear()


def sign_in(page: Page, draft: Draft, site: str) -> None:
    """Give a browser a session of the draft's owner."""
    client = Client()
    client.force_login(draft.owner)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": site}])


def address(site: str, draft: Draft, step: str) -> str:
    """A page of the draft."""
    return f"{site}/ansok/utkast/{draft.pk}/{step}/"


def note(page: Page) -> Locator:
    """The line that says what is saved."""
    return page.locator(".form-saved > p:first-child")


def stop_typing(page: Page) -> Response:
    """Let the seconds pass after which the page saves itself; gives what the server answered."""
    with page.expect_response("**/spara/") as answer:
        page.clock.fast_forward(5_000)
    return answer.value


def press(page: Page, text: str) -> None:
    """Press the button, the real one and not the hidden one that Enter presses."""
    page.locator("button:not([aria-hidden])", has_text=sv(text)).first.click()


def fill_date(page: Page, name: str, days: int) -> None:
    """Fill the three boxes of a date so many days from today."""
    day = timezone.localdate() + timedelta(days=days)
    for part, value in enumerate((day.day, day.month, day.year)):
        page.fill(f"[name='{name}_{part}']", str(value))


def test_interrupted_on_a_phone_in_the_middle_of_a_page_and_finished_on_a_laptop(
    live_server: LiveServer, draft: Draft, open_device: Callable[..., Page], axe: Check
) -> None:
    phone = open_device(PHONE)
    phone.goto(address(live_server.url, draft, TRIP))
    phone.fill("[name=resan-plan]", PLAN)
    assert stop_typing(phone).status == 200
    expect(note(phone)).to_contain_text("Ingen på kommunen läser det förrän du skickar.")
    axe(phone)
    phone.context.close()

    laptop = open_device(LAPTOP)
    laptop.goto(f"{live_server.url}/mina-ansokningar/")
    expect(laptop.get_by_text(sv("Last saved"))).to_be_visible()
    axe(laptop)
    laptop.get_by_role("link", name=f"{sv('Go on')} Exempelomgången").click()
    expect(laptop.locator("[name=resan-plan]")).to_have_value(PLAN)
    expect(laptop.locator(".error-summary")).to_have_count(0)
    laptop.locator("label[for=id_resan-purpose_0]").click()
    laptop.get_by_text(sv("Another place"), exact=True).click()
    laptop.fill("[name=resan-other_place]", "Türi, Estland")
    fill_date(laptop, "resan-departure", 200)
    fill_date(laptop, "resan-homecoming", 210)
    press(laptop, "Save and go on")
    laptop.fill("#id_budget-rows_1_what", "Tåg")
    laptop.fill("#id_budget-rows_1_amount", "3 200")
    laptop.fill("[name=budget-amount]", "3 200")
    press(laptop, "Save and go on")
    laptop.fill("[name=varfor-reason]", "Jag vill lära mig mer.")
    laptop.fill("[name=varfor-sharing]", "Jag berättar för min klass.")
    press(laptop, "Save and go on")
    press(laptop, "Send the application")
    laptop.wait_for_url("**/kvitto/")
    sent = Application.objects.get(round=draft.round).latest_version.answers
    assert sent["trip"]["plan"] == PLAN.replace("\n", "\r\n")


def test_going_on_typing_after_the_page_has_saved_itself_is_no_conflict_with_oneself(
    live_server: LiveServer, draft: Draft, open_device: Callable[..., Page]
) -> None:
    page = open_device(LAPTOP)
    page.goto(address(live_server.url, draft, TRIP))
    for words in ("Först.", "Först. Sedan.", "Först. Sedan. Och så."):
        page.fill("[name=resan-plan]", words)
        assert stop_typing(page).status == 200
    page.fill("[name=resan-plan]", "Till sist.")
    with page.expect_response(address(live_server.url, draft, TRIP)) as pressed:
        press(page, "Save and go on")
    assert pressed.value.status == 422  # judged and saved: the rest of the page is still empty
    expect(page.locator(".error-summary")).to_be_visible()
    assert DraftStep.objects.get(step=TRIP).data["resan-plan"] == ["Till sist."]


def test_pressing_the_button_while_the_page_saves_itself_is_one_after_the_other(
    live_server: LiveServer,
    draft: Draft,
    open_device: Callable[..., Page],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    arrived, released = threading.Event(), threading.Event()
    save = AutosaveView.save

    def slow_save(view: AutosaveView, *args: Any, **options: Any) -> None:
        arrived.set()
        released.wait(30)
        save(view, *args, **options)

    monkeypatch.setattr(AutosaveView, "save", slow_save)
    page = open_device(LAPTOP)
    page.goto(address(live_server.url, draft, TRIP))
    # The press waits some seconds for the answer; here, for ever.
    page.clock.pause_at(datetime.now(tz=UTC) + timedelta(minutes=1))
    page.fill("[name=resan-plan]", "Halva.")
    page.clock.fast_forward(5_000)
    assert arrived.wait(30)
    page.fill("[name=resan-plan]", "Halva och resten.")
    press(page, "Save and go on")
    with page.expect_response(address(live_server.url, draft, TRIP)) as pressed:
        released.set()
    assert pressed.value.status == 422
    expect(page.locator(".error-summary")).to_be_visible()
    page.clock.resume()
    assert DraftStep.objects.get(step=TRIP).data["resan-plan"] == ["Halva och resten."]


def test_words_are_saved_before_a_link_is_followed_and_when_the_page_is_hidden(
    live_server: LiveServer, draft: Draft, open_device: Callable[..., Page]
) -> None:
    page = open_device(LAPTOP)
    page.goto(address(live_server.url, draft, TRIP))
    page.fill("[name=resan-plan]", "Skrivet strax före en länk.")
    page.get_by_role("link", name=sv("About you"), exact=True).press("Enter")
    page.wait_for_url(address(live_server.url, draft, ABOUT))
    assert DraftStep.objects.get(step=TRIP).data["resan-plan"] == ["Skrivet strax före en länk."]
    page.goto(address(live_server.url, draft, TRIP))
    page.fill("[name=resan-plan]", "Skrivet strax före ett samtal.")
    with page.expect_response("**/spara/"):
        page.evaluate(HIDE)
    assert DraftStep.objects.get(step=TRIP).data["resan-plan"] == ["Skrivet strax före ett samtal."]


def test_two_devices_on_the_same_page_get_both_texts_and_nothing_is_overwritten(
    live_server: LiveServer, draft: Draft, open_device: Callable[..., Page], axe: Check
) -> None:
    phone, laptop = open_device(PHONE), open_device(LAPTOP)
    for page in (phone, laptop):
        page.goto(address(live_server.url, draft, TRIP))
    phone.fill("[name=resan-plan]", "Från mobilen.")
    assert stop_typing(phone).status == 200
    laptop.fill("[name=resan-plan]", "Från datorn.")
    assert stop_typing(laptop).status == 409
    expect(note(laptop)).to_contain_text("Sidan har sparats i ett annat fönster eller på en annan enhet.")
    expect(note(laptop).get_by_role("link")).to_have_text(sv("Show what was saved there instead"))
    expect(laptop.locator("[name=resan-plan]")).to_have_value("Från datorn.")
    axe(laptop)
    laptop.fill("[name=resan-plan]", "Från datorn, och mer.")
    laptop.clock.fast_forward(60_000)
    press(laptop, "Save and go on")
    expect(laptop.get_by_role("heading", level=1)).to_have_text(sv("This page was changed somewhere else"))
    expect(laptop.locator(".conflict__side p")).to_have_text(["Från datorn, och mer.", "Från mobilen."])
    axe(laptop)
    assert DraftStep.objects.get(step=TRIP).data["resan-plan"] == ["Från mobilen."]
    press(laptop, "Keep what I wrote here")
    expect(laptop.locator("[name=resan-plan]")).to_have_value("Från datorn, och mer.")
    assert DraftStep.objects.get(step=TRIP).data["resan-plan"] == ["Från datorn, och mer."]


def test_the_link_shows_what_the_other_device_saved(
    live_server: LiveServer, draft: Draft, open_device: Callable[..., Page]
) -> None:
    phone, laptop = open_device(PHONE), open_device(LAPTOP)
    for page, words in ((phone, "Från mobilen."), (laptop, "Från datorn.")):
        page.goto(address(live_server.url, draft, TRIP))
        page.fill("[name=resan-plan]", words)
    stop_typing(phone)
    stop_typing(laptop)
    note(laptop).get_by_role("link").click()
    expect(laptop.locator("[name=resan-plan]")).to_have_value("Från mobilen.")


def test_words_that_did_not_get_an_answer_are_sent_again_and_are_no_conflict(
    live_server: LiveServer, draft: Draft, open_device: Callable[..., Page], axe: Check
) -> None:
    page = open_device(PHONE)
    page.goto(address(live_server.url, draft, TRIP))
    arrived = []

    def lose_the_answer(route: Route) -> None:
        arrived.append(route.fetch().status)
        route.abort()

    page.route("**/spara/", lose_the_answer)
    page.fill("[name=resan-plan]", "I en tunnel.")
    with page.expect_event("requestfailed"):
        page.clock.fast_forward(5_000)
    expect(note(page)).to_contain_text("det finns ingen kontakt med oss just nu")
    axe(page)
    page.unroute("**/spara/")
    page.fill("[name=resan-plan]", "I en tunnel. Och ute igen.")
    assert arrived == [200]
    assert stop_typing(page).status == 200
    assert stop_typing(page).status == 200
    expect(note(page)).to_contain_text("Ingen på kommunen läser det förrän du skickar.")
    assert DraftStep.objects.get(step=TRIP).data["resan-plan"] == ["I en tunnel. Och ute igen."]


def test_signed_out_says_so_and_goes_on_after_signing_in_again(
    live_server: LiveServer, draft: Draft, open_device: Callable[..., Page], axe: Check
) -> None:
    page = open_device(PHONE)
    page.goto(address(live_server.url, draft, TRIP))
    page.context.clear_cookies(name="sessionid")
    page.fill("[name=resan-plan]", "Efter en lång paus.")
    assert stop_typing(page).status == 403
    expect(note(page)).to_contain_text("du har blivit utloggad")
    axe(page)
    sign_in(page, draft, live_server.url)
    page.fill("[name=resan-plan]", "Efter en lång paus. Inloggad igen.")
    assert stop_typing(page).status == 200
    expect(page.locator(".form-saved--problem")).to_have_count(0)


def test_a_draft_deleted_on_another_device_shows_the_words_to_copy(
    live_server: LiveServer, draft: Draft, open_device: Callable[..., Page], axe: Check
) -> None:
    page = open_device(LAPTOP)
    page.goto(address(live_server.url, draft, TRIP))
    delete_draft(draft=draft, actor=draft.owner)
    page.fill("[name=resan-plan]", "Ord att rädda.")
    assert stop_typing(page).status == 404
    expect(note(page)).to_contain_text("ansökan har tagits bort")
    press(page, "Save and go on")
    expect(page.get_by_text("Ord att rädda.")).to_be_visible()
    axe(page)


def test_only_the_first_save_and_what_goes_wrong_is_told_aloud(
    live_server: LiveServer, draft: Draft, open_device: Callable[..., Page]
) -> None:
    page = open_device(LAPTOP)
    page.goto(address(live_server.url, draft, TRIP))
    page.evaluate(
        """() => { window.told = []; new MutationObserver(() => window.told.push(1)).observe(
            document.querySelector('.form-saved [role=status]'), { childList: true }); }"""
    )
    for number in range(3):
        page.fill("[name=resan-plan]", f"Ord {number}.")
        stop_typing(page)
    assert page.evaluate("window.told.length") == 1


def test_a_draft_is_deleted_from_the_list_with_one_question(
    live_server: LiveServer, draft: Draft, open_device: Callable[..., Page], axe: Check
) -> None:
    page = open_device(PHONE)
    page.goto(f"{live_server.url}/mina-ansokningar/")
    page.get_by_role("link", name=f"{sv('Delete')} Exempelomgången").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(sv("Delete what you have begun?"))
    axe(page)
    press(page, "Yes, delete it")
    expect(page.get_by_text(sv("It is deleted, with everything you wrote in it."))).to_be_visible()
    axe(page)
    assert not Draft.objects.filter(owner=draft.owner).exists()
