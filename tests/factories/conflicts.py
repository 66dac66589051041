"""Answers about jäv and cases with protected identity for tests."""

from typing import Any

from home.models import User
from stipend_portal.models import Application, ConflictOfInterest
from stipend_portal.services.protection import protect
from stipend_portal.states import Role
from tests.factories.portal import clear_of_conflict, make_application, make_staff


def make_answer(application: Application) -> ConflictOfInterest:
    """The answer of a new board member of the round that she has no jäv."""
    member = make_staff(Role.COMMITTEE_MEMBER, rounds=[application.round])
    clear_of_conflict([member], [application])
    return application.conflicts.get(user=member)


def make_protected(officer: User, **fields: Any) -> Application:
    """An application that an officer of its round has marked. `fields` are those of `make_application`."""
    application = make_application(**fields)
    clear_of_conflict([officer], [application])
    protect(application=application, actor=officer, reason="Sekretessmarkering")
    application.refresh_from_db()
    return application
