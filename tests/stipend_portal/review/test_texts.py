"""“Texts” in the admin."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from wagtail.models import ModelLogEntry

from home.models import User
from stipend_portal.models import PortalText
from stipend_portal.states import Role
from tests.factories.portal import make_staff
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


@pytest.fixture
def row() -> PortalText:
    """One of the texts."""
    row = PortalText.objects.get(key="om-dig")
    row.swedish, row.english = "Första raden.\nAndra raden.", "First line."
    row.save()
    return row


def edit(row: PortalText) -> str:
    """Where a text is edited."""
    return reverse("texts:edit", args=[row.pk])


def test_an_officer_finds_every_text_by_its_place(as_user: SignIn, officer: User) -> None:
    page = text(as_user(officer).get(reverse("texts:index")))
    for row in PortalText.objects.all():
        assert f'href="{edit(row)}"' in page
    assert "Above the page “About you”" in page


def test_a_change_shows_in_the_application_and_its_history_tells_what_it_was(
    as_user: SignIn, officer: User, row: PortalText
) -> None:
    client = as_user(officer)
    response = client.post(edit(row), {"swedish": "Första raden.\nNy rad.", "english": "First line."})
    assert response.status_code == 302
    row.refresh_from_db()
    assert row.swedish == "Första raden.\nNy rad."
    [entry] = ModelLogEntry.objects.for_instance(row)
    assert (entry.user, entry.action) == (officer, "stipend_portal.text_changed")
    assert entry.data == {"swedish": ["Första raden.\nAndra raden.", "Första raden.\nNy rad."]}
    history = text(client.get(reverse("texts:history", args=[row.pk])))
    assert "In Swedish: Taken away: “Andra raden.” Added: “Ny rad.”" in history
    assert "In English" not in history


def test_saving_without_a_change_is_not_history(as_user: SignIn, officer: User, row: PortalText) -> None:
    as_user(officer).post(edit(row), {"swedish": row.swedish, "english": row.english})
    assert not ModelLogEntry.objects.for_instance(row).exists()


def test_a_promise_that_is_emptied_comes_back_with_words_that_help(as_user: SignIn, officer: User) -> None:
    row = PortalText.objects.get(key="declaration")
    response = as_user(officer).post(edit(row), {"swedish": "", "english": "I promise {this}."})
    page = text(response)
    assert response.status_code == 200
    assert "This text must be there in both languages." in page
    assert "Only {contact} can be filled in. Take away: {this}" in page
    assert "I promise {this}." in page


def test_an_auditor_reads_and_changes_nothing(as_user: SignIn, auditor: User, row: PortalText) -> None:
    client = as_user(auditor)
    inspect = reverse("texts:inspect", args=[row.pk])
    assert f'href="{inspect}"' in text(client.get(reverse("texts:index")))
    assert "<p>Första raden.<br>Andra raden.</p>" in text(client.get(inspect))
    history = client.get(reverse("texts:history", args=[row.pk]))
    assert history.status_code == 200
    assert f'href="{edit(row)}"' not in text(history).partition("<main")[0]
    assert client.post(edit(row), {"swedish": "Mitt.", "english": ""}).status_code == 302
    row.refresh_from_db()
    assert row.english == "First line."


@pytest.mark.parametrize("role", [Role.COMMUNICATOR, Role.FINANCE, Role.COMMITTEE_MEMBER])
def test_others_do_not_meet_the_texts(as_user: SignIn, role: Role) -> None:
    assert as_user(make_staff(role)).get(reverse("texts:index")).status_code == 302


@pytest.mark.parametrize("act", ["add", "delete"])
def test_texts_are_neither_added_nor_removed(act: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(f"texts:{act}", args=[] if act == "add" else [1])


def test_an_officer_sets_the_times_of_the_portal(as_user: SignIn, officer: User, auditor: User) -> None:
    address = reverse("wagtailsettings:edit", args=["stipend_portal", "portalsettings"])
    assert as_user(officer).get(address, follow=True).status_code == 200
    assert as_user(auditor).get(address).status_code == 302
