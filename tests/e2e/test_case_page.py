"""The case page in a browser: the keys, the jumps, and nothing for axe to mend."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from home.models import User
from stipend_portal.models import Application, Round
from stipend_portal.services.message import send_message
from stipend_portal.services.note import write_note
from stipend_portal.states import Role
from tests.e2e.conftest import LAPTOP
from tests.e2e.pages import sv
from tests.factories import files
from tests.factories.assessing import assess, make_assessed_round, make_assessor, make_case
from tests.factories.portal import make_staff
from tests.factories.stored import as_answer, make_attachment
from tests.factories.supplements import ask_for_more, send_answer

Check = Callable[[Page], None]


@pytest.fixture
def round_(live_server: LiveServer) -> Round:
    """A round that is being assessed."""
    cache.clear()
    return make_assessed_round()


@pytest.fixture
def officer(round_: Round) -> User:
    """A case officer of the round."""
    return make_staff(Role.CASE_OFFICER, rounds=[round_])


@pytest.fixture
def cases(round_: Round, officer: User) -> list[Application]:
    """Three cases, the newest first."""
    return [make_case(round_) for _number in range(3)][::-1]


@pytest.fixture
def desk(page: Page, live_server: LiveServer, officer: User) -> Page:
    """A laptop at which the officer is signed in."""
    client = Client()
    client.force_login(officer)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    page.set_viewport_size(LAPTOP)
    return page


def open_case(page: Page, site: str, case: Application, part: str = "") -> None:
    """A page of a case."""
    page.goto(f"{site}/admin/arenden/{case.pk}/{part}")


def test_one_key_leads_to_the_next_case_and_one_back(
    desk: Page, live_server: LiveServer, cases: list[Application]
) -> None:
    open_case(desk, live_server.url, cases[0], "?lista=state%3Din_review")
    for case, key in ((cases[1], "j"), (cases[2], "j"), (cases[1], "k")):
        desk.keyboard.press(key)
        desk.wait_for_url(f"**/admin/arenden/{case.pk}/?lista=state%3Din_review")


def test_the_keys_rest_while_someone_writes_or_has_turned_them_off(
    desk: Page, live_server: LiveServer, cases: list[Application]
) -> None:
    open_case(desk, live_server.url, cases[1])
    here = desk.url
    desk.keyboard.press("Control+j")
    desk.get_by_role("button", name=sv("Turn the keys off")).click()
    expect(desk.get_by_role("button", name=sv("Turn the keys on"))).to_be_focused()
    desk.keyboard.press("j")
    desk.reload()
    desk.keyboard.press("j")
    expect(desk.get_by_text(sv("The keys J and K are off."))).to_be_visible()
    assert desk.url == here
    desk.get_by_role("button", name=sv("Turn the keys on")).click()
    desk.keyboard.press("j")
    desk.wait_for_url(f"**/admin/arenden/{cases[2].pk}/")


def test_the_keys_go_from_file_to_file(desk: Page, live_server: LiveServer, cases: list[Application]) -> None:
    case = cases[0]
    attached = [
        make_attachment(case, files.jpeg(), name=f"{number}.jpg", content_type="image/jpeg")
        for number in range(2)
    ]
    answers = case.latest_version.answers | {"attachments": {"files": [as_answer(file) for file in attached]}}
    case.versions.create(number=2, answers=answers, received_at=case.received_at)
    open_case(desk, live_server.url, case)
    desk.get_by_role("link", name="0.jpg", exact=True).click()
    desk.wait_for_url(f"**/bilaga/{attached[0].pk}/visa/")
    desk.keyboard.press("j")
    desk.wait_for_url(f"**/bilaga/{attached[1].pk}/visa/")
    picture = desk.locator("img[src*=innehall]")
    assert picture.evaluate("picture => picture.complete && picture.naturalWidth") == 80


def test_a_jump_lands_where_the_heading_can_be_seen(
    desk: Page, live_server: LiveServer, cases: list[Application]
) -> None:
    open_case(desk, live_server.url, cases[0])
    desk.get_by_role("link", name=sv("What has happened")).click()
    heading = desk.get_by_role("heading", name=sv("What has happened"))
    expect(heading).to_be_in_viewport(ratio=1)
    covered = heading.evaluate(
        "each => { const box = each.getBoundingClientRect();"
        " return !each.contains(document.elementFromPoint(box.left + 5, box.top + 5)); }"
    )
    assert not covered


def test_axe_finds_nothing_on_the_pages_of_a_full_case(
    desk: Page, live_server: LiveServer, cases: list[Application], officer: User, axe: Check
) -> None:
    case = cases[0]
    send_answer(ask_for_more(case, actor=officer), reason="Jag vill lära mig estniska.")
    send_message(application=case, actor=case.applicant, text="Får jag byta datum?")
    write_note(application=case, actor=officer, text="Ringde skolan.")
    assess(case, make_assessor(case.round), comment="Tydlig plan.")
    parts = ("", "tilldela/", "anteckning/", "handling/", "diarienummer/", "meddelande/inget-svar/")
    for part in parts:
        open_case(desk, live_server.url, case, part)
        axe(desk)
    file = make_attachment(case, files.jpeg(), content_type="image/jpeg", name="intyg.jpg", about="Intyg")
    open_case(desk, live_server.url, case, f"bilaga/{file.pk}/visa/")
    axe(desk)
    for part in ("fordela/?how=evenly&each=1", "diarienummer/"):
        desk.goto(f"{live_server.url}/admin/omgangar/{case.round_id}/{part}")
        axe(desk)
