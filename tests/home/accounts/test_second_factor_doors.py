"""Every door to the admin, for someone who works here and has not done the second step."""

import asyncio
import re
from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.sessions.backends.base import SessionBase
from django.core import mail
from django.core.files.base import ContentFile
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import Settings
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

from home.accounts.second_factor.middleware import SignedInMiddleware
from home.models import User
from stipend_portal.states import Role
from tests.factories.portal import PASSWORD, make_applicant, make_staff
from tests.home.accounts.authenticator_app import (
    CHANGE,
    CODE,
    NEW_CODES,
    OWN,
    PASSWORD_PAGE,
    SET_UP,
    app_code,
    give_app,
    give_password,
    has_app,
    set_up,
    sign_in,
    signed_in_as,
)
from tests.home.accounts.browser import code as mailed_code

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("second_factor")]

HOME = "/admin/"
TO_PASSWORD = f"{PASSWORD_PAGE}?next=/admin/"


def make_admin() -> User:
    """An administrator of the site."""
    return make_applicant(is_superuser=True, is_staff=True, password=PASSWORD)


def make_officer() -> User:
    """Someone with a role."""
    return make_staff(Role.CASE_OFFICER)


def door(response: HttpResponse) -> tuple[int, str]:
    """What an answer comes to: its status, and where it leads."""
    return response.status_code, response.headers.get("Location", "")


@pytest.mark.parametrize("make", [make_admin, make_officer])
@pytest.mark.parametrize("page", ["/admin/login/", "/_util/login/", "/en/_util/login/"])
def test_a_password_leads_to_setting_up_an_app_and_nowhere_else(
    client: Client, make: Callable[[], User], page: str
) -> None:
    start = "/en" if page.startswith("/en") else ""
    assert door(give_password(client, make(), page)) == (302, start + SET_UP)
    assert signed_in_as(client) is None
    assert door(client.get(HOME)) == (302, TO_PASSWORD)
    assert door(client.get(PASSWORD_PAGE)) == (302, SET_UP)
    assert door(client.get(CODE)) == (302, PASSWORD_PAGE)


@pytest.mark.parametrize("make", [make_admin, make_officer])
@pytest.mark.parametrize("page", ["/admin/login/", "/_util/login/", "/en/_util/login/"])
def test_a_password_leads_to_the_code_where_there_is_an_app_and_nowhere_else(
    client: Client, make: Callable[[], User], page: str
) -> None:
    user = make()
    give_app(user)
    start = "/en" if page.startswith("/en") else ""
    assert door(give_password(client, user, page)) == (302, start + CODE)
    assert signed_in_as(client) is None
    assert door(client.get(HOME)) == (302, TO_PASSWORD)
    assert door(client.get(PASSWORD_PAGE)) == (302, CODE)
    assert door(client.get(SET_UP)) == (302, PASSWORD_PAGE)
    assert door(client.post(SET_UP, {"new_code": "123456"})) == (302, PASSWORD_PAGE)


def test_one_who_has_done_both_steps_comes_where_she_was_going(client: Client) -> None:
    user = make_officer()
    key = give_app(user)
    give_password(client, user, next_url="/admin/arenden/")
    response = client.post(CODE, {"code": app_code(key, later=1)})
    assert door(response) == (302, "/admin/arenden/")
    assert client.get("/admin/arenden/").status_code == 200


def admin_routes(resolver: URLResolver, start: str = "") -> Iterator[str]:
    """Every address under /admin/ with something for its variable parts."""
    for pattern in resolver.url_patterns:
        part = str(pattern.pattern)
        for kind, value in (("int", "1"), ("uuid", "5b1f2f6e-3f5e-4a8e-9d0e-0123456789ab")):
            while f"<{kind}:" in part:
                head, _kind, rest = part.partition(f"<{kind}:")
                part = head + value + rest.partition(">")[2]
        while "<" in part and "(" not in part:
            part = f"{part.partition('<')[0]}x{part.partition('>')[2]}"
        if isinstance(pattern, URLResolver):
            yield from admin_routes(pattern, start + part)
        elif isinstance(pattern, URLPattern) and (start + part).startswith("admin/") and "(" not in part:
            yield "/" + start + part


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_address_of_the_admin_answers_a_half_signed_in_person_as_it_answers_nobody(method: str) -> None:
    admin = make_admin()
    paths = list(admin_routes(get_resolver()))
    assert len(paths) > 150
    different = {}
    for path in paths:
        nobody, half = Client(), Client()
        half.force_login(admin)
        answers = [door(getattr(browser, method)(path)) for browser in (nobody, half)]
        if answers[0] != answers[1]:
            different[path] = answers
    assert different == {}


def test_a_session_from_before_is_ended(client: Client) -> None:
    client.force_login(make_admin())
    assert door(client.get(HOME)) == (302, TO_PASSWORD)
    assert signed_in_as(client) is None


def test_a_session_without_the_code_is_ended_also_for_someone_who_has_an_app(client: Client) -> None:
    user = make_admin()
    give_app(user)
    client.force_login(user)
    assert client.post("/admin/account/").status_code == 302
    assert signed_in_as(client) is None


def test_the_mark_of_one_persons_app_opens_nobody_elses_session(client: Client) -> None:
    officer, admin = make_officer(), make_admin()
    set_up(client, officer)
    give_app(admin)
    mark = client.session["second_factor"]
    client.force_login(admin)
    session: SessionBase = client.session
    session["second_factor"] = mark
    session.save()
    assert door(client.get(HOME)) == (302, TO_PASSWORD)


def test_a_script_that_asks_is_refused_and_nothing_is_done(client: Client) -> None:
    admin = make_admin()
    client.force_login(admin)
    response = client.get("/admin/api/main/pages/", headers={"x-requested-with": "XMLHttpRequest"})
    assert response.status_code == 403


def test_a_view_that_asks_later_or_at_once_is_told_the_same(client: Client) -> None:
    client.force_login(make_admin())
    request = HttpRequest()
    request.session = client.session
    SignedInMiddleware(lambda request: HttpResponse()).process_request(request)
    assert request.user.is_anonymous
    assert asyncio.run(request.auser()).is_anonymous


def test_a_file_for_those_who_are_signed_in_is_not_served(client: Client, settings: Settings) -> None:
    settings.WAGTAILDOCS_SERVE_METHOD = "redirect"  # the files of tests are not on the disk
    collection = Collection.get_first_root_node().add_child(name="Exempel")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    document = get_document_model().objects.create(
        title="Exempel", file=ContentFile(b"exempel", name="exempel.txt"), collection=collection
    )
    user = make_officer()
    client.force_login(user)
    assert door(client.get(document.url)) == (302, f"/_util/login/?next={document.url}")
    set_up(client, user)
    assert door(client.get(document.url)) == (302, document.file.url)


def test_wagtails_new_password_by_mail_lets_nobody_in(client: Client) -> None:
    user = make_officer()
    give_app(user)
    client.post("/admin/password_reset/", {"email": user.email})
    [link] = re.findall(r"/admin/password_reset/confirm/\S+", mail.outbox[-1].body)
    page = client.get(link).headers["Location"]
    new = {"new_password1": PASSWORD + "2", "new_password2": PASSWORD + "2"}
    assert door(client.post(page, new)) == (302, "/admin/password_reset/complete/")
    assert signed_in_as(client) is None
    client.post(PASSWORD_PAGE, {"login": user.email, "password": PASSWORD + "2"})
    assert door(client.get(HOME)) == (302, TO_PASSWORD)


@pytest.mark.parametrize("with_app", [True, False])
def test_no_code_is_mailed_to_staff(client: Client, with_app: bool) -> None:
    user = make_officer()
    if with_app:
        give_app(user)
    client.post("/en/konto/", {"email": user.email})
    assert [message.subject for message in mail.outbox] == [
        "This address cannot be used for signing in with a code"
    ]


def test_a_code_mailed_before_a_role_was_given_does_not_let_in_after(client: Client) -> None:
    user = make_applicant()
    client.post("/konto/", {"email": user.email})
    user.groups.add(Group.objects.get(name=Role.CASE_OFFICER))
    assert door(client.post("/konto/kod/", {"code": mailed_code()})) == (302, "/konto/")
    assert signed_in_as(client) is None


@pytest.mark.parametrize("how", ["group", "permission", "superuser", "password"])
def test_a_session_of_an_applicant_ends_when_she_comes_to_work_here(client: Client, how: str) -> None:
    user = make_applicant()
    client.post("/konto/", {"email": user.email})
    client.post("/konto/kod/", {"code": mailed_code()})
    assert client.get("/mina-ansokningar/").status_code == 200
    if how == "group":
        user.groups.add(Group.objects.get(name=Role.AUDITOR))
    elif how == "permission":
        user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    elif how == "superuser":
        User.objects.filter(pk=user.pk).update(is_superuser=True)
    else:
        user.set_password(PASSWORD)
        user.save()
    assert client.get("/mina-ansokningar/").status_code == 302
    assert door(client.get(HOME)) == (302, TO_PASSWORD)


@pytest.mark.parametrize("with_app", [True, False])
def test_an_account_closed_between_the_two_steps_opens_nothing(client: Client, with_app: bool) -> None:
    user = make_officer()
    key = give_app(user) if with_app else ""
    give_password(client, user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    page, typed = (CODE, {"code": app_code(key, later=1)}) if with_app else (SET_UP, {"new_code": "123456"})
    assert door(client.post(page, typed)) == (302, "/konto/avstangt/")
    assert signed_in_as(client) is None
    assert door(client.get(page)) == (302, PASSWORD_PAGE)


def test_signing_out_ends_both_steps(client: Client) -> None:
    user = make_officer()
    set_up(client, user)
    assert client.get(HOME).status_code == 200
    client.post("/admin/logout/")
    assert door(client.get(HOME)) == (302, TO_PASSWORD)
    assert door(give_password(client, user)) == (302, CODE)


# -- Those who apply -----------------------------------------------------------------------------


def test_an_applicant_never_sees_any_of_it(client: Client) -> None:
    user = make_applicant()
    client.post("/konto/", {"email": user.email})
    assert door(client.post("/konto/kod/", {"code": mailed_code()})) == (302, "/mina-ansokningar/")
    assert client.get("/mina-ansokningar/").status_code == 200
    for path in (OWN, CHANGE, NEW_CODES):
        assert (client.get(path).status_code, client.post(path).status_code) == (404, 404)
    for path in (CODE, SET_UP):
        assert door(client.get(path)) == (302, "/mina-ansokningar/")
    assert not has_app(user)


@pytest.mark.parametrize("path", [OWN, CHANGE, NEW_CODES])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_is_asked_to_sign_in_first(client: Client, path: str, method: str) -> None:
    assert door(getattr(client, method)(path)) == (302, f"{PASSWORD_PAGE}?next={path}")


def test_one_who_is_signed_in_is_led_on_from_the_pages_between(client: Client) -> None:
    set_up(client, make_officer())
    assert {door(client.get(path)) for path in (CODE, SET_UP)} == {(302, HOME)}


# -- A site that does not ask for it -------------------------------------------------------------


def test_where_it_is_not_required_a_password_is_enough_and_its_pages_are_not_there(
    client: Client, settings: Settings
) -> None:
    user = make_officer()
    give_app(user)
    settings.STAFF_SECOND_FACTOR = False
    assert door(give_password(client, user)) == (302, HOME)
    assert client.get(HOME).status_code == 200
    for path in (OWN, CODE, SET_UP, CHANGE, NEW_CODES):
        assert (client.get(path).status_code, client.post(path).status_code) == (404, 404)


def test_when_it_comes_to_be_required_those_who_are_in_sign_in_anew(
    client: Client, settings: Settings
) -> None:
    user = make_officer()
    settings.STAFF_SECOND_FACTOR = False
    give_password(client, user)
    settings.STAFF_SECOND_FACTOR = True
    assert door(client.get(HOME)) == (302, TO_PASSWORD)


def test_no_query_is_added_to_a_request_by_asking_whose_session_it_is(
    client: Client, settings: Settings, django_assert_num_queries: Callable[..., object]
) -> None:
    user = make_officer()
    key = give_app(user)
    sign_in(client, user, key)
    with django_assert_num_queries(2):  # the session, and its person with her rights and her app
        assert client.get("/konto/fortsatt/").json()["person"] == user.pk
