"""How long one stays signed in, and what a page is told about it."""

import time
from collections.abc import Generator

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from home.accounts.session_clearing import remove_ended_sessions
from home.accounts.sessions import prolong
from home.models import User
from home.periodic import JOBS
from tests.factories.portal import make_applicant

pytestmark = pytest.mark.django_db

PATH = "/konto/fortsatt/"
WHOLE = settings.SESSION_COOKIE_AGE


@pytest.fixture(autouse=True)
def clock() -> Generator[time_machine.Traveller, None, None]:
    """A clock that stands still, on a whole second, until it is moved."""
    with time_machine.travel(int(time.time()), tick=False) as travel:
        yield travel


@pytest.fixture
def alva(client: Client) -> User:
    """Someone who is signed in."""
    user = make_applicant()
    client.force_login(user)
    return user


def ends_in() -> float:
    """Seconds until the one session in the database ends."""
    return (Session.objects.get().expire_date - timezone.now()).total_seconds()


def test_a_page_is_told_who_is_signed_in_and_for_how_long_and_nothing_is_prolonged(
    client: Client, alva: User, clock: time_machine.Traveller
) -> None:
    assert client.get(PATH).json() == {"seconds": WHOLE, "person": alva.pk}
    clock.shift(100)
    assert client.get(PATH).json() == {"seconds": WHOLE - 100, "person": alva.pk}
    assert ends_in() == WHOLE - 100


def test_nobody_is_told_that_nobody_is_signed_in(client: Client) -> None:
    response = client.get(PATH)
    assert (response.json(), response.cookies) == ({"seconds": 0}, {})


def test_a_session_that_has_ended_is_nobodys(
    client: Client, alva: User, clock: time_machine.Traveller
) -> None:
    clock.shift(WHOLE + 1)
    assert client.get(PATH).json() == {"seconds": 0}
    assert client.post(PATH).status_code == 403


def test_pressing_the_button_gives_the_whole_time_again(
    client: Client, alva: User, clock: time_machine.Traveller
) -> None:
    clock.shift(WHOLE - 60)
    response = client.post(PATH)
    assert (response.status_code, response.content, ends_in()) == (204, b"", WHOLE)
    assert client.get(PATH).json()["seconds"] == WHOLE


def test_another_site_cannot_press_the_button(alva: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(alva)
    assert client.post(PATH).status_code == 403


def test_asking_costs_no_more_than_knowing_who_it_is(
    client: Client, alva: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        client.get(PATH)


@pytest.mark.parametrize(("passed", "prolonged"), [(60, False), (WHOLE // 12 + 1, True)])
def test_saving_words_prolongs_the_session_but_does_not_write_it_each_time(
    client: Client, alva: User, clock: time_machine.Traveller, passed: int, prolonged: bool
) -> None:
    clock.shift(passed)
    request = client.get(PATH).wsgi_request
    request.session = type(client.session)(client.session.session_key)
    prolong(request)
    assert (request.session.modified, request.session.seconds_left) == (
        prolonged,
        WHOLE if prolonged else WHOLE - passed,
    )


def test_sessions_that_have_ended_are_removed(alva: User, clock: time_machine.Traveller) -> None:
    clock.shift(WHOLE + 1)
    Client().force_login(alva)
    assert [remove_ended_sessions(timezone.now()) for _time in range(2)] == [1, 0]
    assert ends_in() == WHOLE
    assert JOBS["session_clearing.remove_ended_sessions"].work is remove_ended_sessions
