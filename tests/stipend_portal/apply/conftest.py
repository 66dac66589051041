"""A day in February, an open round, and someone who writes."""

from collections.abc import Generator
from datetime import datetime

import pytest
import time_machine
from django.core.cache import cache

from home.models import User
from stipend_portal.models import Draft, Round
from tests.factories.attaching import Attaching
from tests.factories.portal import make_applicant, make_round
from tests.factories.stored import round_with_files
from tests.factories.typed import ABOUT, CUSTODY, STEPS, Applicant, make_draft

TODAY = datetime.fromisoformat("2027-02-01T12:00:00+01:00")


@pytest.fixture(autouse=True)
def clock() -> Generator[time_machine.Traveller, None, None]:
    """It is the first of February 2027, so that ages and journeys stay what they are."""
    with time_machine.travel(TODAY) as travel:
        yield travel


@pytest.fixture(autouse=True)
def _no_limits_reached() -> None:
    """Forget how often someone has tried to sign in."""
    cache.clear()


@pytest.fixture
def round_(db: None) -> Round:
    """A round that is open."""
    return make_round()


@pytest.fixture
def user(db: None) -> User:
    """Someone who applies."""
    return make_applicant(email="alva@example.org")


@pytest.fixture
def empty(user: User, round_: Round) -> Applicant:
    """She has just begun."""
    return Applicant(Draft.objects.create(owner=user, round=round_))


@pytest.fixture
def begun(user: User, round_: Round) -> Applicant:
    """She has written about herself, and that she has two guardians."""
    return Applicant(make_draft(user, round_, done=(ABOUT, CUSTODY)))


@pytest.fixture
def filled(user: User, round_: Round) -> Applicant:
    """She has written everything and sent nothing."""
    return Applicant(make_draft(user, round_, done=STEPS))


@pytest.fixture
def attaching() -> Attaching:
    """Someone who has written everything else."""
    return Attaching(make_draft(make_applicant(), round_with_files(), done=STEPS))
