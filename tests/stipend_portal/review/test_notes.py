"""Writing an internal note."""

from collections.abc import Callable

import pytest
from django.test import Client

from home.models import User
from stipend_portal.models import Application
from stipend_portal.services.note import write_note
from stipend_portal.states import Role
from tests.factories.portal import make_round, make_staff
from tests.factories.snapshot import portal_snapshot
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


def url(case: Application) -> str:
    """The address of the form."""
    return f"/admin/arenden/{case.pk}/anteckning/"


@pytest.mark.parametrize("role", [Role.CASE_OFFICER, Role.BOARD_SECRETARY])
def test_a_note_is_written_by_post(as_user: SignIn, case: Application, role: Role) -> None:
    client = as_user(make_staff(role, rounds=[case.round]))
    before = portal_snapshot()
    page = text(client.get(url(case)))
    assert portal_snapshot() == before
    assert "Read by the round&#x27;s case officers, board secretary and auditor." in page
    assert "It can become an official document" in page
    response = client.post(url(case), {"text": "Ringde skolan.", "seen": "0"})
    assert (response.status_code, response["Location"]) == (302, f"/admin/arenden/{case.pk}/")
    assert [note.text for note in case.notes.all()] == ["Ringde skolan."]


@pytest.mark.parametrize(
    ("words", "error"), [("  ", "Write your note."), ("x" * 5001, "at most 5000 characters")]
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(
    as_user: SignIn, officer: User, case: Application, words: str, error: str
) -> None:
    response = as_user(officer).post(url(case), {"text": words, "seen": "7"})
    assert response.status_code == 422
    assert error in text(response)
    assert words.strip() in text(response)
    assert 'name="seen" value="7"' in text(response)
    assert not case.notes.exists()


def test_the_same_click_three_times_is_one_note(as_user: SignIn, officer: User, case: Application) -> None:
    client = as_user(officer)
    for _click in range(3):
        assert client.post(url(case), {"text": "Ord.", "seen": "0"}).status_code == 302
    assert case.notes.count() == 1


def test_an_auditor_reads_and_does_not_write(as_user: SignIn, officer: User, case: Application) -> None:
    write_note(application=case, actor=officer, text="Ringde skolan.")
    client = as_user(make_staff(Role.AUDITOR, rounds=[case.round]))
    assert "Ringde skolan." in text(client.get(f"/admin/arenden/{case.pk}/"))
    assert client.get(url(case)).status_code == 403
    assert client.post(url(case), {"text": "Nej."}).status_code == 403


def test_an_officer_of_another_round_finds_no_form(as_user: SignIn, case: Application) -> None:
    client = as_user(make_staff(Role.CASE_OFFICER, rounds=[make_round()]))
    assert client.post(url(case), {"text": "Nej."}).status_code == 404
    assert not case.notes.exists()
