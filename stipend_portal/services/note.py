"""What the staff writes down for itself. Messages to the applicant are `services.message`."""

from django.db import transaction
from django.utils import timezone

from home.models import User
from stipend_portal.models import Application, Note
from stipend_portal.models.event import EventKind
from stipend_portal.permissions import roles_in
from stipend_portal.services.errors import NotAllowed
from stipend_portal.services.transition import lock, record_event
from stipend_portal.states import Role

NOTE_WRITERS = frozenset({Role.CASE_OFFICER, Role.BOARD_SECRETARY})
LONGEST_NOTE = 5000


@transaction.atomic
def write_note(*, application: Application, actor: User, text: str, seen: int = 0) -> Note:
    """Write an internal note, once and for all: what matters for a decision must be kept (förvaltningslagen 27 §).

    Notes may be written in every state, also when the case is closed. `seen` is the key of the newest note on
    the page it was written on: the same words from the same page are the same note. Raises `NotAllowed`.
    """
    locked = lock(application, actor)
    roles = roles_in(actor, locked) & NOTE_WRITERS
    if not roles:
        raise NotAllowed
    again = locked.notes.filter(pk__gt=seen, author=actor, text=text).first()
    if again:
        return again
    note = Note.objects.create(
        application=locked, author=actor, author_name=str(actor), text=text, at=timezone.now()
    )
    record_event(
        application=locked,
        kind=EventKind.NOTE_WRITTEN,
        role=min(roles),
        actor=actor,
        data={"note": note.pk},
    )
    return note
