"""The applicant's pages as she fills them in, one function a page. Each ends on the page that follows."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext, override, pgettext
from playwright.sync_api import FilePayload, Page, expect

from home.models import User
from stipend_portal.models import Application
from stipend_portal.questions.choices import CONNECTIONS_OF_OTHERS
from tests.factories.files import jpeg

PLAN = "Jag ska bo hos en familj.\nVi har skrivit till varandra i två år. 🌍"
REASON = "Jag vill lära mig hur unga har det i ett annat land."


def sv(text: str, context: str = "") -> str:
    """The words on the screen, in Swedish."""
    with override("sv"):
        return pgettext(context, text) if context else gettext(text)


def born(age: int) -> date:
    """The day of birth of someone who has turned `age` this year."""
    return date(timezone.localdate().year - age, 1, 1)


@dataclass(frozen=True)
class Person:
    """Someone who goes on the trip."""

    name: str
    email: str
    born: date


ALVA = Person("Alva Exempel", "alva@example.org", born(15))
PHOTO = FilePayload(name="inbjudan.jpg", mimeType="image/jpeg", buffer=jpeg())


# -- What every page is made of ---------------------------------------------------------------------


def press(page: Page, text: str) -> None:
    """Press the button, the real one and not the hidden one that Enter presses."""
    page.locator("button:not([aria-hidden])", has_text=sv(text)).first.click()


def choose(page: Page, name: str, value: str) -> None:
    """Choose an alternative by pressing its words, as people do."""
    identity = page.locator(f"[name='{name}'][value='{value}']").get_attribute("id")
    page.locator(f"label[for='{identity}']").click()


def fill_date(page: Page, name: str, day: date) -> None:
    """Fill the three boxes of a date."""
    for part, value in enumerate((day.day, day.month, day.year)):
        page.fill(f"[name='{name}_{part}']", str(value))


def fill_row(page: Page, rows: str, number: int, **cells: str) -> None:
    """Fill a row of a table: `fill_row(page, "budget-rows", 1, what="Flyg", amount="3 200")`."""
    for column, words in cells.items():
        page.fill(f"#id_{rows}_{number}_{column}", words)


def add_row(page: Page, rows: str) -> None:
    """Press the button under a table that saves it and adds a row."""
    page.locator(f"button[name=more_rows][value='id_{rows}']").click()


def remove_row(page: Page, rows: str, number: int) -> None:
    """Press the button in a row that takes it away."""
    page.locator(f"button[name=remove_row][value='{rows}:{number}']").click()


def go_on(page: Page, slug: str) -> None:
    """Save the page, and arrive at the one that follows."""
    press(page, "Save and go on")
    page.wait_for_url(f"**/{slug}/")


# -- To the first page ------------------------------------------------------------------------------


def sign_in_at_once(page: Page, site: str, email: str = ALVA.email) -> None:
    """Give the browser a session, for a test that is not about signing in."""
    client = Client()
    client.force_login(User.objects.get_or_create(email=email)[0])
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": site}])


def begin(page: Page, site: str) -> None:
    """Begin an application, signed in."""
    sign_in_at_once(page, site)
    page.goto(f"{site}/ansok/exempel/borja/")
    press(page, "Begin my application")
    page.wait_for_url("**/om-dig/")


# -- The pages of the application -------------------------------------------------------------------


def tell_about_oneself(page: Page, person: Person = ALVA, then: str = "vem-bestammer") -> None:
    """About you."""
    page.fill("[name=om-dig-full_name]", person.name)
    fill_date(page, "om-dig-birth_date", person.born)
    choose(page, "om-dig-connection", "lives")
    page.fill("[name=om-dig-school]", "Exempelskolan, 9B")
    go_on(page, then)


def tell_who_decides(page: Page, situation: str) -> None:
    """Who decides about you?"""
    choose(page, "vem-bestammer-situation", situation)
    go_on(page, "vardnadshavare")


def name_guardians(page: Page, *guardians: tuple[str, str], then: str = "tillsammans") -> None:
    """Your guardians: the name and the address of each."""
    for which, (name, email) in zip(("first", "second"), guardians, strict=False):
        page.fill(f"[name=vardnadshavare-{which}_name]", name)
        page.fill(f"[name=vardnadshavare-{which}_email]", email)
    go_on(page, then)


def apply_alone(page: Page) -> None:
    """Alone or together: alone."""
    choose(page, "tillsammans-how", "alone")
    go_on(page, "resan")


def apply_together(page: Page) -> None:
    """Alone or together: together."""
    choose(page, "tillsammans-how", "group")
    go_on(page, "deltagare")


def name_others(page: Page, *others: Person) -> None:
    """The others in the group, with the days of birth as people write them."""
    for number, other in enumerate(others, start=1):
        day = f"{other.born.day} {other.born.month} {other.born.year}"
        fill_row(page, "deltagare-rows", number, name=other.name, birth_date=day, email=other.email)
        page.select_option(f"#id_deltagare-rows_{number}_connection", CONNECTIONS_OF_OTHERS[0][0])
    go_on(page, "resan")


def plan_trip(page: Page) -> None:
    """The trip: to a partner town."""
    leave = timezone.localdate() + timedelta(days=200)
    choose(page, "resan-purpose", "visit")
    page.get_by_text("Türi, Estland", exact=True).click()
    fill_date(page, "resan-departure", leave)
    fill_date(page, "resan-homecoming", leave + timedelta(days=14))
    page.fill("[name=resan-host]", "Familjen Exempel, familjen@example.org")
    page.fill("[name=resan-plan]", PLAN)
    go_on(page, "budget")


def count_costs(page: Page) -> None:
    """What it costs: 5 000 kronor, of which 500 are one's own and 4 500 are applied for."""
    fill_row(page, "budget-rows", 1, what="Flyg", amount="3 200 kr")
    fill_row(page, "budget-rows", 2, what="Mat och boende", amount="1.800")
    page.fill("[name=budget-own_contribution]", "500")
    page.fill("[name=budget-amount]", "4 500 kr")
    go_on(page, "varfor")


def tell_why(page: Page) -> None:
    """Why you want to go."""
    page.fill("[name=varfor-reason]", REASON)
    page.fill("[name=varfor-sharing]", "Jag berättar för min klass.")
    go_on(page, "bilagor")


def attach(page: Page, file: FilePayload, about: str) -> None:
    """Attach a file; one stays on the page."""
    page.set_input_files("#filer-nya", file)
    page.fill("#filer-om", about)
    press(page, "Attach")
    expect(page.get_by_role("link", name=file["name"])).to_be_visible()


def attach_nothing(page: Page) -> None:
    """Attachments: none."""
    go_on(page, "kontrollera")


def send(page: Page) -> Application:
    """Check your answers, and send."""
    press(page, "Send the application")
    page.wait_for_url("**/kvitto/")
    return Application.objects.get(round__slug="exempel")


# -- Afterwards -------------------------------------------------------------------------------------


def open_application(page: Page, site: str, application: Application) -> None:
    """My application."""
    page.goto(f"{site}/mina-ansokningar/{application.reference}/")


def see_state(page: Page, site: str, application: Application, words: str) -> None:
    """My application says in words how it stands."""
    open_application(page, site, application)
    expect(page.get_by_role("heading", name=sv(words))).to_be_visible()
