"""What is left in a round before it goes on."""

import pytest
from django.utils import timezone
from django.utils.translation import override

from stipend_portal.models import (
    AllocationPlan,
    Application,
    Assessment,
    Assignment,
    ConflictOfInterest,
    Round,
)
from stipend_portal.phases import Phase
from stipend_portal.round_standing import left_before_next, missing_assessments, without_assessor
from stipend_portal.states import Role, State
from tests.factories.portal import decide, make_application, make_round, make_staff
from tests.factories.setting_up import make_criterion

pytestmark = pytest.mark.django_db


def hand_in(application: Application, assessor: object) -> None:
    """An assessment that counts."""
    Assessment.objects.create(
        application=application,
        assessor=assessor,
        version=application.latest_version,
        recommendation="grant",
        submitted_at=timezone.now(),
    )


def left(round_: Round) -> list[str]:
    """The words in English."""
    with override("en"):
        return [each.text for each in left_before_next(round_)]


def test_where_nothing_is_shared_out_everyone_on_the_board_assesses_everything() -> None:
    round_ = make_round(phase=Phase.ASSESSMENT)
    anna, bo = (make_staff(Role.COMMITTEE_MEMBER, rounds=[round_]) for _number in range(2))
    first, second = (make_application(round=round_, state=State.PREPARED) for _number in range(2))
    make_application(round=round_, state=State.WITHDRAWN)
    assert missing_assessments(round_) == 4
    hand_in(first, anna)
    Assessment.objects.create(application=second, assessor=anna, version=second.latest_version)
    assert missing_assessments(round_) == 3
    ConflictOfInterest.objects.create(application=first, user=bo, has_conflict=True, ground="other")
    assert missing_assessments(round_) == 2
    assert left(round_) == ["2 assessments are missing."]


def test_where_cases_are_shared_out_the_assigned_are_waited_for() -> None:
    round_ = make_round(phase=Phase.ASSESSMENT)
    anna, bo = (make_staff(Role.COMMITTEE_MEMBER, rounds=[round_]) for _number in range(2))
    first, second, alone = (make_application(round=round_, state=State.PREPARED) for _number in range(3))
    for application, assessor in ((first, anna), (first, bo), (second, anna)):
        Assignment.objects.create(application=application, user=assessor, kind=Assignment.Kind.ASSESSOR)
    hand_in(first, anna)
    assert (missing_assessments(round_), without_assessor(round_)) == (2, 1)
    Assignment.objects.create(application=alone, user=bo, kind=Assignment.Kind.ASSESSOR)
    assert (missing_assessments(round_), without_assessor(round_)) == (3, 0)


def test_an_open_round_tells_until_when_it_takes_applications() -> None:
    round_ = make_round(phase=Phase.OPEN)
    [words] = left(round_)
    assert words.startswith("People can apply in time until ")
    assert left(make_round(phase=Phase.OPEN, closed=True)) == []


def test_before_assessing_there_are_criteria_a_board_and_assessors() -> None:
    round_ = make_round(phase=Phase.COMPLETENESS)
    assert left(round_) == [
        "The round has no criteria, so there is nothing to assess by.",
        "No board member works with the round.",
    ]
    make_criterion(round_)
    anna = make_staff(Role.COMMITTEE_MEMBER, rounds=[round_])
    shared, _alone = (make_application(round=round_, state=State.PREPARED) for _number in range(2))
    Assignment.objects.create(application=shared, user=anna, kind=Assignment.Kind.ASSESSOR)
    assert left(round_) == ["1 case has no assessor."]


def test_before_the_meeting_cases_are_prepared_and_a_proposal_is_adopted() -> None:
    round_ = make_round(phase=Phase.RANKING)
    make_application(round=round_, state=State.IN_REVIEW)
    assert left(round_) == [
        "1 case is in review and not prepared.",
        "No proposal for the money has been adopted.",
    ]
    Application.objects.update(state=State.PREPARED)
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_])
    AllocationPlan.objects.create(round=round_, name="Förslag", created_by=officer, adopted_at=timezone.now())
    assert left(round_) == []


def test_before_closing_everything_is_decided_and_every_letter_released() -> None:
    round_ = make_round(phase=Phase.MEETING)
    decide(make_application(round=round_, state=State.PREPARED))
    make_application(round=round_, state=State.PREPARED)
    assert left(round_) == ["1 case is prepared and not decided.", "1 letter waits to be released."]


def test_after_the_last_phase_nothing_is_left() -> None:
    round_ = make_round(phase=Phase.CLOSED)
    make_application(round=round_)
    assert left(round_) == []
