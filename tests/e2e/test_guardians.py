"""Who is asked beside the applicant: nobody at eighteen, and nobody at home where that is not safe."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from stipend_portal.completeness import progress_of
from stipend_portal.models import GuardianApproval
from stipend_portal.states import Role
from tests.e2e import pages
from tests.e2e.conftest import LAPTOP
from tests.e2e.mails import addresses
from tests.e2e.office import open_case, sign_in_as
from tests.e2e.pages import ALVA, Person, born, sv

Check = Callable[[Page], None]

GROWN = Person(ALVA.name, ALVA.email, born(18))
ASKED = (
    "About you",
    "Alone or together",
    "The trip",
    "What it costs",
    "Why you want to go",
    "Attachments",
    "Check and send",
)


def test_an_eighteen_year_old_is_asked_about_no_guardian_and_is_complete_when_sent(
    demo: str, another_page: Callable[..., Page], axe: Check
) -> None:
    page = another_page()
    pages.begin(page, demo)
    pages.tell_about_oneself(page, GROWN, then="tillsammans")
    steps = page.get_by_role("navigation", name=sv("Steps")).get_by_role("listitem")
    expect(steps).to_contain_text([sv(title) for title in ASKED])
    pages.apply_alone(page)
    pages.plan_trip(page)
    pages.count_costs(page)
    pages.tell_why(page)
    pages.attach_nothing(page)
    application = pages.send(page)
    expect(page.get_by_text(application.reference)).to_be_visible()
    axe(page)
    pages.open_application(page, demo, application)
    expect(page.get_by_role("heading", name=sv("Your guardians"))).to_have_count(0)
    axe(page)
    assert not application.approvals.exists()
    assert addresses() == {ALVA.email}


def test_whoever_cannot_ask_a_guardian_gets_a_receipt_and_a_person_and_nobody_at_home_gets_a_mail(
    demo: str, another_page: Callable[..., Page], axe: Check
) -> None:
    page, officer = another_page(), another_page(viewport=LAPTOP)
    pages.begin(page, demo)
    pages.tell_about_oneself(page)
    # First she names a guardian, then thinks better of it: the address must not be used.
    pages.tell_who_decides(page, "one")
    pages.name_guardians(page, ("Vera Exempel", "vera@example.org"))
    page.go_back()
    pages.press(page, "Back")
    pages.tell_who_decides(page, "not_asked")
    expect(page.locator("[name=vardnadshavare-first_email]")).to_have_count(0)
    expect(page.locator(".error-summary")).to_have_count(0)
    axe(page)
    page.fill("[name=vardnadshavare-safe_contact]", "Ring mig på skolan, 000-00 00 00.")
    pages.go_on(page, "tillsammans")
    pages.apply_alone(page)
    pages.plan_trip(page)
    pages.count_costs(page)
    pages.tell_why(page)
    pages.attach_nothing(page)
    expect(page.get_by_text("vera@example.org")).to_have_count(0)
    axe(page)
    application = pages.send(page)
    contact = application.round.contact
    person = "A case officer gets in touch with you about your guardian. You can also contact us: %(contact)s"
    expect(page.get_by_text(sv(person) % {"contact": contact})).to_be_visible()
    axe(page)
    pages.open_application(page, demo, application)
    not_asked = "Not asked. A person at the municipality contacts you first."
    expect(page.get_by_text(sv(not_asked))).to_be_visible()
    axe(page)
    assert addresses() == {ALVA.email}

    sign_in_as(officer, demo, Role.CASE_OFFICER)
    open_case(officer, demo, application)
    expect(officer.get_by_text("Ring mig på skolan, 000-00 00 00.").first).to_be_visible()
    axe(officer)
    approvals = application.approvals.all()
    assert [approval.status for approval in approvals] == [GuardianApproval.Status.NOT_ASKED]
    assert not progress_of(approvals, ALVA.born).is_complete
