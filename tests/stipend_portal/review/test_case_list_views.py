"""Saved views of the list."""

from collections.abc import Callable

import pytest
from django.test import Client

from home.models import User
from stipend_portal.models import Application, SavedView
from stipend_portal.review.saved_views import MOST_VIEWS
from tests.factories.portal import make_application
from tests.stipend_portal.review.conftest import text

URL = "/admin/arenden/"
SAVE = f"{URL}vyer/spara/"

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


def names(client: Client) -> list[str]:
    """The views that the list offers."""
    return [view.name for view in client.get(URL).context["views"]]


def test_a_view_is_saved_under_a_name_and_leads_back_to_the_same_list(
    as_user: SignIn, officer: User, case: Application
) -> None:
    client = as_user(officer)
    response = client.post(SAVE, {"name": "Att göra", "lista": "state=submitted&p=3&ordering=name"})
    assert (response.status_code, response["Location"]) == (302, f"{URL}?state=submitted&ordering=name")
    view = SavedView.objects.get()
    assert (view.user, view.name, view.query) == (officer, "Att göra", "state=submitted&ordering=name")
    assert f'<a href="{URL}?state=submitted&amp;ordering=name">Att göra</a>' in text(client.get(URL))


def test_the_same_name_replaces_the_view(as_user: SignIn, officer: User) -> None:
    client = as_user(officer)
    for question in ("state=submitted", "state=closed"):
        client.post(SAVE, {"name": "Min", "lista": question})
    assert SavedView.objects.get().query == "state=closed"


def test_a_view_is_its_owners_alone(
    as_user: SignIn, officer: User, secretary: User, case: Application
) -> None:
    view = SavedView.objects.create(user=officer, name="Min", query="state=closed")
    other = as_user(secretary)
    assert names(other) == []
    assert other.post(f"{URL}vyer/{view.pk}/ta-bort/").status_code == 404
    assert names(as_user(officer)) == ["Min"]


def test_a_view_is_removed(as_user: SignIn, officer: User, case: Application) -> None:
    view = SavedView.objects.create(user=officer, name="Min", query="state=closed")
    client = as_user(officer)
    response = client.post(f"{URL}vyer/{view.pk}/ta-bort/", {"lista": "state=submitted"})
    assert (response.status_code, response["Location"]) == (302, f"{URL}?state=submitted")
    assert names(client) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [("", "Write a name for the view."), ("x" * 61, "Write a shorter name"), ("  ", "Write a name")],
)
def test_a_view_without_a_fitting_name_is_not_saved(
    as_user: SignIn, officer: User, name: str, words: str
) -> None:
    response = as_user(officer).post(SAVE, {"name": name, "lista": "state=closed"})
    assert response.status_code == 422
    assert words in text(response)
    assert SavedView.objects.count() == 0


def test_there_is_room_for_so_many_views_and_no_more(as_user: SignIn, officer: User) -> None:
    for number in range(MOST_VIEWS):
        SavedView.objects.create(user=officer, name=f"Vy {number}", query="")
    client = as_user(officer)
    assert client.post(SAVE, {"name": "En till", "lista": ""}).status_code == 422
    assert client.post(SAVE, {"name": "Vy 1", "lista": "state=closed"}).status_code == 302


def test_the_list_takes_as_many_queries_with_many_views(
    as_user: SignIn, officer: User, case: Application, django_assert_num_queries: Callable
) -> None:
    make_application(round=case.round)
    for number in range(5):
        SavedView.objects.create(user=officer, name=f"Vy {number}", query="")
    client = as_user(officer)
    client.get(URL)
    with django_assert_num_queries(15):
        client.get(URL)
