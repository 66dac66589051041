"""The mailed code where things do not go as planned: slow mail, old codes, too many tries, machines."""

import logging
import re
import time
from collections.abc import Generator
from urllib.parse import quote

import pytest
import time_machine
from allauth.account import app_settings
from allauth.core.internal.ratelimit import parse_rate
from django.core import mail
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from home.models import User
from tests.factories.portal import make_applicant
from tests.home.accounts.browser import NEXT, code, signed_in_as

pytestmark = pytest.mark.django_db

ASK, ANSWER = "/en/konto/", "/en/konto/kod/"
ASK_AND_GO_ON = f"{ASK}?next={quote(NEXT, safe='')}"


@pytest.fixture(autouse=True)
def clock() -> Generator[time_machine.Traveller, None, None]:
    """A clock that stands still until it is moved."""
    with time_machine.travel(time.time(), tick=False) as travel:
        yield travel


def ask(client: Client, address: str = "alva@example.org", **more: str) -> HttpResponse:
    """Ask for a code."""
    return client.post(f"{ASK}?next={NEXT}", {"email": address, **more}, follow=True)


def answer(client: Client, code: str = "", **more: str) -> HttpResponse:
    """Write a code, or press one of the other buttons."""
    return client.post(f"{ANSWER}?next={NEXT}", {"code": code, **more})


def text(response: HttpResponse) -> str:
    """The page's words with single spaces."""
    return re.sub(r"\s+", " ", response.content.decode())


# -- A new code ----------------------------------------------------------------------------------


def test_a_new_code_can_be_sent_after_half_a_minute_and_then_only_it_works(
    client: Client, clock: time_machine.Traveller
) -> None:
    ask(client)
    first = code()
    clock.shift(31)
    assert answer(client, action="resend").status_code == 302
    assert "We have sent a new code. Only the newest one works." in text(client.get(ANSWER))
    second = code()
    assert len(mail.outbox) == 2
    if first != second:
        assert answer(client, first).status_code == 422
    assert answer(client, second).headers["Location"] == NEXT


def test_asking_again_at_once_is_told_how_long_to_wait_and_sends_nothing(
    client: Client, clock: time_machine.Traveller
) -> None:
    ask(client)
    clock.shift(10)
    response = answer(client, action="resend")
    assert (response.status_code, response.headers["Retry-After"], len(mail.outbox)) == (429, "20", 1)
    assert "Wait 20 seconds more, and then ask for a new code." in text(response)
    assert answer(client, code()).headers["Location"] == NEXT


def test_after_three_codes_the_page_says_what_else_to_do(
    client: Client, clock: time_machine.Traveller
) -> None:
    ask(client)
    for _time in range(2):
        clock.shift(31)
        answer(client, action="resend")
    page = text(client.get(ANSWER))
    assert "We have sent three codes." in page
    assert "Send a new code" not in page
    clock.shift(31)
    page = text(answer(client, action="resend"))
    assert ("We have sent a new code." in page, len(mail.outbox)) == (False, 3)


def test_another_address_can_be_used_and_the_way_on_is_kept(client: Client) -> None:
    ask(client, "alvva@example.org")
    response = answer(client, action="another")
    assert (response.status_code, response.headers["Location"]) == (302, ASK_AND_GO_ON)
    page = text(client.get(response.headers["Location"]))
    assert "no longer works" not in page
    ask(client)
    assert answer(client, code()).headers["Location"] == NEXT


# -- A code that no longer works -----------------------------------------------------------------


def test_a_code_that_is_too_old_leads_to_a_new_one_and_says_why(
    client: Client, clock: time_machine.Traveller
) -> None:
    ask(client)
    clock.shift(15 * 60 + 1)
    response = client.post(f"{ANSWER}?next={NEXT}", {"code": code()}, follow=True)
    assert response.redirect_chain == [(ASK_AND_GO_ON, 302)]
    assert "The code no longer works. It lasts 15 minutes" in text(response)
    assert signed_in_as(client) is None


def test_a_code_written_in_another_browser_leads_to_a_new_one_and_says_why(client: Client) -> None:
    ask(Client())
    response = client.post(ANSWER, {"code": code()}, follow=True)
    assert "only in the browser where you asked for it" in text(response)


def test_a_code_that_was_wrong_five_times_leads_to_a_new_one_and_says_why(client: Client) -> None:
    ask(client)
    right = code()
    wrong = "000000" if right != "000000" else "111111"
    assert [answer(client, wrong).status_code for _try in range(4)] == [422] * 4
    response = client.post(f"{ANSWER}?next={NEXT}", {"code": wrong}, follow=True)
    assert "The code was wrong five times and no longer works." in text(response)
    assert f'name="next" value="{NEXT}"' in response.content.decode()
    ask(client)
    assert answer(client, code()).headers["Location"] == NEXT


def test_an_empty_box_is_no_try(client: Client) -> None:
    ask(client)
    for _try in range(6):
        response = answer(client)
    assert (response.status_code, "Write the six digits from the mail." in text(response)) == (422, True)
    assert answer(client, code()).headers["Location"] == NEXT


def test_a_wrong_code_is_told_how_to_mend(client: Client) -> None:
    ask(client)
    wrong = "000000" if code() != "000000" else "111111"
    assert "The code is wrong. Write the six digits from the newest mail." in text(answer(client, wrong))


def test_a_code_may_be_written_with_a_space_as_people_read_it_aloud(client: Client) -> None:
    ask(client)
    digits = code()
    assert answer(client, f" {digits[:3]} {digits[3:]} ").headers["Location"] == NEXT


# -- How often -----------------------------------------------------------------------------------


def test_a_mailbox_is_not_filled_and_the_page_says_when_to_come_back(
    client: Client, clock: time_machine.Traveller
) -> None:
    for _time in range(3):
        ask(Client())
        clock.shift(5)
    response = ask(client)
    assert (response.status_code, response.headers["Retry-After"], len(mail.outbox)) == (429, "45", 3)
    page = text(response)
    assert "Many codes have been asked for. Wait a minute, and then press the button again." in page
    assert 'value="alva@example.org"' in page
    clock.shift(45)
    assert ask(client).status_code == 200
    assert len(mail.outbox) == 4


def test_no_mailbox_gets_more_than_twenty_first_codes_in_an_hour(clock: time_machine.Traveller) -> None:
    for _time in range(25):
        ask(Client())
        clock.shift(61)
    assert len(mail.outbox) == 20


def test_two_classes_can_sign_in_at_once_from_one_network_address() -> None:
    for number in range(60):
        ask(Client(), f"elev{number}@example.org")
    assert len(mail.outbox) == 60
    assert ask(Client(), "elev60@example.org").status_code == 429


def test_the_limit_is_the_same_for_an_address_with_and_without_an_account() -> None:
    make_applicant(email="alva@example.org")
    for address in ("alva@example.org", "okand@example.org"):
        assert [ask(Client(), address).status_code for _time in range(4)] == [200, 200, 200, 429]


def test_guessing_a_password_is_answered_in_plain_words(client: Client) -> None:
    for _time in range(6):
        response = client.post("/en/_util/login/", {"login": "moa@example.org", "password": "fel"})
    assert "Too many tries. Wait five minutes, and then try again." in text(response)


# -- The same answer -----------------------------------------------------------------------------


def test_a_known_and_an_unknown_address_cost_the_same_but_for_the_new_row() -> None:
    make_applicant(email="alva@example.org")
    done = {}
    for address in ("alva@example.org", "okand@example.org"):
        with CaptureQueriesContext(connection) as queries:
            ask(Client(), address)
        done[address] = [query["sql"].split()[0] for query in queries]
    assert done["okand@example.org"].count("INSERT") == done["alva@example.org"].count("INSERT") + 1
    assert abs(len(done["okand@example.org"]) - len(done["alva@example.org"])) <= 5
    assert [message.to for message in mail.outbox] == [["alva@example.org"], ["okand@example.org"]]


# -- Machines ------------------------------------------------------------------------------------


@pytest.mark.parametrize("known", [True, False])
def test_what_fills_in_the_trap_sees_the_same_page_and_nothing_is_sent(
    caplog: pytest.LogCaptureFixture, known: bool
) -> None:
    if known:
        make_applicant(email="alva@example.org")
    users = User.objects.count()
    with caplog.at_level(logging.WARNING, logger="home.accounts.code_views"):
        trapped = ask(Client(), comment="Buy now")
    assert (mail.outbox, User.objects.count()) == ([], users)
    assert caplog.messages == ["The trap in the form that asks for a code was filled in."]
    token = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    assert token.sub("", text(trapped)) == token.sub("", text(ask(Client())))


def test_a_machine_in_the_trap_gets_no_code_by_asking_again(
    client: Client, clock: time_machine.Traveller
) -> None:
    ask(client, comment="x")
    clock.shift(31)
    answer(client, action="resend")
    for guess in ("", "000000"):
        answer(client, guess)
    assert (mail.outbox, signed_in_as(client)) == ([], None)


def test_the_trap_is_out_of_the_way_of_people_and_of_assistive_technology(client: Client) -> None:
    page = client.get(ASK).content.decode()
    [trap] = re.findall(r'<div class="visually-hidden" aria-hidden="true">.*?</div>', page, re.DOTALL)
    assert "Leave this box empty" in trap
    assert re.findall(r'name="comment" type="text" tabindex="-1" autocomplete="off"', trap) != []


def test_staff_pages_say_too_many_requests_in_the_houses_own_words(client: Client) -> None:
    allowed = parse_rate(app_settings.RATE_LIMITS["login"]).amount
    statuses = [client.post("/en/_util/login/").status_code for _time in range(allowed + 1)]
    assert set(statuses[:-1]) == {200}
    assert statuses[-1] == 429
    assert "Wait a little" in text(client.post("/en/_util/login/"))
