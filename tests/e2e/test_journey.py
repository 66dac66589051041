"""The whole way of one application, from an open round to a letter that arrived, in a real browser."""

from collections.abc import Callable
from functools import partial

from playwright.sync_api import Page, expect

from stipend_portal.mail.worker import send_all
from stipend_portal.models import Application, GuardianApproval, OutboxMessage
from stipend_portal.states import Role, State
from tests.e2e import pages
from tests.e2e.conftest import LAPTOP
from tests.e2e.mails import code_for, links_for, newest_mail
from tests.e2e.office import confirm, do, open_case, sign_in_as, start
from tests.e2e.pages import ALVA, PHOTO, choose, press, see_state, sv

Check = Callable[[Page], None]

VERA, OMAR = ("Vera Exempel", "vera@example.org"), ("Omar Exempel", "omar@example.org")


def check_eligibility(page: Page, site: str, axe: Check) -> None:
    """From the front page, through the round's page, to a yes."""
    page.goto(site)
    expect(page.get_by_text("Exempelomgången").first).to_be_visible()
    axe(page)
    page.get_by_role("link", name=sv("Read and apply")).click()
    page.get_by_text(sv("Read all the questions first")).click()
    axe(page)
    page.get_by_role("link", name=sv("Check if it suits you")).click()
    axe(page)
    pages.fill_date(page, "birth_date", ALVA.born)
    choose(page, "linked", "yes")
    choose(page, "abroad", "yes")
    press(page, "See the answer")
    axe(page)
    page.get_by_role("link", name=sv("Go on"), exact=True).click()


def sign_in_by_code(page: Page, axe: Check) -> None:
    """Sign in from the page that asks for an address."""
    axe(page)
    page.fill("[name=email]", ALVA.email)
    press(page, "Send me a code")
    axe(page)
    page.fill("[name=code]", code_for(ALVA.email))
    press(page, "Sign in")


def write_application(page: Page, axe: Check) -> None:
    """All pages of the form, as a 15-year-old with two guardians on her way to a partner town."""
    axe(page)
    press(page, "Begin my application")
    axe(page)
    press(page, "Save and go on")
    expect(page.locator(".error-summary")).to_be_visible()
    axe(page)
    pages.tell_about_oneself(page)
    axe(page)
    pages.tell_who_decides(page, "two")
    axe(page)
    pages.name_guardians(page, VERA, OMAR)
    axe(page)
    pages.apply_alone(page)
    axe(page)
    pages.plan_trip(page)
    add_and_remove_rows(page)
    axe(page)
    pages.count_costs(page)
    axe(page)
    page.fill("[name=varfor-reason]", "Jag vill se världen.")
    press(page, "Back")
    expect(page.locator("[name=budget-amount]")).to_have_value("4 500 kr")
    press(page, "Save and go on")
    expect(page.locator("[name=varfor-reason]")).to_have_value("Jag vill se världen.")
    pages.tell_why(page)
    pages.attach(page, PHOTO, "Inbjudan från familjen")
    axe(page)
    pages.go_on(page, "kontrollera")


def add_and_remove_rows(page: Page) -> None:
    """On the page about costs: the server counts, and nothing is lost when a row comes or goes."""
    for number, (what, amount) in enumerate((("Flyg", "3 200"), ("Ett misstag", "999"), ("Buss", "1")), 1):
        pages.fill_row(page, "budget-rows", number, what=what, amount=amount)
    pages.add_row(page, "budget-rows")
    expect(page.locator(".rows__total").first).to_contain_text("4 200 kronor")
    expect(page.locator("#id_budget-rows_4_what")).to_have_value("")
    pages.remove_row(page, "budget-rows", 2)
    expect(page.locator(".rows__total").first).to_contain_text("3 201 kronor")
    expect(page.locator("#id_budget-rows_2_what")).to_have_value("Buss")


def check_and_send(page: Page, axe: Check) -> Application:
    """Read the answers once more, change one, and send."""
    expect(page.get_by_role("row", name="Mat och boende 1 800 kronor")).to_be_visible()
    expect(page.get_by_text("5 000 kronor")).to_be_visible()
    expect(page.get_by_role("cell", name=PHOTO["name"])).to_be_visible()
    axe(page)
    page.get_by_role("link", name=sv("Change: %(title)s") % {"title": sv("About you")}).click()
    page.fill("[name=om-dig-phone]", "000-00 00 00")
    pages.go_on(page, "kontrollera")
    expect(page.get_by_text("000-00 00 00")).to_be_visible()
    application = pages.send(page)
    expect(page.get_by_text(application.reference)).to_be_visible()
    axe(page)
    receipt = newest_mail(ALVA.email)
    assert application.reference in receipt
    assert pages.REASON not in receipt
    return application


def guardians_approve(page: Page, application: Application, axe: Check) -> None:
    """Each opens her or his own link, which changes nothing, reads what was sent, and says yes."""
    by_email = {approval.email: approval for approval in application.approvals.all()}
    for (_name, email), language in ((VERA, 0), (OMAR, 1)):
        page.goto(links_for(email)[language])
        expect(page.locator("html")).to_have_attribute("lang", ("sv", "en")[language])
        expect(page.get_by_text("Vi har skrivit till varandra i två år. 🌍")).to_be_visible()
        axe(page)
        by_email[email].refresh_from_db()
        assert by_email[email].status == GuardianApproval.Status.INVITED
        yes, said = "Yes, I approve", "You have said yes"
        page.get_by_role("button", name=yes if language else sv(yes)).click()
        expect(page.get_by_role("heading", name=said if language else sv(said))).to_be_visible()
        by_email[email].refresh_from_db()
        assert by_email[email].status == GuardianApproval.Status.APPROVED
    axe(page)


def officer_decides(page: Page, site: str, application: Application, axe: Check) -> None:
    """From the home panel to a decision on delegation."""
    page.goto(f"{site}/admin/")
    axe(page)
    sign_in_as(page, site, Role.CASE_OFFICER)
    expect(page.get_by_text(sv("What waits for me"))).to_be_visible()
    page.goto(f"{site}/admin/arenden/")
    axe(page)
    open_case(page, site, application)
    axe(page)
    expect(page.get_by_text("Vi har skrivit till varandra i två år. 🌍")).to_be_visible()
    expect(page.get_by_role("link", name=PHOTO["name"], exact=True)).to_be_visible()
    do(page, "Take into review")
    do(page, "Mark as prepared")
    start(page, "Record the decision")
    confirm(page, "Record the decision")
    axe(page)
    choose(page, "outcome", "partly_granted")
    page.fill("[name=amount]", "4 000")
    page.fill("[name=reason]", "Resan passar stipendiets syfte väl.")
    choose(page, "basis", "delegation")
    page.fill("[name=basis_reference]", "Exempelpunkt 7.1")
    confirm(page, "Record the decision")
    expect(page.get_by_text("Exempelpunkt 7.1").first).to_be_visible()
    axe(page)


def secretary_releases(page: Page, site: str, application: Application, axe: Check) -> None:
    """A second person reads the letter and lets it go; the case then shows that it arrived."""
    letter = OutboxMessage.objects.get(kind=OutboxMessage.Kind.DECISION_LETTER)
    send_all()
    letter.refresh_from_db()
    assert letter.status == OutboxMessage.Status.HELD
    sign_in_as(page, site, Role.BOARD_SECRETARY)
    open_case(page, site, application)
    page.get_by_role("link", name=sv("Read and release the letter")).first.click()
    expect(page.get_by_text("Resan passar stipendiets syfte väl.")).to_be_visible()
    axe(page)
    confirm(page, "Release the letter")
    assert "Resan passar stipendiets syfte väl." in newest_mail(ALVA.email)
    open_case(page, site, application)
    expect(page.get_by_text(sv("Delivered")).first).to_be_visible()


def whole_journey(site: str, open_page: Callable[..., Page], axe: Check) -> None:
    """Applicant, guardians, officer, secretary, each in a browser of her own."""
    applicant, guardian = open_page(), open_page()
    officer, secretary = open_page(viewport=LAPTOP), open_page(viewport=LAPTOP)
    check_eligibility(applicant, site, axe)
    sign_in_by_code(applicant, axe)
    write_application(applicant, axe)
    application = check_and_send(applicant, axe)
    see_state(applicant, site, application, "We have received your application")
    guardians_approve(guardian, application, axe)
    pages.open_application(applicant, site, application)
    expect(applicant.get_by_text(sv("%(name)s said yes") % {"name": OMAR[0]})).to_be_visible()
    axe(applicant)
    officer_decides(officer, site, application, axe)
    see_state(applicant, site, application, "A decision has been made")
    secretary_releases(secretary, site, application, axe)
    see_state(applicant, site, application, "You get a part of what you applied for")
    axe(applicant)
    application.refresh_from_db()
    assert application.state == State.DECIDED
    assert application.current_decision.amount == 4000


def test_a_young_person_with_two_guardians_goes_all_the_way_from_an_open_round_to_a_letter_that_arrived(
    demo: str, another_page: Callable[..., Page], axe: Check
) -> None:
    whole_journey(demo, another_page, axe)


def test_the_same_way_is_open_without_javascript(demo: str, another_page: Callable[..., Page]) -> None:
    whole_journey(demo, partial(another_page, java_script_enabled=False), lambda page: None)


def test_the_browsers_own_back_button_is_no_conflict_with_oneself(
    demo: str, another_page: Callable[..., Page]
) -> None:
    page = another_page()
    pages.begin(page, demo)
    pages.tell_about_oneself(page)
    page.go_back()
    page.fill("[name=om-dig-full_name]", "Alva Maria Exempel")
    pages.go_on(page, "vem-bestammer")
    page.go_back()
    expect(page.locator("[name=om-dig-full_name]")).to_have_value("Alva Maria Exempel")
