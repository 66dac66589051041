"""Too many wrong codes in a row, and the mails that tell a person what becomes of her second step."""

import logging
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends import locmem
from django.test import Client
from django.urls import reverse

from home.accounts.second_factor import acts
from home.models import User
from stipend_portal.states import Role
from tests.factories.portal import make_staff
from tests.home.accounts.authenticator_app import (
    CHANGE,
    CODE,
    EN,
    NEW_CODES,
    SET_UP,
    app_code,
    give_app,
    give_password,
    has_app,
    key_on,
    log_of,
    set_up,
    sign_in,
    text,
    wrong_code,
)
from tests.home.accounts.test_user_admin import make_admin

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("second_factor")]

Commits = Callable[..., AbstractContextManager[list[Any]]]
NOON = "2027-02-01T12:00:00+01:00"


@pytest.fixture(autouse=True)
def noon() -> Generator[time_machine.Traveller, None, None]:
    """Noon on the first of February 2027; a clock that stands still."""
    with time_machine.travel(NOON, tick=False) as travel:
        yield travel


def write_wrong(user: User, key: str, times: int, clock: time_machine.Traveller) -> list[int]:
    """Write wrong codes in a browser of its own, five at a time and then a wait of five minutes."""
    give_password(client := Client(), user)
    statuses = []
    for number in range(times):
        if number and number % 5 == 0:
            clock.shift(301)
        statuses.append(client.post(CODE, {"code": wrong_code(key)}).status_code)
    clock.shift(301)
    return statuses


# -- Ten in a row --------------------------------------------------------------------------------


def test_ten_wrong_codes_in_a_row_and_none_is_taken_before_the_oldest_is_a_day_old(
    client: Client, moa: User, noon: time_machine.Traveller
) -> None:
    key, codes = set_up(Client(), moa)
    assert write_wrong(moa, key, 10, noon) == [422] * 10
    give_password(client, moa)
    for typed in (app_code(key), codes[0]):
        response = client.post(EN + CODE, {"code": typed})
        assert (response.status_code, response.headers["Retry-After"]) == (429, str(24 * 3600 - 602))
        assert "no code works before 12:00 on 2 February." in text(response)
    assert [kind for kind, _how, _by in log_of(moa)].count("wrong_code") == 10
    noon.shift(24 * 3600 - 602)
    assert sign_in(Client(), moa, key).status_code == 302


def test_she_is_told_by_mail_once(
    moa: User, noon: time_machine.Traveller, django_capture_on_commit_callbacks: Commits
) -> None:
    key = give_app(moa)
    with django_capture_on_commit_callbacks(execute=True):
        write_wrong(moa, key, 9, noon)
    assert mail.outbox == []
    with django_capture_on_commit_callbacks(execute=True):
        write_wrong(moa, key, 3, noon)
    [told] = mail.outbox
    assert told.to == [moa.email]
    assert "Ten wrong codes in a row were written for your account." in told.body.split("-----")[1]


def test_a_right_code_in_between_begins_the_count_anew(moa: User, noon: time_machine.Traveller) -> None:
    key = give_app(moa)
    for _time in range(2):
        assert write_wrong(moa, key, 9, noon) == [422] * 9
        assert sign_in(Client(), moa, key).status_code == 302
        noon.shift(90)


def test_an_administrator_helps_at_once(moa: User, noon: time_machine.Traveller) -> None:
    key = give_app(moa)
    write_wrong(moa, key, 10, noon)
    acts.reset(moa, by=make_admin())
    assert give_password(Client(), moa).headers["Location"] == SET_UP
    key = give_app(moa)
    assert sign_in(Client(), moa, key).status_code == 302


def test_nobody_else_is_stopped(moa: User, noon: time_machine.Traveller) -> None:
    write_wrong(moa, give_app(moa), 10, noon)
    other = make_staff(Role.AUDITOR)
    assert sign_in(Client(), other, give_app(other)).status_code == 302


# -- What has been done --------------------------------------------------------------------------


def test_a_second_step_that_an_administrator_removes_is_told_to_its_owner_in_both_languages(
    client: Client, moa: User, django_capture_on_commit_callbacks: Commits
) -> None:
    give_app(moa)
    set_up(client, make_admin(first_name="Ada", last_name="Exempel"))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("wagtailusers_users:reset_second_factor", args=[moa.pk]))
    [told] = mail.outbox
    swedish, english = told.body.split("-----")
    assert told.to == [moa.email]
    assert "An administrator of the site has removed your second step." in english
    assert "It was done at 12:00 on 1 February 2027." in english
    assert "Tell an administrator of the site at once, and change your password." in english
    assert "1 februari 2027" in swedish
    assert "Ada" not in told.body


def test_one_that_is_removed_from_the_command_line_is_told_too(
    moa: User, django_capture_on_commit_callbacks: Commits
) -> None:
    give_app(moa)
    with django_capture_on_commit_callbacks(execute=True):
        acts.reset(moa, by=None)
    assert ["from the command line" in told.body for told in mail.outbox] == [False]
    assert "Someone who looks after the site's server has removed your second step." in mail.outbox[0].body


def test_new_recovery_codes_and_another_app_are_told(
    client: Client, moa: User, django_capture_on_commit_callbacks: Commits
) -> None:
    key, codes = set_up(client, moa)
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(NEW_CODES, {"code": app_code(key, later=1)})
    assert response.status_code == 200
    assert "New recovery codes have been made for your account." in mail.outbox[-1].body
    noon_codes = acts.renew_recovery_codes(moa)
    with django_capture_on_commit_callbacks(execute=True):
        new = key_on(client.get(CHANGE))
        client.post(CHANGE, {"new_code": app_code(new), "code": noon_codes[0]})
    assert "Another app for codes has been set up for your account." in mail.outbox[-1].body
    assert (len(mail.outbox), len(codes)) == (2, 10)


def test_what_is_done_stays_done_when_the_mail_cannot_be_sent_and_the_log_names_nobody(
    moa: User,
    django_capture_on_commit_callbacks: Commits,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    give_app(moa)

    def fail(*args: Any) -> int:
        raise OSError(moa.email)

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", fail)
    with caplog.at_level(logging.ERROR), django_capture_on_commit_callbacks(execute=True):
        acts.reset(moa, by=None)
    assert not has_app(moa)
    assert caplog.messages == ["a mail about someone's second step was not sent: OSError"]
