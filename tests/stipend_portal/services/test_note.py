"""Internal notes."""

import pytest

from home.models.immutable import ImmutableRow
from stipend_portal.models import Application
from stipend_portal.services.errors import NotAllowed
from stipend_portal.services.note import NOTE_WRITERS, write_note
from stipend_portal.states import STAFF_ROLES, Role, State
from tests.factories.portal import make_application, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Application:
    return make_application()


@pytest.mark.sqlite
@pytest.mark.parametrize("role", sorted(NOTE_WRITERS))
def test_officers_and_the_secretary_write_notes(case: Application, role: Role) -> None:
    author = make_staff(role, rounds=[case.round])
    note = write_note(application=case, actor=author, text="Ringde skolan.")
    assert (note.text, note.author, note.author_name) == ("Ringde skolan.", author, str(author))
    event = case.events.latest("pk")
    assert (event.kind, event.actor, event.actor_role, event.data) == (
        "note_written",
        author,
        role,
        {"note": note.pk},
    )


@pytest.mark.parametrize("role", [role for role in STAFF_ROLES if role not in NOTE_WRITERS])
def test_nobody_else_does(case: Application, role: Role) -> None:
    with pytest.raises(NotAllowed):
        write_note(application=case, actor=make_staff(role, rounds=[case.round]), text="Nej.")
    assert not case.notes.exists()


def test_the_applicant_writes_none_and_is_not_told(case: Application) -> None:
    mails = case.messages.count()
    write_note(application=case, actor=make_staff(Role.CASE_OFFICER, rounds=[case.round]), text="Ord.")
    assert case.messages.count() == mails
    with pytest.raises(NotAllowed):
        write_note(application=case, actor=case.applicant, text="Nej.")


def test_the_same_words_from_the_same_page_are_one_note(case: Application) -> None:
    officer = make_staff(Role.CASE_OFFICER, rounds=[case.round])
    first = write_note(application=case, actor=officer, text="Ord.", seen=0)
    assert write_note(application=case, actor=officer, text="Ord.", seen=0) == first
    assert write_note(application=case, actor=officer, text="Ord.", seen=first.pk) != first


def test_a_note_is_written_in_a_closed_case_too_and_never_changed(case: Application) -> None:
    officer = make_staff(Role.CASE_OFFICER, rounds=[case.round])
    Application.objects.filter(pk=case.pk).update(state=State.WITHDRAWN)
    note = write_note(application=case, actor=officer, text="Ord.")
    note.text = "Andra ord."
    with pytest.raises(ImmutableRow):
        note.save()
