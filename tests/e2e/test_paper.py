"""An officer writes in what came on paper in a browser, with its scan, and sees the case."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from home.models import User
from stipend_portal.models import Application, Round
from stipend_portal.states import Role, State
from tests.e2e.conftest import LAPTOP
from tests.e2e.office import confirm
from tests.e2e.pages import sv
from tests.factories import files
from tests.factories.portal import PASSWORD, make_application, make_round, make_staff
from tests.factories.supplements import ask_for_more


@pytest.fixture
def round_(transactional_db: None) -> Round:
    """A round that is open."""
    return make_round()


@pytest.fixture
def officer(round_: Round) -> User:
    """Its case officer."""
    return make_staff(Role.CASE_OFFICER, rounds=[round_])


def sign_in(page: Page, site: str, officer: User) -> None:
    """Sign in to the admin."""
    page.set_viewport_size(LAPTOP)
    page.goto(f"{site}/admin/")
    page.fill("[name=login]", officer.email)
    page.fill("[name=password]", PASSWORD)
    with page.expect_event("load"):
        page.locator("form:has([name=password]) button").click()


def write(page: Page, scan: Path) -> None:
    """Write in what the paper says, but not the name."""
    page.fill("[name=arrival]", timezone.localdate(timezone.now() - timedelta(days=1)).isoformat())
    page.set_input_files("[name=scans]", scan)
    page.fill("[name=postal_address]", "Exempelgatan 1\n662 31 Exempelby")
    page.fill("[name=about-birth_date]", "27 mars 2008")
    page.select_option("[name=trip-destination]", "other")
    page.fill("[name=trip-other_place]", "Oslo, Norge")
    page.fill("[name=trip-departure]", "14 6 2027")
    page.fill("[name=budget-rows-0-what]", "Tåg")
    page.fill("[name=budget-rows-0-amount]", "4 000")
    page.fill("[name=budget-amount]", "4 000")
    page.check("[name=no_conflict]")


def test_a_paper_is_entered_with_its_scan_and_shown_as_a_case(
    page: Page,
    live_server: LiveServer,
    tmp_path: Path,
    round_: Round,
    officer: User,
    axe: Callable[[Page], None],
) -> None:
    scan = tmp_path / "ansokan.pdf"
    scan.write_bytes(files.pdf())
    sign_in(page, live_server.url, officer)
    page.goto(f"{live_server.url}/admin/papper/")
    axe(page)
    page.get_by_role("link", name=round_.name).click()
    write(page, scan)
    confirm(page, "Enter the application")
    expect(page.get_by_role("alert")).to_contain_text(sv("Write your first and last name."))
    axe(page)
    page.fill("[name=about-full_name]", "Alva Exempel")
    page.set_input_files("[name=scans]", scan)
    confirm(page, "Enter the application")
    case = Application.objects.get()
    assert (case.applicant_name, case.destination, case.people) == ("Alva Exempel", "Oslo, Norge", 1)
    expect(page.get_by_role("heading", level=1)).to_contain_text(case.reference)
    expect(page.locator("main")).to_contain_text("ansokan.pdf")
    page.goto(f"{live_server.url}/admin/arenden/{case.pk}/aterkalla/")
    axe(page)


def test_an_answer_on_paper_is_written_in_from_the_case_page(
    page: Page,
    live_server: LiveServer,
    tmp_path: Path,
    round_: Round,
    officer: User,
    axe: Callable[[Page], None],
) -> None:
    scan = tmp_path / "svar.pdf"
    scan.write_bytes(files.pdf())
    case = make_application(round=round_, state=State.IN_REVIEW)
    ask_for_more(case, actor=officer, sections=["trip", "why"])
    sign_in(page, live_server.url, officer)
    page.goto(f"{live_server.url}/admin/arenden/{case.pk}/")
    page.get_by_role("link", name=sv("The answer came on paper")).click()
    page.fill("[name=why-reason]", "Jag vill se fjordar.")
    confirm(page, "Make it a new version")
    expect(page.get_by_role("alert")).to_contain_text(sv("Write the day it came."))
    axe(page)
    page.fill("[name=arrival]", timezone.localdate().isoformat())
    page.set_input_files("[name=scans]", scan)
    confirm(page, "Make it a new version")
    expect(page.get_by_role("heading", level=1)).to_contain_text(case.reference)
    expect(page.locator("main")).to_contain_text("svar.pdf")
    assert case.latest_version.answers["why"]["reason"] == "Jag vill se fjordar."
