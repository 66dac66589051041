"""Someone who works here and has applied herself: her application is hers as anyone's is, and nothing more."""

import pytest
from django.test import Client
from django.urls import reverse

from home.models import User
from stipend_portal.models import Application, Round
from stipend_portal.queries import own_applications
from stipend_portal.review.access import cases_for, cases_to_assess
from stipend_portal.services.errors import NotAllowed
from stipend_portal.services.message import send_message
from stipend_portal.services.note import write_note
from stipend_portal.services.transition import move
from stipend_portal.services.withdrawal import withdraw
from stipend_portal.states import STAFF_ROLES, Role, State
from tests.factories.portal import make_application, make_round, make_staff
from tests.factories.supplements import ask_for_more, send_answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_() -> Round:
    """The round that she works in and applies in."""
    return make_round()


@pytest.fixture(params=STAFF_ROLES)
def person(request: pytest.FixtureRequest, round_: Round) -> User:
    """Someone with a role in the round."""
    return make_staff(request.param, rounds=[round_], declared=False)


@pytest.fixture(params=[None, False, True], ids=["not asked", "no jäv", "jäv"])
def own(request: pytest.FixtureRequest, round_: Round, person: User) -> Application:
    """Her own application, whatever she has answered about jäv in it."""
    application = make_application(round=round_, applicant=person, state=State.IN_REVIEW, declared=False)
    if request.param is not None:
        application.conflicts.create(user=person, has_conflict=request.param)
    return application


def test_she_reads_what_she_has_sent_whatever_her_work_is(
    client: Client, person: User, own: Application
) -> None:
    client.force_login(person)
    assert list(own_applications(person)) == [own]
    pages = [
        reverse("my_applications"),
        reverse("my_application", args=[own.reference]),
        reverse("application_messages", args=[own.reference]),
    ]
    assert [own.reference in client.get(page).content.decode() for page in pages] == [True, True, True]


def test_she_withdraws_it(person: User, own: Application) -> None:
    withdraw(application=own, actor=person)
    event = own.events.latest("pk")
    assert (own.state, event.actor_role) == (State.WITHDRAWN, Role.APPLICANT)


def test_she_writes_about_it_as_an_applicant(person: User, own: Application) -> None:
    message = send_message(application=own, actor=person, text="Hej!")
    assert (message.from_applicant, own.events.latest("pk").actor_role) == (True, Role.APPLICANT)


def test_she_answers_a_request_for_more(person: User, own: Application) -> None:
    assert send_answer(ask_for_more(own), reason="Mer om varför.").state == State.IN_REVIEW
    assert own.versions.count() == 2


def test_she_does_no_work_with_it(person: User, own: Application) -> None:
    assert [*cases_for(person), *cases_to_assess(person)] == []
    with pytest.raises(NotAllowed):
        move(application=own, to=State.PREPARED, actor=person)
    with pytest.raises(NotAllowed):
        write_note(application=own, actor=person, text="Den här är bra.")
    assert not own.notes.exists()
