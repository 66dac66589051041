"""What is written of sign-ins, and that it is never changed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client

from home.accounts.sign_in_log import record
from home.models import SignInEvent, User
from home.models.immutable import ImmutableRow
from stipend_portal.states import Role
from tests.factories.portal import make_applicant, make_staff
from tests.home.accounts.authenticator_app import PASSWORD_PAGE, give_password, log_of
from tests.home.accounts.browser import code as mailed_code

pytestmark = pytest.mark.django_db


def test_staff_are_logged_also_where_a_password_is_enough(client: Client) -> None:
    moa = make_staff(Role.CASE_OFFICER, first_name="Moa", last_name="Exempel")
    give_password(client, moa)
    assert log_of(moa) == [("signed_in", "password", "Moa Exempel")]


def test_nothing_is_written_about_those_who_apply_nor_about_addresses_that_are_nobodys(
    client: Client,
) -> None:
    alva = make_applicant()
    for address in (alva.email, "ingen@example.org", "", "ingen"):
        client.post(PASSWORD_PAGE, {"login": address, "password": "fel"})
    client.post("/konto/", {"email": alva.email})
    client.post("/konto/kod/", {"code": mailed_code()})
    client.post("/konto/logga-ut/")
    assert list(SignInEvent.objects.all()) == []


def test_the_newest_come_first() -> None:
    moa = make_staff(Role.CASE_OFFICER)
    for kind in (SignInEvent.Kind.WRONG_PASSWORD, SignInEvent.Kind.SIGNED_OUT):
        record(kind, moa)
    assert [event.kind for event in SignInEvent.objects.all()] == ["signed_out", "wrong_password"]


def an_event() -> SignInEvent:
    """A row of the log."""
    record(SignInEvent.Kind.SIGNED_OUT, make_staff(Role.CASE_OFFICER))
    return SignInEvent.objects.get()


def test_the_model_refuses_to_change_or_delete_a_row() -> None:
    row = an_event()
    acts: list[Callable[[], Any]] = [
        row.save,
        row.delete,
        SignInEvent.objects.all().delete,
        lambda: SignInEvent.objects.update(kind="reset"),
    ]
    for act in acts:
        with pytest.raises(ImmutableRow):
            act()
    assert SignInEvent.objects.get() == row


@pytest.mark.sqlite
def test_the_database_refuses_to_change_a_row() -> None:
    an_event()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE home_signinevent SET user_name = 'Någon annan'")


def test_postgresql_refuses_to_delete_a_row() -> None:
    an_event()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM home_signinevent")


@pytest.mark.sqlite
@pytest.mark.parametrize(("kind", "method"), [("signed_in", ""), ("signed_out", "app")])
def test_the_database_wants_a_method_for_a_sign_in_and_for_nothing_else(kind: str, method: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        SignInEvent.objects.create(kind=kind, method=method, user=make_staff(Role.AUDITOR), user_name="x")


@pytest.mark.sqlite
def test_a_person_can_be_deleted_and_her_rows_stay_as_they_were() -> None:
    moa = make_staff(Role.CASE_OFFICER, first_name="Moa", last_name="Exempel")
    record(SignInEvent.Kind.SIGNED_OUT, moa, by=moa)
    before = list(SignInEvent.objects.values_list())
    User.objects.get(pk=moa.pk).delete()
    assert list(SignInEvent.objects.values_list()) == before
