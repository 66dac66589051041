"""The whole way to a receipt, and a guardian's yes, with the keyboard only."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from stipend_portal.models import Application, GuardianApproval
from tests.e2e.keyboard import Keyboard
from tests.e2e.mails import code_for, links_for
from tests.e2e.pages import ALVA, PHOTO, PLAN, REASON, sv

VERA = ("Vera Exempel", "vera@example.org")


def check_and_sign_in(keyboard: Keyboard, site: str) -> None:
    """From the round's page to the first page of the application."""
    page = keyboard.page
    page.goto(f"{site}/ansok/exempel/")
    keyboard.press("Tab")
    assert keyboard.is_at(page.get_by_role("link", name=sv("Go to the content")))
    keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    keyboard.use("link", sv("Check if it suits you"))
    keyboard.write_date(sv("When were you born?"), ALVA.born.day, ALVA.born.month, ALVA.born.year)
    keyboard.choose(sv("Do you live or go to school in Åmål municipality?"), sv("Yes"))
    keyboard.choose(sv("Is it for a trip to another country?"), sv("Yes"))
    keyboard.use("button", sv("See the answer"), key="Space")
    keyboard.use("link", sv("Go on"))
    keyboard.write(sv("E-mail address"), ALVA.email)
    # Enter in a box sends the form, as everywhere.
    with page.expect_event("load"):
        keyboard.press("Enter")
    keyboard.write(sv("Code"), code_for(ALVA.email))
    with page.expect_event("load"):
        keyboard.press("Enter")
    keyboard.use("button", sv("Begin my application"))


def mend_errors(keyboard: Keyboard) -> None:
    """An empty page moves focus to the list of errors, and each error leads to the box to mend."""
    page = keyboard.page
    keyboard.use("button", sv("Save and go on"))
    expect(page.locator(".error-summary")).to_be_focused()
    keyboard.go_to(page.get_by_role("link", name=sv("Write your first and last name.")))
    keyboard.press("Enter")
    expect(page.get_by_label(sv("Your first and last name"))).to_be_focused()


def write_about_people(keyboard: Keyboard) -> None:
    """About you, who decides about you, your guardian, alone."""
    keyboard.page.keyboard.type(ALVA.name)
    keyboard.write_date(sv("When were you born?"), ALVA.born.day, ALVA.born.month, ALVA.born.year)
    keyboard.choose(sv("What is your link to Åmål?"), sv("I go to school in Åmål municipality"))
    keyboard.write(sv("Your school and class"), "Exempelskolan, 9B")
    keyboard.go_on("vem-bestammer")
    keyboard.choose(
        sv("Who is your guardian?"),
        sv("I have one guardian, who decides alone (sole custody)", "guardians"),
    )
    keyboard.go_on("vardnadshavare")
    keyboard.write(sv("Guardian: name"), VERA[0])
    keyboard.write(sv("Guardian: e-mail address"), VERA[1])
    keyboard.go_on("tillsammans")
    keyboard.choose(sv("Do you apply alone or together with others?"), sv("I apply alone"))
    keyboard.go_on("resan")


def write_about_trip(keyboard: Keyboard) -> None:
    """The trip, what it costs with a row added and one taken away, why."""
    leave = timezone.localdate() + timedelta(days=200)
    keyboard.choose(sv("What will you do?"), sv("Visit a partner town"))
    keyboard.choose(sv("Where are you going?"), "Türi, Estland")
    keyboard.write_date(sv("When do you leave?"), leave.day, leave.month, leave.year)
    keyboard.write_date(sv("When do you come home?"), leave.day, leave.month, leave.year)
    keyboard.write(sv("Who receives you?"), "Familjen Exempel")
    keyboard.write(sv("Tell us about the trip"), PLAN)
    keyboard.go_on("budget")
    rows = keyboard.page.get_by_role("group", name=sv("What costs money on the trip?"))
    for number, (what, amount) in enumerate((("Flyg", "3 200"), ("Misstag", "1"), ("Mat", "800"))):
        row = rows.get_by_role("group").nth(number)
        keyboard.write(sv("What"), what, row)
        keyboard.write(sv("Kronor"), amount, row)
    keyboard.use("button", sv("Add a row"))
    keyboard.use("button", sv("Remove row %(number)s") % {"number": 2})
    expect(keyboard.page.locator(".rows__total").first).to_contain_text("4 000 kronor")
    keyboard.write(sv("How much do you pay yourself?"), "0")
    keyboard.write(sv("How much do you apply for?"), "4 000")
    keyboard.go_on("varfor")
    keyboard.write(sv("Why do you want to make this trip?"), REASON)
    keyboard.write(sv("How will you tell others about it when you are home?"), "I klassen.")
    keyboard.go_on("bilagor")


def attach_and_send(keyboard: Keyboard) -> None:
    """A file through the system's own dialog, a last look, and send."""
    page = keyboard.page
    keyboard.go_to(page.get_by_label(sv("Attach files")))
    with page.expect_file_chooser() as dialog:
        keyboard.press("Space")
    dialog.value.set_files(PHOTO)
    keyboard.use("button", sv("Attach"))
    expect(page.get_by_role("link", name=PHOTO["name"])).to_be_visible()
    keyboard.go_on("kontrollera")
    keyboard.use("button", sv("Send the application"))
    expect(page.get_by_role("heading", name=sv("We have received your application"))).to_be_visible()


def test_the_whole_way_by_keyboard_with_focus_seen_at_every_stop(
    demo: str, another_page: Callable[..., Page]
) -> None:
    applicant, guardian = Keyboard(another_page()), Keyboard(another_page())
    check_and_sign_in(applicant, demo)
    mend_errors(applicant)
    write_about_people(applicant)
    write_about_trip(applicant)
    attach_and_send(applicant)
    application = Application.objects.get(round__slug="exempel")
    answers = application.latest_version.answers
    assert [row["what"] for row in answers["budget"]["rows"]] == ["Flyg", "Mat"]
    assert [file["name"] for file in answers["attachments"]["files"]] == [PHOTO["name"]]

    guardian.page.goto(links_for(VERA[1])[0])
    guardian.use("button", sv("Yes, I approve"))
    expect(guardian.page.get_by_role("heading", name=sv("You have said yes"))).to_be_visible()
    assert application.approvals.get().status == GuardianApproval.Status.APPROVED
