"""Letting a letter go: four eyes."""

import pytest
from django.core import mail

from home.models import User
from stipend_portal.mail.worker import send_all
from stipend_portal.models import Application, OutboxMessage, RoundRole
from stipend_portal.services.errors import NotAllowed, WrongState
from stipend_portal.services.letter import release
from stipend_portal.states import STAFF_ROLES, Role, State
from tests.factories.portal import decide, make_applicant, make_application, make_round, make_staff
from tests.factories.snapshot import portal_snapshot

pytestmark = pytest.mark.django_db

RELEASING = {Role.CASE_OFFICER, Role.BOARD_SECRETARY}


@pytest.fixture
def author(db: None) -> User:
    """The one who records the decision."""
    return make_staff(Role.BOARD_SECRETARY, Role.CASE_OFFICER)


@pytest.fixture
def letter(author: User) -> OutboxMessage:
    """A letter that waits."""
    round_ = make_round()
    for role in sorted(RELEASING):
        RoundRole.objects.create(round=round_, user=author, role=role)
    application = make_application(round=round_, state=State.PREPARED)
    decide(application, actor=author)
    return application.messages.get(kind="decision_letter")


@pytest.mark.sqlite
@pytest.mark.parametrize("role", sorted(RELEASING))
def test_another_officer_or_secretary_releases_it(letter: OutboxMessage, role: Role) -> None:
    actor = make_staff(role, rounds=[letter.application.round])
    release(message=letter, actor=actor)
    letter.refresh_from_db()
    assert (letter.status, letter.released_by, letter.released_at is not None) == ("queued", actor, True)
    event = letter.application.events.latest("pk")
    assert (event.kind, event.actor, event.actor_role) == ("letter_released", actor, role)
    assert event.data == {"message": str(letter.pk), "kind": "decision_letter"}


def test_the_one_who_prepared_it_cannot_release_it_in_any_role(letter: OutboxMessage, author: User) -> None:
    before = portal_snapshot()
    with pytest.raises(NotAllowed):
        release(message=letter, actor=author)
    assert portal_snapshot() == before


@pytest.mark.parametrize("role", sorted(set(STAFF_ROLES) - RELEASING))
def test_no_other_role_releases_it(letter: OutboxMessage, role: Role) -> None:
    actor = make_staff(role, rounds=[letter.application.round])
    before = portal_snapshot()
    with pytest.raises(NotAllowed):
        release(message=letter, actor=actor)
    assert portal_snapshot() == before


def test_the_applicant_an_administrator_and_another_rounds_officer_cannot_release_it(
    letter: OutboxMessage,
) -> None:
    others = [
        letter.application.applicant,
        make_applicant(is_superuser=True),
        make_staff(Role.CASE_OFFICER, rounds=[make_round()]),
    ]
    for actor in others:
        with pytest.raises(NotAllowed):
            release(message=letter, actor=actor)
    letter.refresh_from_db()
    assert letter.status == "held"


def test_a_letter_is_released_once(letter: OutboxMessage) -> None:
    round_ = letter.application.round
    release(message=letter, actor=make_staff(Role.CASE_OFFICER, rounds=[round_]))
    second = make_staff(Role.CASE_OFFICER, rounds=[round_])
    before = portal_snapshot()
    with pytest.raises(WrongState):
        release(message=letter, actor=second)
    assert portal_snapshot() == before


def test_a_held_letter_is_never_sent_and_a_released_one_is(letter: OutboxMessage) -> None:
    send_all()
    letter.refresh_from_db()
    assert letter.status == "held"
    assert letter.subject not in [each.subject for each in mail.outbox]
    release(message=letter, actor=make_staff(Role.CASE_OFFICER, rounds=[letter.application.round]))
    mail.outbox.clear()
    send_all()
    letter.refresh_from_db()
    assert letter.status == "sent"
    assert [each.subject for each in mail.outbox] == [letter.subject]


def test_an_officer_does_not_release_the_letter_of_her_own_application() -> None:
    round_ = make_round()
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_])
    own: Application = make_application(round=round_, applicant=officer, state=State.DECIDED)
    with pytest.raises(NotAllowed):
        release(message=own.messages.get(kind="decision_letter"), actor=officer)
