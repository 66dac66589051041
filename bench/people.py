"""Signed-in people for the load: sessions made beforehand, since signing in is not what is measured."""

from django.test import Client

from home.models import User
from stipend_portal.models import Draft, Round
from stipend_portal.states import Role
from tests.factories.portal import UserFactory, make_applicant, make_staff


def the_round() -> Round:
    """The round that the example content has opened."""
    return Round.objects.get(slug="exempel")


def session_of(user: User) -> str:
    """The cookie of someone who has just signed in."""
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


def applicants(number: int) -> list[str]:
    """Sessions of new applicants."""
    return [session_of(user) for user in UserFactory.create_batch(number)]


def applicant_with_draft() -> tuple[str, Draft]:
    """A session, and the draft that its owner has just begun."""
    user = make_applicant()
    return session_of(user), Draft.objects.create(owner=user, round=the_round())


def case_officer() -> str:
    """A session of someone who handles the round's cases."""
    return session_of(make_staff(Role.CASE_OFFICER, rounds=[the_round()]))
