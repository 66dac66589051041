"""Messages between the applicant and the case officers."""

import pytest

from home.models.immutable import ImmutableRow
from stipend_portal.models import Message
from stipend_portal.services.errors import NotAllowed, WrongState
from stipend_portal.services.message import mark_from, send_message
from stipend_portal.states import FINAL, STAFF_ROLES, Role, State
from tests.factories.portal import make_applicant, make_application, make_round, make_staff
from tests.factories.snapshot import portal_snapshot

pytestmark = pytest.mark.django_db

PRIVATE = "Min mamma är sjuk."


@pytest.mark.sqlite
def test_an_officers_message_is_kept_logged_and_told_of_by_mail_without_its_words() -> None:
    application = make_application(language="en")
    officer = make_staff(Role.CASE_OFFICER, rounds=[application.round])
    message = send_message(application=application, actor=officer, text=PRIVATE)
    assert (message.from_applicant, message.author, message.author_name, message.text) == (
        False,
        officer,
        str(officer),
        PRIVATE,
    )
    event = application.events.last()
    assert (event.kind, event.actor, event.actor_role, event.data) == (
        "message_sent",
        officer,
        "case_officer",
        {"message": message.pk},
    )
    mail = application.messages.get(kind="message")
    assert mail.recipient == application.applicant.email
    assert mail.subject == f"You have a message about your application {application.reference}"
    assert f"/en/mina-ansokningar/{application.reference}/meddelanden/" in mail.body
    assert PRIVATE not in mail.body


def test_an_applicants_message_is_kept_and_logged_and_no_mail_is_sent() -> None:
    application = make_application()
    message = send_message(application=application, actor=application.applicant, text="Hej!")
    assert (message.from_applicant, message.author_name) == (True, "Alva Exempel")
    event = application.events.last()
    assert (event.kind, event.actor_name, event.actor_role) == (
        "message_received",
        "Alva Exempel",
        "applicant",
    )
    assert not application.messages.filter(kind="message").exists()


@pytest.mark.parametrize("state", State)
def test_messages_are_taken_as_long_as_someone_works_with_the_case(state: State) -> None:
    application = make_application(state=state)
    if state in FINAL:
        before = portal_snapshot()
        with pytest.raises(WrongState):
            send_message(application=application, actor=application.applicant, text="Hej!")
        assert portal_snapshot() == before
    else:
        send_message(application=application, actor=application.applicant, text="Hej!")
        assert application.correspondence.count() == 1


@pytest.mark.parametrize("role", [role for role in STAFF_ROLES if role != Role.CASE_OFFICER])
def test_nobody_writes_but_the_applicant_and_the_officers_of_the_round(role: Role) -> None:
    application = make_application()

    for person in (
        make_applicant(),
        make_staff(role, rounds=[application.round]),
        make_staff(Role.CASE_OFFICER, rounds=[make_round()]),
    ):
        before = portal_snapshot()
        with pytest.raises(NotAllowed):
            send_message(application=application, actor=person, text="Hej!")
        assert portal_snapshot() == before


def test_the_same_words_from_the_same_page_are_one_message() -> None:
    application = make_application()
    first = send_message(application=application, actor=application.applicant, text="Hej!", seen=0)
    again = send_message(application=application, actor=application.applicant, text="Hej!", seen=0)
    assert again == first
    assert application.events.filter(kind="message_received").count() == 1


def test_the_same_words_from_a_later_page_are_another_message() -> None:
    application = make_application()
    first = send_message(application=application, actor=application.applicant, text="Hej!")
    send_message(application=application, actor=application.applicant, text="Hej!", seen=first.pk)
    assert application.correspondence.count() == 2


def test_two_people_may_write_the_same_words() -> None:
    application = make_application()
    officer = make_staff(Role.CASE_OFFICER, rounds=[application.round])
    send_message(application=application, actor=application.applicant, text="Tack!")
    send_message(application=application, actor=officer, text="Tack!")
    assert list(application.correspondence.values_list("from_applicant", flat=True)) == [True, False]


def test_a_message_is_never_changed_or_taken_away() -> None:
    application = make_application()
    message = send_message(application=application, actor=application.applicant, text="Hej!")
    message.text = "Något annat"
    for change in (message.save, message.delete, Message.objects.all().delete):
        with pytest.raises(ImmutableRow):
            change()


@pytest.mark.parametrize(
    ("posted", "mark"), [("12", 12), ("", 0), ("-1", 0), ("x", 0), ("٣", 0), ("9" * 30, 0), ("1_0", 0)]
)
def test_a_mark_that_cannot_be_read_is_older_than_any_message(posted: str, mark: int) -> None:
    assert mark_from(posted) == mark
