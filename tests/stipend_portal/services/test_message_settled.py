"""A message from the applicant that needs no answer."""

import pytest

from home.models import User
from stipend_portal.case_filters.waiting import unanswered
from stipend_portal.models import Application, Message
from stipend_portal.services.errors import NotAllowed, WrongState
from stipend_portal.services.message import send_message, settle_message
from stipend_portal.states import Role
from tests.factories.portal import make_application, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def application() -> Application:
    return make_application()


@pytest.fixture
def officer(application: Application) -> User:
    return make_staff(Role.CASE_OFFICER, rounds=[application.round])


def waiting() -> list[Message]:
    """What waits for an officer's answer."""
    return list(unanswered())


def test_a_message_that_needs_no_answer_waits_no_more(application: Application, officer: User) -> None:
    thanks = send_message(application=application, actor=application.applicant, text="Tack!")
    mails = application.messages.count()
    assert waiting() == [thanks]
    settle_message(application=application, actor=officer, seen=thanks.pk)
    assert waiting() == []
    assert application.messages.count() == mails
    event = application.events.latest("pk")
    assert (event.kind, event.actor, event.data) == ("message_settled", officer, {"message": thanks.pk})


def test_a_new_message_after_that_waits_again(application: Application, officer: User) -> None:
    first = send_message(application=application, actor=application.applicant, text="Tack!")
    settle_message(application=application, actor=officer, seen=first.pk)
    second = send_message(application=application, actor=application.applicant, text="En sak till.")
    assert waiting() == [second]


def test_a_message_that_has_not_been_read_is_not_settled(application: Application, officer: User) -> None:
    first = send_message(application=application, actor=application.applicant, text="Tack!")
    send_message(application=application, actor=application.applicant, text="Men vänta!")
    with pytest.raises(WrongState):
        settle_message(application=application, actor=officer, seen=first.pk)


def test_nothing_is_settled_twice_or_where_an_answer_has_been_sent(
    application: Application, officer: User
) -> None:
    message = send_message(application=application, actor=application.applicant, text="Tack!")
    settle_message(application=application, actor=officer, seen=message.pk)
    with pytest.raises(WrongState):
        settle_message(application=application, actor=officer, seen=message.pk)
    answer = send_message(application=application, actor=officer, text="Hej!")
    with pytest.raises(WrongState):
        settle_message(application=application, actor=officer, seen=answer.pk)


@pytest.mark.parametrize("role", [Role.BOARD_SECRETARY, Role.AUDITOR])
def test_only_an_officer_settles(application: Application, role: Role) -> None:
    message = send_message(application=application, actor=application.applicant, text="Tack!")
    for actor in (make_staff(role, rounds=[application.round]), application.applicant):
        with pytest.raises(NotAllowed):
            settle_message(application=application, actor=actor, seen=message.pk)
