"""A round that is being ranked, with a proposal for its money."""

from collections.abc import Callable

import pytest
from django.test import Client

from home.models import User
from stipend_portal.models import AllocationPlan, Application, Round
from stipend_portal.phases import Phase
from stipend_portal.states import Role
from tests.factories.portal import make_application, make_round, make_staff
from tests.factories.ranking import make_proposal, make_ranked

SignIn = Callable[[User], Client]
URL = "/admin/rangordning/"


@pytest.fixture
def round_(db: None) -> Round:
    """The round, with 10 000 kronor to share."""
    return make_round(phase=Phase.RANKING, pot=10_000, ceiling=4_000)


@pytest.fixture
def cases(round_: Round) -> list[Application]:
    """Four cases of 4 000 kronor each: the best, two equals, and one that nobody has assessed."""
    names = ("Alva", "Berit", "Cecilia", "Disa")
    made = [make_application(round=round_, full_name=f"{name} Exempel") for name in names]
    made.sort(key=lambda case: case.reference)
    make_ranked(made[:3], 5, 4, 4)
    return made


@pytest.fixture
def plan(round_: Round, officer: User, cases: list[Application]) -> AllocationPlan:
    """A proposal with one case above the line."""
    return make_proposal(round_, officer, cut=1)


@pytest.fixture
def member(round_: Round, cases: list[Application]) -> User:
    """The board member who has assessed."""
    return User.objects.get(round_roles__round=round_, round_roles__role=Role.COMMITTEE_MEMBER)


@pytest.fixture
def colleague(round_: Round, cases: list[Application]) -> User:
    """Another case officer of the round."""
    return make_staff(Role.CASE_OFFICER, rounds=[round_])


def at(plan: AllocationPlan, act: str = "") -> str:
    """The address of a proposal, or of one of its acts."""
    return f"{URL}forslag/{plan.pk}/{f'{act}/' if act else ''}"
