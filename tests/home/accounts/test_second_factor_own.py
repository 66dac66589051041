"""Looking after one's own second step: recovery codes, another app, and what the log tells of it."""

import pytest
from django.core.cache import cache
from django.test import Client

from home.models import User
from tests.home.accounts.authenticator_app import (
    CHANGE,
    CODE,
    EN,
    NEW_CODES,
    OWN,
    PASSWORD_PAGE,
    WRONG,
    app_code,
    codes_on,
    give_password,
    key_on,
    log_of,
    set_up,
    sign_in,
    text,
    wrong_code,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("second_factor", "clock")]


# -- Recovery codes ------------------------------------------------------------------------------


def test_a_recovery_code_lets_in_once(client: Client, moa: User) -> None:
    _key, codes = set_up(Client(), moa)
    give_password(client, moa)
    assert client.post(CODE, {"code": codes[3]}).headers["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200
    give_password(again := Client(), moa)
    assert again.post(CODE, {"code": codes[3]}).status_code == 422
    assert again.post(CODE, {"code": codes[4].replace(" ", "")}).status_code == 302


def test_ones_own_page_says_how_many_are_left_and_warns_of_the_last(client: Client, moa: User) -> None:
    _key, codes = set_up(client, moa)
    assert "You have 10 codes left." in text(client.get(EN + OWN))
    for code in codes[:7]:
        give_password(browser := Client(), moa)
        browser.post(CODE, {"code": code})
    assert "You have only 3 codes left. Get new ones." in text(client.get(EN + OWN))


def test_new_codes_come_for_a_code_and_end_the_earlier_ones(client: Client, moa: User) -> None:
    key, codes = set_up(client, moa)
    response = client.post(NEW_CODES, {"code": app_code(key, later=1)})
    new = codes_on(response)
    assert (response.status_code, len(set(new)), set(new) & set(codes)) == (200, 10, set())
    assert client.get("/admin/").status_code == 200
    give_password(browser := Client(), moa)
    assert browser.post(CODE, {"code": codes[0]}).status_code == 422
    assert browser.post(CODE, {"code": new[0]}).status_code == 302


def test_no_new_codes_without_a_right_code(client: Client, moa: User) -> None:
    key, codes = set_up(client, moa)
    response = client.post(EN + NEW_CODES, {"code": wrong_code(key)})
    assert (response.status_code, codes_on(response), WRONG in text(response)) == (422, [], True)
    give_password(browser := Client(), moa)
    assert browser.post(CODE, {"code": codes[0]}).status_code == 302


# -- Another app ---------------------------------------------------------------------------------


def test_a_new_app_takes_the_place_of_the_old_one_and_ends_the_other_sessions(
    client: Client, moa: User
) -> None:
    key, codes = set_up(client, moa)
    sign_in(other := Client(), moa, key)
    new_key = key_on(client.get(CHANGE))
    response = client.post(CHANGE, {"new_code": app_code(new_key), "code": codes[0]})
    assert (response.status_code, len(codes_on(response))) == (200, 10)
    assert client.get("/admin/").status_code == 200
    assert other.get("/admin/").status_code == 302
    give_password(browser := Client(), moa)
    assert browser.post(CODE, {"code": app_code(key)}).status_code == 422
    assert browser.post(CODE, {"code": codes[1]}).status_code == 422
    assert browser.post(CODE, {"code": app_code(new_key, later=1)}).status_code == 302


def test_a_wrong_code_from_the_new_app_leaves_the_old_code_unused(client: Client, moa: User) -> None:
    key, _codes = set_up(client, moa)
    new_key = key_on(client.get(CHANGE))
    code = app_code(key, later=1)
    response = client.post(CHANGE, {"new_code": wrong_code(new_key), "code": code})
    assert (response.status_code, key_on(response), f'value="{code}"' in response.content.decode()) == (
        422,
        new_key,
        True,
    )
    assert client.post(CHANGE, {"new_code": app_code(new_key), "code": code}).status_code == 200


def test_without_a_right_code_from_the_old_app_it_stays(client: Client, moa: User) -> None:
    key, _codes = set_up(client, moa)
    new_key = key_on(client.get(CHANGE))
    typed = {"new_code": app_code(new_key), "code": wrong_code(key)}
    statuses = [client.post(CHANGE, typed).status_code for _time in range(6)]
    assert statuses == [422] * 5 + [429]
    cache.clear()
    assert sign_in(Client(), moa, key).status_code == 302


# -- The log -------------------------------------------------------------------------------------


def test_the_log_tells_the_whole_story_with_names_as_they_were(client: Client, moa: User) -> None:
    key, codes = set_up(client, moa)
    client.post("/konto/logga-ut/")
    client.post(PASSWORD_PAGE, {"login": moa.email.upper(), "password": "fel"})
    give_password(client, moa)
    client.post(CODE, {"code": wrong_code(key)})
    client.post(CODE, {"code": app_code(key, later=1)})
    client.post("/admin/logout/")
    User.objects.filter(pk=moa.pk).update(last_name="Exempelsson")
    give_password(client, moa)
    client.post(CODE, {"code": codes[0]})
    client.post(NEW_CODES, {"code": codes[1]})
    assert log_of(moa) == [
        ("set_up", "", "Moa Exempel"),
        ("signed_in", "app", "Moa Exempel"),
        ("signed_out", "", "Moa Exempel"),
        ("wrong_password", "", ""),
        ("wrong_code", "", ""),
        ("signed_in", "app", "Moa Exempel"),
        ("signed_out", "", "Moa Exempel"),
        ("recovery_code_used", "", "Moa Exempelsson"),
        ("signed_in", "recovery_code", "Moa Exempelsson"),
        ("recovery_code_used", "", "Moa Exempelsson"),
        ("new_recovery_codes", "", "Moa Exempelsson"),
    ]


def test_a_change_of_app_is_logged(client: Client, moa: User) -> None:
    _key, codes = set_up(client, moa)
    client.post(CHANGE, {"new_code": app_code(key_on(client.get(CHANGE))), "code": codes[0]})
    assert log_of(moa)[2:] == [("recovery_code_used", "", "Moa Exempel"), ("changed", "", "Moa Exempel")]
