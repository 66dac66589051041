"""Signing in with a mailed code: it tells nobody who has an account, and staff never get in by it."""

import re

import pytest
import time_machine
from django.core import mail
from django.db.models.signals import post_save
from django.http import HttpResponse
from django.test import Client

from home.models import User
from tests.factories.portal import make_applicant, make_staff

pytestmark = pytest.mark.django_db

NEXT = "/en/ansok/exempel/borja/"


def ask(client: Client, address: str, follow: bool = True) -> HttpResponse:
    """Ask for a code."""
    return client.post(f"/en/konto/?next={NEXT}", {"email": address}, follow=follow)


def answer(client: Client, code: str) -> HttpResponse:
    """Write a code."""
    return client.post(f"/en/konto/kod/?next={NEXT}", {"code": code})


def code() -> str:
    """The six digits of the newest mail."""
    return next(word for word in mail.outbox[-1].body.split() if word.isdigit() and len(word) == 6)


def signed_in(client: Client) -> bool:
    """Whether someone is signed in."""
    return "_auth_user_id" in client.session


def wrong(right: str) -> str:
    """Another code."""
    return f"{(int(right) + 1) % 1_000_000:06}"


@pytest.mark.sqlite
@pytest.mark.parametrize("known", [True, False])
def test_a_code_signs_a_new_and_a_known_address_in(known: bool) -> None:
    if known:
        make_applicant(email="alva@example.org")
    client = Client()
    ask(client, "alva@example.org")
    response = answer(client, code())
    assert (response.status_code, response.headers["Location"]) == (302, NEXT)
    assert client.session["_auth_user_id"] == str(User.objects.get(email="alva@example.org").pk)


def test_a_new_a_known_a_staff_and_a_closed_address_look_the_same() -> None:
    make_applicant(email="alva@example.org")
    make_applicant(email="stangd@example.org", is_active=False)
    make_staff("case_officer", email="moa@example.org")
    pages = set()
    for name in ("alva", "stangd", "moa", "okand"):
        client = Client()
        response = ask(client, f"{name}@example.org")
        assert response.status_code == 200
        page = response.content.decode().replace(name, "NAMN")
        page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
        pages.add((str(response.redirect_chain), page))
    assert len(pages) == 1


@pytest.mark.parametrize("role", ["case_officer", "board_secretary", "communicator"])
def test_a_staff_address_gets_no_code(role: str) -> None:
    make_staff(role, email="moa@example.org")
    client = Client()
    ask(client, "moa@example.org")
    assert [word for each in mail.outbox for word in each.body.split() if word.isdigit()] == []
    answer(client, "000000")
    assert not signed_in(client)


def test_an_administrator_gets_no_code() -> None:
    User.objects.create_superuser("admin@example.org", "ett-långt-lösenord")
    ask(Client(), "ADMIN@example.org")
    assert [word for each in mail.outbox for word in each.body.split() if word.isdigit()] == []


def test_an_address_is_the_same_person_however_it_is_spelled() -> None:
    for spelling in ("Alva@Example.org", "alva@example.org", "ALVA@EXAMPLE.ORG"):
        client = Client()
        ask(client, spelling)
        answer(client, code())
        assert signed_in(client)
    assert User.objects.count() == 1


def test_a_new_account_has_no_password_and_no_rights() -> None:
    ask(Client(), "ny@example.org")
    user = User.objects.get(email="ny@example.org")
    assert not user.has_usable_password()
    assert not user.is_staff_member
    assert not user.groups.exists()


def test_a_new_account_is_never_taken_for_staff_not_even_while_it_is_made() -> None:
    seen = []

    def look(instance: User, created: bool, **kwargs: object) -> None:
        seen.append(User.objects.get(pk=instance.pk).is_staff_member)

    post_save.connect(look, sender=User)
    try:
        ask(Client(), "ny@example.org")
    finally:
        post_save.disconnect(look, sender=User)
    assert set(seen) == {False}


def test_a_wrong_code_is_told_in_plain_words_and_can_be_tried_again() -> None:
    client = Client()
    ask(client, "alva@example.org")
    right = code()
    response = answer(client, wrong(right))
    assert response.status_code in {200, 422}
    assert not signed_in(client)
    assert answer(client, right).status_code == 302
    assert signed_in(client)


def test_after_five_wrong_codes_the_right_one_no_longer_helps() -> None:
    client = Client()
    ask(client, "alva@example.org")
    right = code()
    for _attempt in range(5):
        answer(client, wrong(right))
    answer(client, right)
    assert not signed_in(client)


def test_a_code_is_good_for_a_quarter_of_an_hour(clock: time_machine.Traveller) -> None:
    client = Client()
    ask(client, "alva@example.org")
    clock.shift(15 * 60 + 5)
    answer(client, code())
    assert not signed_in(client)


def test_a_code_is_used_once() -> None:
    client = Client()
    ask(client, "alva@example.org")
    used = code()
    answer(client, used)
    client.post("/en/konto/logga-ut/")
    assert not signed_in(client)
    answer(client, used)
    assert not signed_in(client)


def test_a_code_works_only_in_the_browser_that_asked() -> None:
    ask(Client(), "alva@example.org")
    other = Client()
    ask(other, "bo@example.org")
    mail.outbox.pop()
    answer(other, code())
    assert not signed_in(other)


@pytest.mark.parametrize("address", ["", "alva", "alva@", "alva@example.org\x00", "å" * 20_000, "a@b\nc.se"])
def test_what_is_no_address_is_told_and_no_mail_is_sent(address: str) -> None:
    client = Client()
    response = ask(client, address)
    assert response.status_code in {200, 422}
    assert response.redirect_chain == []
    assert mail.outbox == []
    assert not User.objects.exists()


@pytest.mark.parametrize("code", ["", "12345", "abcdef", "１２３４５６", "\x00", "9" * 5_000, "💥"])
def test_what_is_no_code_is_told(code: str) -> None:
    client = Client()
    ask(client, "alva@example.org")
    assert answer(client, code).status_code in {200, 422}
    assert not signed_in(client)


def test_a_page_elsewhere_is_never_where_one_lands() -> None:
    client = Client()
    client.post("/konto/?next=https://example.com/", {"email": "alva@example.org"})
    response = client.post("/konto/kod/?next=https://example.com/", {"code": code()})
    assert signed_in(client)
    assert response.headers["Location"] == "/mina-ansokningar/"


def test_opening_the_code_page_without_having_asked_leads_to_asking(client: Client) -> None:
    response = client.get("/konto/kod/")
    assert (response.status_code, response.headers["Location"]) == (302, "/konto/")


def test_opening_the_sign_out_page_signs_nobody_out(client: Client) -> None:
    client.force_login(make_applicant())
    client.get("/konto/logga-ut/")
    assert signed_in(client)


@pytest.mark.parametrize("path", ["/konto/nytt/", "/konto/?email=x"])
def test_there_is_no_page_for_making_accounts(client: Client, path: str) -> None:
    assert client.get(path).status_code in {200, 302}
    assert not User.objects.exists()
