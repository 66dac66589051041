"""The whole way of one application, from an open round to a letter that arrived, in a real browser."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import gettext, override
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from stipend_portal.demo.people import DEMO_PASSWORD, DEMO_PEOPLE
from stipend_portal.mail.demo_inbox import read_inbox
from stipend_portal.mail.worker import send_all
from stipend_portal.models import Application, GuardianApproval, OutboxMessage
from stipend_portal.states import Role, State

Check = Callable[[Page], None]

PLAN = "Jag ska bo hos en familj.\nVi har skrivit till varandra i två år. 🌍"


def sv(text: str) -> str:
    """The words on the screen, in Swedish."""
    with override("sv"):
        return gettext(text)


def staff(role: Role) -> str:
    """The demo person with this role."""
    return next(person.email for person in DEMO_PEOPLE if role in person.roles)


# A page of our own answers long before this; what takes longer is not there.
PATIENCE = 10_000


@pytest.fixture
def demo(live_server: LiveServer, settings: object, tmp_path: Path) -> str:
    """The demo's content, with its mail in a folder of the test's own. Gives the site's address."""
    settings.EMAIL_BACKEND = "stipend_portal.mail.demo_inbox.DemoInboxBackend"
    settings.DEMO_INBOX_DIR = tmp_path
    call_command("load_demo")
    return live_server.url


def newest_mail(to: str) -> str:
    """The text of the newest mail to an address, after the worker has sent what waits."""
    send_all()
    return next(mail.body for mail in read_inbox() if to in mail.to)


def fill_date(page: Page, name: str, day: int, month: int, year: int) -> None:
    """Fill the three boxes of a date."""
    for part, value in enumerate((day, month, year)):
        page.fill(f"[name='{name}_{part}']", str(value))


def choose(page: Page, selector: str) -> None:
    """Choose an alternative by pressing its words, as people do."""
    identity = page.locator(selector).get_attribute("id")
    page.locator(f"label[for='{identity}']").click()


def press(page: Page, text: str) -> None:
    """Press the button, the real one and not the hidden one that Enter presses."""
    page.locator("button:not([aria-hidden])", has_text=sv(text)).first.click()


def sign_in_by_code(page: Page, address: str, axe: Check) -> None:
    """Sign in as an applicant, from the page that asks for an address."""
    axe(page)
    page.fill("[name=email]", address)
    page.locator("form:has([name=email]) button").click()
    axe(page)
    code = re.search(r"\b\d{6}\b", read_inbox()[0].body)
    assert code is not None
    page.fill("[name=code]", code.group())
    page.locator("form:has([name=code]) button").first.click()


def check_eligibility(page: Page, site: str, axe: Check) -> None:
    """From the front page, through the round's page, to a yes."""
    page.goto(site)
    expect(page.get_by_text("Exempelomgången").first).to_be_visible()
    axe(page)
    page.get_by_role("link", name=sv("Read and apply")).click()
    axe(page)
    page.get_by_role("link", name=sv("Check if it suits you")).click()
    axe(page)
    fill_date(page, "birth_date", 1, 5, timezone.localdate().year - 15)
    choose(page, "[name=linked][value=yes]")
    choose(page, "[name=abroad][value=yes]")
    press(page, "See the answer")
    axe(page)
    page.get_by_role("link", name=sv("Go on"), exact=True).click()


def write_application(page: Page, axe: Check) -> None:
    """All pages of the form, as a 15-year-old with one guardian on her way to a partner town."""
    axe(page)
    press(page, "Begin my application")
    axe(page)
    press(page, "Save and go on")
    expect(page.locator(".error-summary")).to_be_visible()
    axe(page)
    page.fill("[name=om-dig-full_name]", "Alva Exempel")
    fill_date(page, "om-dig-birth_date", 1, 5, timezone.localdate().year - 15)
    choose(page, "[name=om-dig-connection][value=lives]")
    press(page, "Save and go on")

    axe(page)
    choose(page, "[name=vardnadshavare-count][value=one]")
    page.fill("[name=vardnadshavare-first_name]", "Vera Exempel")
    page.fill("[name=vardnadshavare-first_email]", "vera@example.org")
    press(page, "Save and go on")

    axe(page)
    leave = timezone.localdate() + timedelta(days=200)
    home = leave + timedelta(days=14)
    choose(page, "[name=resan-purpose][value=visit]")
    page.get_by_text("Türi, Estland").click()
    fill_date(page, "resan-departure", leave.day, leave.month, leave.year)
    fill_date(page, "resan-homecoming", home.day, home.month, home.year)
    page.fill("[name=resan-plan]", PLAN)
    press(page, "Save and go on")

    axe(page)
    page.fill("#id_budget-rows_1_what", "Flyg")
    page.fill("#id_budget-rows_1_amount", "3 200 kr")
    press(page, "Add a row")
    expect(page.locator("#id_budget-rows_1_amount")).to_have_value("3 200 kr")
    page.fill("#id_budget-rows_2_what", "Mat och boende")
    page.fill("#id_budget-rows_2_amount", "1.800")
    page.fill("[name=budget-amount]", "4 500 kr")
    press(page, "Save and go on")

    axe(page)
    page.fill("[name=varfor-reason]", "Jag vill lära mig hur unga har det i ett annat land.")
    press(page, "Back")
    expect(page.locator("[name=budget-amount]")).to_have_value("4 500 kr")
    press(page, "Save and go on")
    expect(page.locator("[name=varfor-reason]")).to_have_value(re.compile("hur unga har det"))
    page.fill("[name=varfor-sharing]", "Jag berättar för min klass.")
    press(page, "Save and go on")


def check_and_send(page: Page, axe: Check) -> Application:
    """Read the answers once more, change one, and send."""
    expect(page.get_by_text("5 000 kronor")).to_be_visible()
    axe(page)
    page.get_by_role("link", name=sv("Change: %(title)s") % {"title": sv("About you")}).click()
    page.fill("[name=om-dig-phone]", "000-00 00 00")
    press(page, "Save and go on")
    expect(page.get_by_text("000-00 00 00")).to_be_visible()
    press(page, "Send the application")

    application = Application.objects.get()
    expect(page.get_by_text(application.reference)).to_be_visible()
    axe(page)
    receipt = newest_mail("alva@example.org")
    assert application.reference in receipt
    assert "hur unga har det" not in receipt
    return application


def see_state(page: Page, site: str, application: Application, words: str) -> None:
    """The applicant looks at her own page and reads the state in words."""
    page.goto(f"{site}/mina-ansokningar/{application.reference}/")
    expect(page.get_by_role("heading", name=sv(words))).to_be_visible()


def guardian_approves(page: Page, application: Application, axe: Check) -> None:
    """The guardian opens her link, which changes nothing, reads what was sent, and says yes."""
    link = re.search(r"http\S+/godkann/\S+", newest_mail("vera@example.org"))
    assert link is not None
    page.goto(link.group())
    expect(page.get_by_text("Vi har skrivit till varandra i två år. 🌍")).to_be_visible()
    axe(page)
    assert application.approvals.get().status == GuardianApproval.Status.INVITED
    press(page, "Yes, I approve")
    expect(page.get_by_role("heading", name=sv("You have said yes"))).to_be_visible()
    axe(page)
    assert application.approvals.get().status == GuardianApproval.Status.APPROVED


def sign_in_as_staff(page: Page, site: str, role: Role, axe: Check) -> None:
    """Sign in to the admin with the demo's password."""
    page.goto(f"{site}/admin/")
    axe(page)
    page.fill("[name=login]", staff(role))
    page.fill("[name=password]", DEMO_PASSWORD)
    page.locator("form:has([name=password]) button").click()
    page.wait_for_url(f"{site}/admin/")


def do(page: Page, act: str) -> None:
    """From the case page: choose an act, and confirm it."""
    page.get_by_role("link", name=sv(act), exact=True).click()
    page.get_by_role("button", name=sv(act), exact=True).click()


def officer_decides(page: Page, site: str, application: Application, axe: Check) -> None:
    """From the home panel to a decision on delegation."""
    sign_in_as_staff(page, site, Role.CASE_OFFICER, axe)
    expect(page.get_by_text(sv("What waits for me"))).to_be_visible()
    page.goto(f"{site}/admin/arenden/")
    axe(page)
    page.get_by_role("link", name=application.reference).click()
    expect(page.get_by_text("Vi har skrivit till varandra i två år. 🌍")).to_be_visible()
    axe(page)
    do(page, "Take into review")
    do(page, "Mark as prepared")
    page.get_by_role("link", name=sv("Record the decision"), exact=True).click()
    axe(page)
    page.get_by_role("button", name=sv("Record the decision"), exact=True).click()
    axe(page)
    choose(page, "[name=outcome][value=partly_granted]")
    page.fill("[name=amount]", "4 000")
    page.fill("[name=reason]", "Resan passar stipendiets syfte väl.")
    choose(page, "[name=basis][value=delegation]")
    page.fill("[name=basis_reference]", "Exempelpunkt 7.1")
    page.get_by_role("button", name=sv("Record the decision"), exact=True).click()
    expect(page.get_by_text("Exempelpunkt 7.1").first).to_be_visible()
    axe(page)


def secretary_releases(page: Page, site: str, application: Application, axe: Check) -> None:
    """A second person reads the letter and lets it go; the case then shows that it arrived."""
    letter = OutboxMessage.objects.get(kind=OutboxMessage.Kind.DECISION_LETTER)
    send_all()
    letter.refresh_from_db()
    assert letter.status == OutboxMessage.Status.HELD
    sign_in_as_staff(page, site, Role.BOARD_SECRETARY, axe)
    page.goto(f"{site}/admin/arenden/{application.pk}/")
    page.get_by_role("link", name=sv("Read and release the letter")).first.click()
    expect(page.get_by_text("Resan passar stipendiets syfte väl.")).to_be_visible()
    axe(page)
    page.get_by_role("button", name=sv("Release the letter")).click()
    assert "Resan passar stipendiets syfte väl." in newest_mail("alva@example.org")
    page.goto(f"{site}/admin/arenden/{application.pk}/")
    expect(page.get_by_text(sv("Delivered")).first).to_be_visible()
    axe(page)


def whole_journey(site: str, open_page: Callable[[], Page], axe: Check) -> None:
    """Points 1 to 5: applicant, guardian, officer, secretary, each in a browser of her own."""
    applicant, guardian, officer, secretary = pages = [open_page() for _ in range(4)]
    for page in pages:
        page.set_default_timeout(PATIENCE)
    check_eligibility(applicant, site, axe)
    sign_in_by_code(applicant, "alva@example.org", axe)
    write_application(applicant, axe)
    application = check_and_send(applicant, axe)
    see_state(applicant, site, application, "We have received your application")
    axe(applicant)
    guardian_approves(guardian, application, axe)
    officer_decides(officer, site, application, axe)
    see_state(applicant, site, application, "A decision has been made")
    secretary_releases(secretary, site, application, axe)
    see_state(applicant, site, application, "You get a part of what you applied for")
    axe(applicant)
    application.refresh_from_db()
    assert application.state == State.DECIDED
    assert application.current_decision.amount == 4000


def test_an_application_goes_all_the_way_from_an_open_round_to_a_letter_that_arrived(
    demo: str, another_page: Callable[..., Page], axe: Check
) -> None:
    whole_journey(demo, another_page, axe)


def test_the_same_way_is_open_without_javascript(demo: str, another_page: Callable[..., Page]) -> None:
    whole_journey(demo, lambda: another_page(java_script_enabled=False), lambda page: None)


def test_the_browsers_own_back_button_is_no_conflict_with_oneself(
    demo: str, another_page: Callable[..., Page]
) -> None:
    page = another_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{demo}/ansok/exempel/borja/")
    sign_in_by_code(page, "alva@example.org", lambda page: None)
    press(page, "Begin my application")
    page.fill("[name=om-dig-full_name]", "Alva Exempel")
    fill_date(page, "om-dig-birth_date", 1, 5, timezone.localdate().year - 15)
    choose(page, "[name=om-dig-connection][value=lives]")
    press(page, "Save and go on")
    page.wait_for_url("**/vardnadshavare/")
    page.go_back()
    page.fill("[name=om-dig-full_name]", "Alva Maria Exempel")
    press(page, "Save and go on")
    page.wait_for_url("**/vardnadshavare/")
    page.go_back()
    expect(page.locator("[name=om-dig-full_name]")).to_have_value("Alva Maria Exempel")
