"""A meeting of the round that everyone in the review tests works in."""

import pytest

from home.models import User
from stipend_portal.models import Meeting, Round
from stipend_portal.states import Role
from tests.factories.meetings import make_meeting_of
from tests.factories.portal import make_staff


@pytest.fixture
def meeting(round_: Round, secretary: User) -> Meeting:
    """A meeting today with three of five members present."""
    return make_meeting_of(round_, secretary=secretary)


@pytest.fixture
def member(round_: Round) -> User:
    """A board member of the round."""
    return make_staff(Role.COMMITTEE_MEMBER, rounds=[round_])
