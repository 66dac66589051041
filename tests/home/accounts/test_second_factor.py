"""Setting up the second step and giving codes: as it goes, and as it goes wrong."""

import re
import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client

from home.models import User
from stipend_portal.states import Role
from tests.factories.portal import make_staff
from tests.home.accounts.authenticator_app import (
    CODE,
    EN,
    NEW_CODES,
    OWN,
    PASSWORD_PAGE,
    SET_UP,
    WRONG,
    app_code,
    codes_on,
    give_app,
    give_password,
    has_app,
    key_on,
    set_up,
    sign_in,
    signed_in_as,
    text,
    wrong_code,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("second_factor", "clock")]


# -- Setting up ----------------------------------------------------------------------------------


def test_the_page_gives_the_key_as_a_picture_a_link_and_text(client: Client, moa: User) -> None:
    give_password(client, moa)
    page = client.get(SET_UP)
    words = page.content.decode()
    key = key_on(page)
    assert re.search(r'src="data:image/svg\+xml;base64,[\w+/=]{500,}"', words)
    assert (
        f'href="otpauth://totp/{moa.email.replace("@", "%40")}?secret={key}'
        "&amp;issuer=%C3%85m%C3%A5l%20i%20v%C3%A4rlden" in words
    )
    assert len(key) == 32
    assert "no-store" in page.headers["Cache-Control"]


def test_setting_up_signs_in_and_shows_ten_codes_once(client: Client, moa: User) -> None:
    give_password(client, moa, next_url="/admin/arenden/")
    key = key_on(client.get(SET_UP))
    response = client.post(SET_UP, {"new_code": app_code(key)})
    codes = codes_on(response)
    assert (response.status_code, len(set(codes))) == (200, 10)
    assert 'class="button" href="/admin/arenden/"' in response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]
    assert signed_in_as(client) == str(moa.pk)
    shown_again = [codes_on(client.get(path, follow=True)) for path in (SET_UP, OWN, NEW_CODES)]
    assert shown_again == [[], [], []]


def test_the_page_can_be_loaded_anew_without_a_new_key(client: Client, moa: User) -> None:
    give_password(client, moa)
    assert key_on(client.get(SET_UP)) == key_on(client.get(EN + SET_UP))


def test_whoever_comes_after_gets_another_key(client: Client, moa: User) -> None:
    give_password(client, moa)
    seen = key_on(client.get(SET_UP))
    client.post(SET_UP, {"action": "another"})
    give_password(client, make_staff(Role.AUDITOR))
    assert key_on(client.get(SET_UP)) != seen


def test_a_wrong_first_code_is_told_how_to_mend_and_changes_nothing(client: Client, moa: User) -> None:
    give_password(client, moa)
    key = key_on(client.get(EN + SET_UP))
    response = client.post(EN + SET_UP, {"new_code": wrong_code(key)})
    assert response.status_code == 422
    assert "See that the phone&#x27;s clock is right" in text(response)
    assert key_on(response) == key
    assert (signed_in_as(client), has_app(moa)) == (None, False)
    assert client.post(EN + SET_UP, {"new_code": app_code(key)}).status_code == 200


@pytest.mark.parametrize("typed", ["", "åäö", "12345", "x" * 5000])
def test_whatever_is_typed_as_a_code_is_answered_in_words(client: Client, moa: User, typed: str) -> None:
    give_password(client, moa)
    client.get(SET_UP)
    assert client.post(SET_UP, {"new_code": typed}).status_code == 422
    give_app(moa)
    give_password(other := Client(), moa)
    assert other.post(CODE, {"code": typed}).status_code == 422
    assert other.post(CODE).status_code == 422


def test_two_windows_do_not_make_two_apps(client: Client, moa: User) -> None:
    give_password(client, moa)
    key = key_on(client.get(SET_UP))
    give_app(moa)
    first = Authenticator.objects.get(user=moa, type="totp")
    response = client.post(SET_UP, {"new_code": app_code(key)})
    assert response.headers["Location"] == PASSWORD_PAGE
    assert Authenticator.objects.get(user=moa, type="totp") == first
    assert give_password(client, moa).headers["Location"] == CODE


def test_it_may_take_half_an_hour_and_then_begins_again_with_a_word_why(
    client: Client, moa: User, clock: time_machine.Traveller
) -> None:
    give_password(client, moa)
    clock.shift(29 * 60)
    key = key_on(client.get(EN + SET_UP))
    clock.shift(2 * 60)
    response = client.post(EN + SET_UP, {"new_code": app_code(key)}, follow=True)
    assert "It took too long, so begin again." in text(response)
    assert (signed_in_as(client), has_app(moa)) == (None, False)


def test_someone_else_can_sign_in_instead(client: Client, moa: User) -> None:
    give_password(client, moa, next_url="/admin/arenden/")
    to_password = f"{PASSWORD_PAGE}?next=%2Fadmin%2Farenden%2F"
    assert client.post(SET_UP, {"action": "another"}).headers["Location"] == to_password
    assert client.get(PASSWORD_PAGE).status_code == 200
    give_app(moa)
    give_password(client, moa)
    assert client.post(CODE, {"action": "another"}).headers["Location"] == PASSWORD_PAGE
    assert client.get(CODE).headers["Location"] == PASSWORD_PAGE


# -- The code ------------------------------------------------------------------------------------


def test_a_right_code_lets_in(client: Client, moa: User) -> None:
    key = give_app(moa)
    assert sign_in(client, moa, key).headers["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_a_code_may_be_written_with_a_space_as_the_app_shows_it(client: Client, moa: User) -> None:
    key = give_app(moa)
    give_password(client, moa)
    code = app_code(key, later=1)
    assert client.post(CODE, {"code": f" {code[:3]} {code[3:]} "}).status_code == 302


def test_a_code_works_half_a_minute_early_or_late_and_no_more(
    client: Client, moa: User, clock: time_machine.Traveller
) -> None:
    key = give_app(moa)
    clock.shift(600)
    give_password(client, moa)
    statuses = {
        later: client.post(CODE, {"code": app_code(key, later=later)}).status_code for later in (-2, 2)
    }
    assert statuses == {-2: 422, 2: 422}
    for later in (-1, 1):
        give_password(browser := Client(), moa)
        assert browser.post(CODE, {"code": app_code(key, later=later)}).status_code == 302


@pytest.mark.parametrize("seconds", [0, 29, 31, 59])
def test_a_code_works_once_also_in_another_browser_and_for_as_long_as_it_could_be_right(
    moa: User, clock: time_machine.Traveller, seconds: int
) -> None:
    key = give_app(moa)
    clock.move_to(int(time.time()) // 30 * 30 + 600)
    code = app_code(key, later=1)
    give_password(first := Client(), moa)
    assert first.post(EN + CODE, {"code": code}).status_code == 302
    clock.shift(seconds)
    give_password(second := Client(), moa)
    response = second.post(EN + CODE, {"code": code})
    assert (response.status_code, WRONG in text(response)) == (422, True)


def test_the_code_of_setting_up_does_not_sign_in_as_well(client: Client, moa: User) -> None:
    key = give_app(moa)
    give_password(client, moa)
    assert client.post(CODE, {"code": app_code(key)}).status_code == 422


def test_five_wrong_codes_and_one_waits_five_minutes_in_every_browser(
    client: Client, moa: User, clock: time_machine.Traveller
) -> None:
    key = give_app(moa)
    give_password(client, moa)
    statuses = [client.post(EN + CODE, {"code": wrong_code(key)}).status_code for _time in range(5)]
    assert statuses == [422] * 5
    give_password(other := Client(), moa)
    response = other.post(EN + CODE, {"code": app_code(key, later=1)})
    assert (response.status_code, response.headers["Retry-After"]) == (429, "300")
    assert "Too many tries. Wait five minutes, and then try again." in text(response)
    clock.shift(301)
    assert other.post(EN + CODE, {"code": app_code(key)}).status_code == 302


def test_wrong_recovery_codes_count_as_well(client: Client, moa: User) -> None:
    _key, codes = set_up(Client(), moa)
    free = next(code for code in ("0000 0001", "0000 0002") if code not in codes)
    give_password(client, moa)
    statuses = [client.post(CODE, {"code": free}).status_code for _time in range(6)]
    assert statuses == [422] * 5 + [429]
    assert client.post(CODE, {"code": codes[0]}).status_code == 429


def test_one_persons_wrong_codes_stop_nobody_else(client: Client, moa: User) -> None:
    key = give_app(moa)
    give_password(client, moa)
    for _time in range(5):
        client.post(CODE, {"code": wrong_code(key)})
    other = make_staff(Role.AUDITOR)
    other_key = give_app(other)
    assert sign_in(Client(), other, other_key).status_code == 302
