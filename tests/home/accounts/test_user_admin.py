"""Managing people in the Wagtail admin: a lost phone is helped, and someone always remains who can help."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import override
from pytest_django import Settings

from home.accounts.administrators import LAST_ADMINISTRATOR, would_leave_none
from home.models import User
from stipend_portal.services.transition import move
from stipend_portal.states import Role, State
from tests.factories.portal import PASSWORD, make_applicant, make_application, make_staff
from tests.home.accounts.authenticator_app import (
    OWN,
    SET_UP,
    give_app,
    give_password,
    has_app,
    log_of,
    set_up,
    sign_in,
)

pytestmark = pytest.mark.django_db


def make_admin(**fields: Any) -> User:
    """An administrator of the site."""
    return make_applicant(is_superuser=True, is_staff=True, password=PASSWORD, **fields)


def make_manager() -> User:
    """Someone who manages the accounts and is no administrator."""
    user = make_staff(Role.CASE_OFFICER)
    user.user_permissions.set(
        Permission.objects.filter(content_type__app_label="home", content_type__model="user")
    )
    return user


@pytest.fixture
def as_user(client: Client) -> Callable[[User], Client]:
    """Sign somebody in."""

    def sign(user: User) -> Client:
        client.force_login(user)
        return client

    return sign


def address(name: str, *args: object) -> str:
    """An address of the pages for managing people."""
    return reverse(f"wagtailusers_users:{name}", args=args)


def fields_of(user: User, **changes: object) -> dict[str, Any]:
    """What the form for a person holds when nothing is changed."""
    held = {
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "groups": list(user.groups.values_list("pk", flat=True)),
        "is_active": "on",
        "is_superuser": "on" if user.is_superuser else "",
        **changes,
    }
    return {name: value for name, value in held.items() if value != ""}


def bulk(client: Client, action: str, *people: User, **data: str) -> HttpResponse:
    """A bulk action on people, confirmed."""
    query = "&".join(f"id={user.pk}" for user in people)
    path = reverse("wagtail_bulk_action", args=["home", "user", action])
    return client.post(f"{path}?{query}&next=/admin/users/", data)


def in_swedish(text: Promise) -> str:
    """A text as the admin shows it here."""
    with override("sv"):
        return str(text)


def said(response: HttpResponse) -> list[str]:
    """The messages that the next page will show."""
    return [str(message) for message in get_messages(response.wsgi_request)]


# -- Someone always remains ----------------------------------------------------------------------


@pytest.mark.parametrize("taken", ["is_active", "is_superuser"])
def test_the_last_administrator_stays_one_and_the_page_says_why(as_user: Callable, taken: str) -> None:
    admin = make_admin()
    client = as_user(make_manager())
    response = client.post(address("edit", admin.pk), fields_of(admin, **{taken: ""}))
    assert response.status_code == 200
    assert response.context["form"].errors == {taken: [LAST_ADMINISTRATOR]}
    admin.refresh_from_db()
    assert (admin.is_active, admin.is_superuser) == (True, True)


@pytest.mark.parametrize("taken", ["is_active", "is_superuser"])
def test_one_of_two_administrators_can_go(as_user: Callable, taken: str) -> None:
    admin = make_admin()
    client = as_user(make_admin())
    assert client.post(address("edit", admin.pk), fields_of(admin, **{taken: ""})).status_code == 302
    admin.refresh_from_db()
    assert getattr(admin, taken) is False


def test_one_who_cannot_sign_in_is_not_counted() -> None:
    able, closed = make_admin(), make_admin(is_active=False)
    without_password = make_applicant(is_superuser=True)
    assert would_leave_none(without=[able]) is True
    assert would_leave_none(without=[closed, without_password]) is False


def test_an_administrator_cannot_take_her_own_rights(as_user: Callable) -> None:
    admin = make_admin()
    client = as_user(admin)
    assert (
        client.post(address("edit", admin.pk), fields_of(admin, is_active="", is_superuser="")).status_code
        == 302
    )
    client.post(address("delete", admin.pk))
    bulk(client, "set_active_state", admin, mark_as_active="False")
    bulk(client, "delete", admin)
    admin.refresh_from_db()
    assert (admin.is_active, admin.is_superuser) == (True, True)


def test_other_people_can_be_closed_and_changed_as_before(as_user: Callable) -> None:
    make_admin()
    other = make_staff(Role.AUDITOR)
    client = as_user(make_manager())
    assert client.post(address("edit", other.pk), fields_of(other, is_active="")).status_code == 302
    other.refresh_from_db()
    assert other.is_active is False


def test_a_bulk_action_does_not_close_the_last_administrator_nor_anyone_with_her(as_user: Callable) -> None:
    admin, other = make_admin(), make_staff(Role.AUDITOR)
    response = bulk(as_user(make_manager()), "set_active_state", admin, other, mark_as_active="False")
    assert said(response) == [in_swedish(LAST_ADMINISTRATOR)]
    assert set(User.objects.filter(pk__in=[admin.pk, other.pk]).values_list("is_active", flat=True)) == {True}
    bulk(as_user(make_manager()), "set_active_state", other, mark_as_active="False")
    bulk(as_user(make_manager()), "set_active_state", admin, mark_as_active="True")
    assert list(
        User.objects.filter(pk__in=[admin.pk, other.pk]).order_by("pk").values_list("is_active", flat=True)
    ) == [
        True,
        False,
    ]


def test_an_account_that_the_record_names_is_not_deleted_and_the_page_says_what_to_do(
    as_user: Callable,
) -> None:
    case = make_application()
    officer = make_staff(Role.CASE_OFFICER, rounds=[case.round])
    move(application=case, to=State.IN_REVIEW, actor=officer)
    client = as_user(make_admin())
    response = client.post(address("delete", officer.pk))
    assert response.headers["Location"] == address("edit", officer.pk)
    assert len(said(response)) == 1
    response = bulk(client, "delete", officer)
    assert response.headers["Location"] == "/admin/users/"
    assert User.objects.filter(pk=officer.pk).exists()


def test_applicants_are_nowhere_among_the_people_of_the_admin(as_user: Callable) -> None:
    applicant = make_application(full_name="Zyxa Skyddad").applicant
    User.objects.filter(pk=applicant.pk).update(last_name="Skyddad")
    left = make_staff(Role.AUDITOR, first_name="Rut")
    left.groups.clear()
    client = as_user(make_admin())
    lists = ["/admin/users/", "/admin/users/results/", f"/admin/users/?q={applicant.email}"]
    pages = [client.get(path).content.decode() for path in lists]
    assert not [page for page in pages if "Skyddad" in page or applicant.get_full_name() in page]
    assert applicant.email not in pages[0] + pages[1]
    # Whoever has lost her role is still there, to be given another.
    assert left.email in pages[0]
    one = [address(name, applicant.pk) for name in ("edit", "delete", "history", "usage")]
    actions = [
        f"{reverse('wagtail_bulk_action', args=['home', 'user', action])}?id={applicant.pk}"
        for action in ("delete", "assign_role", "set_active_state")
    ]
    assert {client.get(path).status_code for path in one + actions} == {404}
    everyone = reverse("wagtail_bulk_action", args=["home", "user", "delete"]) + "?id=all"
    assert applicant.email not in client.get(everyone).content.decode()


def test_an_administrator_reads_what_has_been_done_to_an_account_and_where_it_is_used(
    as_user: Callable,
) -> None:
    client, officer = as_user(make_admin()), make_staff(Role.CASE_OFFICER)
    pages = [address(name, officer.pk) for name in ("history", "usage")]
    assert [client.get(path).status_code for path in pages] == [200, 200]


def test_an_account_that_has_signed_in_can_be_deleted_and_the_log_stays(
    client: Client, second_factor: None
) -> None:
    officer = make_staff(Role.AUDITOR, first_name="Rut", last_name="Exempel")
    give_app(officer)
    admin = make_admin()
    set_up(client, admin)
    client.post(address("delete", officer.pk))
    assert not User.objects.filter(pk=officer.pk).exists()
    assert [kind for kind, _how, _by in log_of(officer)] == ["set_up", "signed_in"]


# -- A lost phone --------------------------------------------------------------------------------


def test_an_administrator_removes_the_second_step_of_another_and_it_is_logged(
    client: Client, second_factor: None
) -> None:
    officer, admin = make_staff(Role.CASE_OFFICER), make_admin(first_name="Ada", last_name="Exempel")
    key = give_app(officer)
    sign_in(lost := Client(), officer, key)
    set_up(client, admin)
    path = address("reset_second_factor", officer.pk)
    assert path in client.get(address("edit", officer.pk)).content.decode()
    assert client.get(path).status_code == 200
    assert has_app(officer)
    assert client.post(path).headers["Location"] == address("edit", officer.pk)
    assert not has_app(officer)
    assert log_of(officer)[-1] == ("reset", "", "Ada Exempel")
    assert lost.get("/admin/").status_code == 302
    assert give_password(Client(), officer).headers["Location"] == SET_UP


def test_recovery_codes_of_before_do_not_work_after(client: Client, second_factor: None) -> None:
    officer = make_staff(Role.CASE_OFFICER)
    _key, codes = set_up(Client(), officer)
    set_up(client, make_admin())
    client.post(address("reset_second_factor", officer.pk))
    assert not officer.authenticator_set.exists()
    _key, new = set_up(Client(), officer)
    assert set(new) & set(codes) == set()


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_removes_her_own(client: Client, second_factor: None, method: str) -> None:
    admin = make_admin()
    set_up(client, admin)
    assert getattr(client, method)(address("reset_second_factor", admin.pk)).headers["Location"] == OWN
    assert has_app(admin)
    page = client.get(address("edit", admin.pk)).content.decode()
    assert (address("reset_second_factor", admin.pk) in page, f'href="{OWN}"' in page) == (False, True)


@pytest.mark.parametrize("method", ["get", "post"])
def test_only_an_administrator_removes_it(client: Client, second_factor: None, method: str) -> None:
    officer, manager = make_staff(Role.CASE_OFFICER), make_manager()
    give_app(officer)
    set_up(client, manager)
    path = address("reset_second_factor", officer.pk)
    assert getattr(client, method)(path).headers["Location"] == "/admin/"
    assert has_app(officer)
    assert path not in client.get(address("edit", officer.pk)).content.decode()


def test_where_there_is_nothing_to_remove_the_page_says_so(client: Client, second_factor: None) -> None:
    officer = make_staff(Role.CASE_OFFICER)
    set_up(client, make_admin())
    response = client.post(address("reset_second_factor", officer.pk))
    assert response.headers["Location"] == address("edit", officer.pk)
    assert log_of(officer) == []
    assert client.get(address("reset_second_factor", 999_999)).status_code == 404


def test_it_is_not_there_where_no_second_step_is_needed(as_user: Callable) -> None:
    officer = make_staff(Role.CASE_OFFICER)
    client = as_user(make_admin())
    assert client.get(address("reset_second_factor", officer.pk)).status_code == 404
    assert "andra-steget" not in client.get(address("edit", officer.pk)).content.decode()
    assert OWN not in client.get("/admin/account/").content.decode()


def test_ones_own_account_page_leads_to_ones_own_second_step(client: Client, second_factor: None) -> None:
    set_up(client, make_admin())
    assert f'href="{OWN}"' in client.get("/admin/account/").content.decode()


# -- An emergency --------------------------------------------------------------------------------


def test_the_command_line_removes_it_and_it_is_logged(settings: Settings, second_factor: None) -> None:
    admin = make_admin(email="ada@example.org")
    give_app(admin)
    call_command("reset_second_factor", "Ada@example.org")
    assert not admin.authenticator_set.exists()
    assert log_of(admin)[-1] == ("emergency_reset", "", "manage.py")
    assert give_password(Client(), admin).headers["Location"] == SET_UP


def test_the_command_says_what_is_wrong(second_factor: None) -> None:
    admin = make_admin()
    with pytest.raises(CommandError, match="no account with that address"):
        call_command("reset_second_factor", "ingen@example.org")
    with pytest.raises(CommandError, match="has no second step"):
        call_command("reset_second_factor", admin.email)
    assert log_of(admin) == []
