"""What an applicant does with an application that is sent: answers a request for more, or takes it back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from home.models import User
from stipend_portal.models import Application, Round
from stipend_portal.states import Role, State
from tests.e2e import pages
from tests.e2e.conftest import LAPTOP
from tests.e2e.mails import links_for, newest_mail
from tests.e2e.office import confirm, do, open_case, sign_in_as, start
from tests.e2e.pages import ALVA, PHOTO, press, see_state, sv
from tests.factories.portal import make_application

Check = Callable[[Page], None]

GUARDIAN = "gun@example.org"
ASKED = "Skriv lite mer om varför du vill åka, och bifoga inbjudan."
BEFORE = "Jag vill lära mig hur det är att vara ung i ett annat land."
NOW = "Jag vill lära mig hur det är att vara ung och gå i skolan i Estland."


@pytest.fixture
def application(demo: str) -> Application:
    """Alva's application in the demo's round, with one guardian who has not answered."""
    return make_application(
        round=Round.objects.get(slug="exempel"),
        applicant=User.objects.get(email=ALVA.email),
        guardians=1,
        reason=BEFORE,
    )


@pytest.fixture
def applicant(demo: str, another_page: Callable[..., Page]) -> Page:
    """Alva's browser, signed in."""
    page = another_page()
    pages.sign_in_at_once(page, demo)
    return page


def officer_asks(page: Page, site: str, application: Application, axe: Check) -> None:
    """In the admin: two pages are opened for change, with words about what is missing."""
    sign_in_as(page, site, Role.CASE_OFFICER)
    open_case(page, site, application)
    do(page, "Take into review")
    start(page, "Ask for more")
    confirm(page, "Ask for more")
    expect(page.get_by_role("alert")).to_be_visible()
    axe(page)
    for title in ("Why you want to go", "Attachments"):
        page.get_by_label(sv(title), exact=True).check()
    page.fill("[name=message]", ASKED)
    confirm(page, "Ask for more")
    expect(page.get_by_text(ASKED)).to_be_visible()
    axe(page)


def applicant_answers(page: Page, site: str, application: Application, axe: Check) -> None:
    """From the mail, through the pages that are open, to a receipt."""
    assert ASKED in newest_mail(ALVA.email)
    see_state(page, site, application, "We need something more from you")
    axe(page)
    page.get_by_role("link", name=sv("Answer", "a request")).click()
    axe(page)
    press(page, "Begin my answer")
    page.wait_for_url("**/varfor/")
    expect(page.locator("[name=varfor-reason]")).to_have_value(BEFORE)
    axe(page)
    page.fill("[name=varfor-reason]", NOW)
    pages.go_on(page, "bilagor")
    pages.attach(page, PHOTO, "Inbjudan")
    axe(page)
    pages.go_on(page, "kontrollera")
    axe(page)
    press(page, "Send the supplement")
    page.wait_for_url("**/mina-ansokningar/*/")
    expect(page.get_by_role("heading", name=sv("You sent something more"))).to_be_visible()
    axe(page)


def officer_sees_the_difference(page: Page, site: str, application: Application, axe: Check) -> None:
    """Before and now beside each other, and the file that came."""
    open_case(page, site, application)
    expect(page.get_by_text("2 svar skiljer sig från version 1.")).to_be_visible()
    expect(page.locator("del")).to_have_text(["ett annat land."])
    expect(page.locator("ins").filter(has_text="Estland")).to_have_text("skolan i Estland.")
    new = page.locator(".review-answers__changed").filter(has_text=PHOTO["name"])
    expect(new.locator(".review-tag")).to_have_text(sv("New"))
    expect(page.get_by_role("link", name=PHOTO["name"], exact=True)).to_be_visible()
    axe(page)
    page.get_by_role("navigation", name=sv("Versions")).get_by_role("link").click()
    expect(
        page.get_by_text(sv("This is an older version. It is not the one that is judged."))
    ).to_be_visible()


def test_a_request_for_more_is_answered_with_a_changed_page_and_a_file_and_the_officer_sees_the_difference(
    demo: str, application: Application, applicant: Page, another_page: Callable[..., Page], axe: Check
) -> None:
    officer, guardian = another_page(viewport=LAPTOP), another_page()
    [old_link, _english] = links_for(GUARDIAN)
    officer_asks(officer, demo, application, axe)
    applicant_answers(applicant, demo, application, axe)
    guardian.goto(old_link)
    expect(guardian.get_by_role("heading", name=sv("A newer version has been sent"))).to_be_visible()
    axe(guardian)
    guardian.goto(links_for(GUARDIAN)[0])
    expect(guardian.get_by_text(NOW)).to_be_visible()
    officer_sees_the_difference(officer, demo, application, axe)
    assert application.versions.count() == 2


def test_an_application_is_taken_back_and_then_nobody_is_asked_about_it(
    demo: str, application: Application, applicant: Page, another_page: Callable[..., Page], axe: Check
) -> None:
    guardian = another_page()
    pages.open_application(applicant, demo, application)
    applicant.get_by_role("link", name=sv("Take back the application")).click()
    axe(applicant)
    applicant.get_by_role("link", name=sv("No, keep it")).click()
    applicant.get_by_role("link", name=sv("Take back the application")).click()
    application.refresh_from_db()
    assert application.state == State.SUBMITTED
    press(applicant, "Yes, take it back")
    expect(applicant.get_by_role("heading", name=sv("You have taken your application back"))).to_be_visible()
    expect(applicant.get_by_role("heading", name=sv("Your guardians"))).to_have_count(0)
    axe(applicant)
    assert f"{application.reference} är tillbakatagen" in newest_mail(ALVA.email)
    guardian.goto(links_for(GUARDIAN)[0])
    expect(guardian.get_by_role("heading", name=sv("No answer is needed any more"))).to_be_visible()
    axe(guardian)
    applicant.goto(f"{demo}/mina-ansokningar/")
    axe(applicant)
    application.refresh_from_db()
    assert application.state == State.WITHDRAWN
