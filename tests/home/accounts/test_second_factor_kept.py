"""What the second step rests on is kept where nothing forgets it, and where a thief of the database reads nothing."""

import json
import time
from collections.abc import Generator
from datetime import UTC, datetime

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from amal_intl_site.settings.storage import DATABASE_CACHE
from home.accounts.second_factor import acts
from home.models import User
from home.security.sealing import Sealer, Unreadable
from home.serving.expired_cache import clear_expired_cache
from tests.home.accounts.authenticator_app import (
    CODE,
    EN,
    OWN,
    SET_UP,
    WRONG,
    app_code,
    give_app,
    give_password,
    log_of,
    set_up,
    sign_in,
    text,
    wrong_code,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("second_factor", "clock")]

NEW_KEY = "new-" + "y" * 50
GONE = "The site can no longer read what your codes are checked against"


@pytest.fixture
def database_cache(settings: Settings) -> Generator[None, None, None]:
    """Production's cache."""
    settings.CACHES = {**settings.CACHES, "default": DATABASE_CACHE}
    call_command("createcachetable", verbosity=0)
    yield
    cache.clear()


# -- Used codes and wrong ones -------------------------------------------------------------------


def test_a_used_code_is_refused_also_when_the_cache_has_forgotten_it(moa: User) -> None:
    key = give_app(moa)
    give_password(first := Client(), moa)
    assert first.post(CODE, {"code": app_code(key, later=1)}).status_code == 302
    cache.clear()
    give_password(second := Client(), moa)
    response = second.post(EN + CODE, {"code": app_code(key, later=1)})
    assert (response.status_code, WRONG in text(response)) == (422, True)


def test_a_code_older_than_a_used_one_is_refused(moa: User, clock: time_machine.Traveller) -> None:
    key = give_app(moa)
    clock.shift(600)
    assert sign_in(Client(), moa, key).status_code == 302
    give_password(second := Client(), moa)
    assert second.post(CODE, {"code": app_code(key)}).status_code == 422


def test_a_used_code_does_not_let_one_try_more_wrong_ones(moa: User) -> None:
    key = give_app(moa)
    give_password(client := Client(), moa)
    cache.clear()
    typed = [wrong_code(key)] * 4 + [app_code(key), wrong_code(key)]
    assert [client.post(CODE, {"code": code}).status_code for code in typed] == [422] * 5 + [429]


def test_productions_cache_goes_on_counting_however_much_else_is_counted(
    moa: User, database_cache: None
) -> None:
    key = give_app(moa)
    give_password(client := Client(), moa)
    statuses = [client.post(CODE, {"code": wrong_code(key)}).status_code for _time in range(5)]
    for number in range(400):
        cache.set(f"a{number}", number, timeout=3600)
    statuses.append(client.post(CODE, {"code": app_code(key, later=1)}).status_code)
    assert statuses == [422] * 5 + [429]


def test_what_productions_cache_no_longer_answers_with_is_removed_and_nothing_else(
    database_cache: None, clock: time_machine.Traveller
) -> None:
    cache.set("short", 1, timeout=60)
    cache.set("long", 2, timeout=3600)
    clock.shift(120)
    now = datetime.fromtimestamp(time.time(), UTC)
    assert [clear_expired_cache(now), clear_expired_cache(now)] == [1, 0]
    assert (cache.get("short"), cache.get("long")) == (None, 2)


def test_a_cache_that_is_not_in_the_database_is_left_alone() -> None:
    assert clear_expired_cache(datetime.now(UTC)) == 0


# -- Keys that are sealed ------------------------------------------------------------------------


def test_neither_the_apps_key_nor_what_recovery_codes_come_from_can_be_read_in_the_database(
    moa: User, settings: Settings
) -> None:
    key = give_app(moa)
    rows = {row.type: row.data for row in Authenticator.objects.filter(user=moa)}
    assert key not in json.dumps(rows)
    assert Sealer("second factor").open(rows["totp"]["secret"]) == key
    assert len(Sealer("second factor").open(rows["recovery_codes"]["seed"])) == 80
    settings.SECRET_KEY = NEW_KEY
    for sealed in (rows["totp"]["secret"], rows["recovery_codes"]["seed"]):
        with pytest.raises(Unreadable):
            Sealer("second factor").open(sealed)


def test_what_is_sealed_for_one_purpose_is_not_opened_for_another() -> None:
    with pytest.raises(Unreadable):
        Sealer("another").open(Sealer("second factor").seal("hemligt"))


@pytest.mark.parametrize("garbage", ["", "åäö", "gAAAAA", "x" * 5000, "\x00"])
def test_what_was_never_sealed_is_not_opened(garbage: str) -> None:
    with pytest.raises(Unreadable):
        Sealer("second factor").open(garbage)


def test_a_sign_in_with_the_former_key_seals_anew_so_that_it_can_be_taken_away(
    moa: User, settings: Settings, clock: time_machine.Traveller
) -> None:
    key, codes = set_up(Client(), moa)
    former = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW_KEY, [former]
    assert sign_in(Client(), moa, key).status_code == 302
    settings.SECRET_KEY_FALLBACKS = []
    clock.shift(90)
    assert sign_in(Client(), moa, key).status_code == 302
    give_password(client := Client(), moa)
    assert client.post(CODE, {"code": codes[0]}).status_code == 302


def test_without_the_key_no_code_works_and_the_page_says_who_can_help(
    client: Client, moa: User, settings: Settings
) -> None:
    key, codes = set_up(Client(), moa)
    settings.SECRET_KEY = NEW_KEY
    give_password(client, moa)
    for typed in (app_code(key, later=1), codes[0], "000000", ""):
        response = client.post(EN + CODE, {"code": typed})
        assert (response.status_code, GONE in text(response)) == (422, bool(typed))
    assert "wrong_code" not in [kind for kind, _how, _by in log_of(moa)]
    acts.reset(moa, by=None)
    assert give_password(Client(), moa).headers["Location"] == SET_UP
    key = give_app(moa)
    assert sign_in(Client(), moa, key).status_code == 302


def test_ones_own_page_opens_also_when_the_codes_cannot_be_read(client: Client, moa: User) -> None:
    set_up(client, moa)
    for row in Authenticator.objects.filter(user=moa):
        row.data |= {name: "x" for name in ("secret", "seed") if name in row.data}
        row.save()
    response = client.get(EN + OWN)
    assert (response.status_code, "You have only 0 codes left." in text(response)) == (200, True)
