"""A board member's assessment: saved, handed in, taken up again, moved to a newer version."""

from typing import Any

import pytest

from home.models import User
from stipend_portal.models import Application, Assessment, Round
from stipend_portal.phases import Phase
from stipend_portal.services.assessment import (
    NotComplete,
    StaleAssessment,
    follow_version,
    hand_in,
    reopen,
    save_assessment,
    scores_of,
)
from stipend_portal.services.conflict import declare
from stipend_portal.services.errors import NotAllowed, WrongPhase, WrongState
from stipend_portal.states import STAFF_ROLES, Role, State
from tests.factories.assessing import assess, make_assessed_round, make_assessor, make_case, save, words
from tests.factories.guardians import send_newer_version
from tests.factories.portal import clear_of_conflict, make_staff
from tests.factories.snapshot import portal_snapshot

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture
def round_() -> Round:
    return make_assessed_round()


@pytest.fixture
def person(round_: Round) -> User:
    return make_assessor(round_)


@pytest.fixture
def case(round_: Round, person: User) -> Application:
    return make_case(round_, person)


def logged(case: Application) -> list[str]:
    """The kinds of event about assessing."""
    return list(case.events.filter(kind__startswith="assess").values_list("kind", flat=True))


def stored(assessment: Assessment) -> tuple[Any, ...]:
    """What is kept of an assessment."""
    fresh = Assessment.objects.get(pk=assessment.pk)
    scores = [scores_of(fresh)[key] for key in sorted(scores_of(fresh))]
    return scores, fresh.comment, fresh.recommendation, fresh.revision, fresh.submitted_at is not None


def test_a_part_is_saved_without_an_event_and_points_to_the_version_read(
    case: Application, person: User
) -> None:
    saved = save(case, person, 4, recommendation="")
    assert stored(saved) == ([4], "Tydlig plan.", "", 1, False)
    assert saved.version == case.latest_version
    assert logged(case) == []


def test_cannot_judge_is_kept_and_is_not_zero(case: Application, person: User) -> None:
    assert stored(save(case, person, None, 5))[0] == [None, 5]


def test_the_same_words_twice_are_one_save_also_from_an_older_page(case: Application, person: User) -> None:
    for _try in range(3):
        saved = save(case, person, 4, expected_revision=0)
    assert saved.revision == 1


def test_other_words_from_an_older_page_overwrite_nothing(case: Application, person: User) -> None:
    first = save(case, person, 4)
    with pytest.raises(StaleAssessment) as caught:
        save(case, person, 2, expected_revision=0)
    assert caught.value.stored == first
    assert stored(first)[0] == [4]


def test_points_that_are_taken_away_are_gone(case: Application, person: User) -> None:
    save(case, person, 4, 3)
    assert stored(save(case, person, 2))[0] == [2]


def test_handing_in_is_saved_counted_and_logged_once(case: Application, person: User) -> None:
    for _click in range(3):
        done = assess(case, person, 4, None, expected_revision=0)
    assert stored(done) == ([4, None], "Tydlig plan.", "grant", 1, True)
    event = case.events.get(kind="assessed")
    assert (event.actor, event.actor_role) == (person, Role.COMMITTEE_MEMBER)
    assert event.data == {"version": 1, "revision": 1}


@pytest.mark.parametrize("missing", [{"recommendation": ""}, {"scores": {}}])
def test_what_is_not_complete_is_not_handed_in(
    case: Application, person: User, missing: dict[str, Any]
) -> None:
    with pytest.raises(NotComplete):
        hand_in(**words(case, person, 4, 3, **missing))
    assert Assessment.objects.count() == 0


def test_what_is_handed_in_is_changed_only_after_it_is_taken_up_again(
    case: Application, person: User
) -> None:
    done = assess(case, person)
    with pytest.raises(WrongState):
        save(case, person, 1, 1)
    for _click in range(2):
        reopen(application=case, actor=person)
    assert stored(done) == ([4, 3], "Tydlig plan.", "grant", 2, False)
    assert stored(assess(case, person, 1, 1)) == ([1, 1], "Tydlig plan.", "grant", 3, True)
    assert logged(case) == ["assessed", "assessment_reopened", "assessed"]


def test_a_newer_version_leaves_the_assessment_where_it_is_until_she_says_that_she_has_read_it(
    case: Application, person: User
) -> None:
    done = assess(case, person)
    newer = send_newer_version(case, reason="Nya skäl.")
    done.refresh_from_db()
    assert done.version.number == 1
    for _click in range(2):
        follow_version(application=case, actor=person, version=newer)
    assert Assessment.objects.get().version == newer
    assert stored(done)[0] == [4, 3]
    assert [event.data["version"] for event in case.events.filter(kind="assessed")] == [1, 2]


def test_one_moves_to_the_version_one_has_read_and_never_back(case: Application, person: User) -> None:
    first = case.latest_version
    save(case, person, 4)
    second = send_newer_version(case, reason="Två.")
    send_newer_version(case, reason="Tre.")
    follow_version(application=case, actor=person, version=second)
    follow_version(application=case, actor=person, version=first)
    assert Assessment.objects.get().version == second
    assert logged(case) == []


def test_a_page_opened_before_the_newer_version_came_is_an_assessment_of_the_older(
    case: Application, person: User
) -> None:
    read = case.latest_version
    send_newer_version(case, reason="Nytt.")
    assert save(case, person, 4, version=read).version == read


def every_act(case: Application, person: User) -> list[Any]:
    """Everything that can be done, ready to be done."""
    return [
        lambda: save_assessment(**words(case, person, 4, 3, comment="Annat.")),
        lambda: hand_in(**words(case, person, 4, 3)),
        lambda: reopen(application=case, actor=person),
        lambda: follow_version(application=case, actor=person, version=case.latest_version),
    ]


def all_refused(case: Application, person: User, error: type[Exception]) -> None:
    """Nothing can be done, and nothing is changed."""
    before = portal_snapshot()
    for act in every_act(case, person):
        with pytest.raises(error):
            act()
    assert portal_snapshot() == before


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase is not Phase.ASSESSMENT])
def test_nothing_is_written_outside_the_phase(case: Application, person: User, phase: Phase) -> None:
    save(case, person, 4, 3)
    Round.objects.filter(pk=case.round_id).update(phase=phase)
    case.refresh_from_db()
    reading = phase in {Phase.RANKING, Phase.MEETING}
    all_refused(case, person, WrongPhase if reading else NotAllowed)


def test_nothing_is_written_in_a_case_that_is_over(case: Application, person: User) -> None:
    save(case, person, 4, 3)
    Application.objects.filter(pk=case.pk).update(state=State.WITHDRAWN)
    all_refused(case, person, WrongState)


@pytest.mark.parametrize("role", [role for role in STAFF_ROLES if role is not Role.COMMITTEE_MEMBER])
def test_nobody_but_a_board_member_assesses(case: Application, role: Role) -> None:
    person = make_staff(role, rounds=[case.round])
    clear_of_conflict([person], [case])
    all_refused(case, person, NotAllowed)


def test_whoever_has_jav_or_has_not_answered_does_not_assess(case: Application, person: User) -> None:
    save(case, person, 4, 3)
    declare(application=case, actor=person, has_conflict=True, ground="party")
    all_refused(case, person, NotAllowed)
    all_refused(case, make_assessor(case.round, clear=False), NotAllowed)


def test_the_applicant_does_not_assess_herself(round_: Round) -> None:
    person = make_assessor(round_)
    own = make_case(round_, person, applicant=person)
    all_refused(own, person, NotAllowed)


def test_nothing_is_taken_up_where_nothing_was_written(case: Application, person: User) -> None:
    for act in every_act(case, person)[2:]:
        with pytest.raises(NotAllowed):
            act()
