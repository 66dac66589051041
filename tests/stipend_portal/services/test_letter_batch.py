"""Many letters let go together, mails sent again, and letters posted."""

from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from django.core import mail
from django.utils import timezone

from home.models import User
from stipend_portal.documents.letter_document import StillHeld, letter_document
from stipend_portal.mail.worker import send_all
from stipend_portal.models import Application, OutboxMessage, Round
from stipend_portal.models.round_event import RoundEventKind
from stipend_portal.services import letter as letters
from stipend_portal.services.errors import LetterHeld, LettersChanged, NotAllowed, WrongState
from stipend_portal.services.letter import fingerprint, release, release_batch
from stipend_portal.services.transition import move
from stipend_portal.states import STAFF_ROLES, Role, State
from tests.factories.portal import decide, make_application, make_round, make_staff
from tests.factories.snapshot import portal_snapshot
from tests.stipend_portal.documents.reading import read_tags

pytestmark = pytest.mark.django_db

RELEASING = {Role.CASE_OFFICER, Role.BOARD_SECRETARY}


@pytest.fixture
def round_() -> Round:
    """A round."""
    return make_round(pot=100_000)


@pytest.fixture
def officer(round_: Round) -> User:
    """Someone who has not written the letters."""
    return make_staff(Role.CASE_OFFICER, rounds=[round_])


def letter_of(case: Application) -> OutboxMessage:
    """The decision letter of a case."""
    return case.messages.get(kind="decision_letter", replaces=None)


def waiting(round_: Round, number: int = 3) -> list[OutboxMessage]:
    """Letters that wait."""
    secretary = make_staff(Role.BOARD_SECRETARY, rounds=[round_])
    cases = [make_application(round=round_, state=State.PREPARED) for _each in range(number)]
    return [letter_of(decide(case, actor=secretary)) for case in cases]


def shown(messages: list[OutboxMessage]) -> dict:
    """The letters as a page shows them."""
    return {message.pk: fingerprint(message) for message in messages}


def bounced(round_: Round) -> OutboxMessage:
    """A letter that came back."""
    [message] = waiting(round_, 1)
    OutboxMessage.objects.filter(pk=message.pk).update(status="bounced")
    message.refresh_from_db()
    return message


def test_all_are_let_go_together_and_the_rounds_log_says_so(round_: Round, officer: User) -> None:
    messages = waiting(round_)
    assert release_batch(shown=shown(messages), actor=officer) == 3
    assert {each.status for each in OutboxMessage.objects.filter(kind="decision_letter")} == {"queued"}
    assert [each.application.events.latest("pk").kind for each in messages] == ["letter_released"] * 3
    event = round_.events.get(kind=RoundEventKind.LETTERS_RELEASED)
    assert (event.actor, event.data) == (officer, {"number": 3})


def test_one_that_reads_otherwise_stops_them_all(round_: Round, officer: User) -> None:
    messages = waiting(round_)
    read = shown(messages)
    other = make_staff(Role.BOARD_SECRETARY, rounds=[round_])
    letters.change(message=messages[1], actor=other, subject="Beslut", body="Andra ord.")
    before = portal_snapshot()
    with pytest.raises(LettersChanged) as error:
        release_batch(shown=read, actor=officer)
    assert error.value.references == [messages[1].application.reference]
    assert portal_snapshot() == before


def test_one_that_has_gone_stops_them_all(round_: Round, officer: User) -> None:
    messages = waiting(round_)
    read = shown(messages)
    release(message=messages[0], actor=make_staff(Role.CASE_OFFICER, rounds=[round_]))
    with pytest.raises(LettersChanged):
        release_batch(shown=read, actor=officer)
    assert OutboxMessage.objects.filter(kind="decision_letter", status="held").count() == 2


@pytest.mark.parametrize("role", STAFF_ROLES)
def test_only_an_officer_or_a_secretary_of_the_round_releases(role: Role, round_: Round) -> None:
    messages = waiting(round_)
    actor = make_staff(role, rounds=[round_])
    if role in RELEASING:
        assert release_batch(shown=shown(messages), actor=actor) == 3
        return
    before = portal_snapshot()
    with pytest.raises(NotAllowed):
        release_batch(shown=shown(messages), actor=actor)
    assert portal_snapshot() == before


def test_none_is_released_when_one_is_of_another_round_or_written_by_oneself(
    round_: Round, officer: User
) -> None:
    here, there = waiting(round_), waiting(make_round())
    with pytest.raises(NotAllowed):
        release_batch(shown=shown([*here, *there]), actor=officer)
    letters.change(message=here[0], actor=officer, subject="Beslut", body="Mina ord.")
    here[0].refresh_from_db()
    with pytest.raises(NotAllowed):
        release_batch(shown=shown(here), actor=officer)
    assert OutboxMessage.objects.filter(kind="decision_letter").exclude(status="held").count() == 0


def test_the_mail_has_the_same_words_as_its_pdf(round_: Round, officer: User) -> None:
    [message] = waiting(round_, 1)
    release(message=message, actor=officer)
    mail.outbox.clear()
    send_all()
    [sent] = [each for each in mail.outbox if each.subject == message.subject]
    [(name, content, kind)] = sent.attachments
    assert (name, kind) == (f"{message.application.reference}.pdf", "application/pdf")
    with pikepdf.open(BytesIO(content)) as pdf:
        assert str(pdf.Root.Lang).startswith("sv")
    tags = read_tags(content)
    text = " ".join(" ".join(tag.text.split()) for tag in tags.all("P"))
    for line in message.body.splitlines():
        assert " ".join(line.split()) in text
    message.refresh_from_db()
    assert letter_document(message).file.open("rb").read() == content


def test_a_letter_that_waits_is_not_stored_as_pdf(round_: Round) -> None:
    [message] = waiting(round_, 1)
    with pytest.raises(StillHeld):
        letter_document(message)


def test_who_changes_a_letter_has_prepared_it(round_: Round, officer: User) -> None:
    [message] = waiting(round_, 1)
    letters.change(message=message, actor=officer, subject="Beslut", body="Nya ord.")
    message.refresh_from_db()
    assert (message.prepared_by, message.body) == (officer, "Nya ord.")
    letters.write_anew(message=message, actor=officer)
    message.refresh_from_db()
    assert "Nya ord." not in message.body
    with pytest.raises(NotAllowed):
        release(message=message, actor=officer)


def test_a_mail_that_came_back_is_sent_once_more_to_another_address(round_: Round, officer: User) -> None:
    old = bounced(round_)
    new = letters.send_again(message=old, actor=officer, recipient="ny@example.org", reason="Ringde.")
    old.refresh_from_db()
    assert (old.status, new.status, new.replaces, new.recipient) == (
        "replaced",
        "queued",
        old,
        "ny@example.org",
    )
    assert (new.subject, new.body) == (old.subject, old.body)
    assert old.application.applicant.email != "ny@example.org"
    assert old.application.events.latest("pk").data["reason"] == "Ringde."
    with pytest.raises(WrongState):
        letters.send_again(message=old, actor=officer, recipient="x@example.org", reason="Igen.")


def test_a_mail_with_a_secret_link_is_not_sent_to_an_address_of_ones_choice(
    round_: Round, officer: User
) -> None:
    case = make_application(round=round_)
    message = case.messages.filter(kind="guardian_invitation").first()
    OutboxMessage.objects.filter(pk=message.pk).update(status="bounced")
    with pytest.raises(WrongState):
        letters.send_again(message=message, actor=officer, recipient="ny@example.org", reason="Ringde.")


def test_what_goes_by_post_is_printed_posted_and_registered(round_: Round, officer: User) -> None:
    old = bounced(round_)
    new = letters.send_again(message=old, actor=officer, recipient="", reason="Ingen e-post.")
    assert new.status == "to_print"
    day = timezone.localdate() - timedelta(days=1)
    letters.post(message=new, actor=officer, on=day)
    new.refresh_from_db()
    assert new.status == "posted"
    document = new.application.documents.latest("number")
    assert (document.kind, document.direction, document.on) == ("post", "out", day)
    with pytest.raises(WrongState):
        letters.post(message=new, actor=officer, on=day)


def test_a_case_is_not_closed_before_its_letter_has_gone(round_: Round, officer: User) -> None:
    [message] = waiting(round_, 1)
    with pytest.raises(LetterHeld):
        move(application=message.application, to=State.CLOSED, actor=officer)
    release(message=message, actor=officer)
    move(application=message.application, to=State.CLOSED, actor=officer)
    assert message.application.state == State.CLOSED
