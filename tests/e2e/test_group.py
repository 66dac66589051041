"""Three who go together: the one who writes for all, one who is under eighteen, and one who is not."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from stipend_portal.models import GroupMember
from stipend_portal.states import Role
from tests.e2e import pages
from tests.e2e.conftest import LAPTOP
from tests.e2e.mails import addresses, links_for
from tests.e2e.office import open_case, sign_in_as
from tests.e2e.pages import ALVA, Person, born, press, sv

Check = Callable[[Page], None]

BO = Person("Bo Exempel", "bo@example.org", born(16))
CILLA = Person("Cilla Exempel", "cilla@example.org", born(18))
VERA, GIT = ("Vera Exempel", "vera@example.org"), ("Git Exempel", "git@example.org")


def contact_person_writes(page: Page, site: str, axe: Check) -> None:
    """All pages, with the two others and the ceiling of three people."""
    pages.begin(page, site)
    pages.tell_about_oneself(page)
    pages.tell_who_decides(page, "one")
    pages.name_guardians(page, VERA)
    pages.apply_together(page)
    press(page, "Save and go on")
    expect(page.locator(".error-summary")).to_be_visible()
    axe(page)
    pages.name_others(page, BO, CILLA)
    pages.plan_trip(page)
    most = sv("You are %(people)s people and can apply for at most %(amount)s together.")
    expect(page.get_by_text(most % {"people": 3, "amount": "30 000 kronor"})).to_be_visible()
    axe(page)
    pages.count_costs(page)
    pages.tell_why(page)
    pages.attach_nothing(page)
    expect(page.get_by_role("cell", name=BO.email)).to_be_visible()
    axe(page)


def say_yes(page: Page, person: Person) -> None:
    """A member opens her own link, and says that she comes along."""
    page.goto(links_for(person.email)[0])
    expect(page.get_by_text("Vi har skrivit till varandra i två år. 🌍")).to_be_visible()
    # What the contact person wrote about herself and her home is not theirs to read.
    expect(page.get_by_text(VERA[1])).to_have_count(0)
    press(page, "Yes, I am coming and it is right")


def guardian_says_yes(page: Page, email: str, axe: Check) -> None:
    """A guardian opens her own link, and approves."""
    page.goto(links_for(email)[0])
    axe(page)
    press(page, "Yes, I approve")
    expect(page.get_by_role("heading", name=sv("You have said yes"))).to_be_visible()


def test_a_group_of_three_is_complete_when_each_and_every_guardian_has_answered(
    demo: str, another_page: Callable[..., Page], axe: Check
) -> None:
    applicant, other, officer = another_page(), another_page(), another_page(viewport=LAPTOP)
    contact_person_writes(applicant, demo, axe)
    application = pages.send(applicant)
    axe(applicant)
    assert addresses() == {ALVA.email, VERA[1], BO.email, CILLA.email}

    say_yes(other, CILLA)
    expect(other.get_by_role("heading", name=sv("You have said yes"))).to_be_visible()
    other.goto(links_for(BO.email)[0])
    axe(other)
    say_yes(other, BO)
    axe(other)
    assert application.members.get(email=BO.email).status == GroupMember.Status.INVITED
    pages.choose(other, "vem-bestammer-situation", "one")
    press(other, "Go on")
    axe(other)
    other.fill("[name=vardnadshavare-first_name]", GIT[0])
    other.fill("[name=vardnadshavare-first_email]", GIT[1])
    press(other, "Say yes and send")
    expect(other.get_by_text(GIT[0])).to_be_visible()
    axe(other)

    pages.open_application(applicant, demo, application)
    expect(applicant.get_by_text(sv("Under 18: not all guardians have said yes yet."))).to_be_visible()
    axe(applicant)
    for _name, email in (VERA, GIT):
        guardian_says_yes(other, email, axe)
    pages.open_application(applicant, demo, application)
    expect(applicant.get_by_text(sv("The guardians have said yes."))).to_be_visible()

    sign_in_as(officer, demo, Role.CASE_OFFICER)
    open_case(officer, demo, application)
    said = sv("Contact person: %(name)s. Of the others, %(confirmed)s of %(asked)s have said yes.")
    expect(officer.get_by_text(said % {"name": ALVA.name, "confirmed": 2, "asked": 2})).to_be_visible()
    both = sv("%(approved)d of %(asked)d") % {"approved": 2, "asked": 2}
    expect(officer.get_by_text(sv("Done: %(progress)s") % {"progress": both})).to_be_visible()
    axe(officer)
