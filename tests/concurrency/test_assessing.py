"""Board members save, hand in and declare jäv at the same moment."""

from collections import Counter
from typing import Any

import pytest

from stipend_portal.models import Assessment
from stipend_portal.services.assessment import scores_of
from stipend_portal.services.conflict import declare
from tests.concurrency.conftest import Together
from tests.factories.assessing import assess, make_assessed_round, make_assessor, make_case, save

pytestmark = pytest.mark.django_db(transaction=True)


def kinds(results: list[Any]) -> Counter[str]:
    """How many of each came out: `done`, or the name of what was raised."""
    return Counter(type(result).__name__ if isinstance(result, Exception) else "done" for result in results)


def test_two_windows_that_save_at_once_never_overwrite_each_other(together: Together) -> None:
    round_ = make_assessed_round()
    person = make_assessor(round_)
    case = make_case(round_, person)
    acts = [
        lambda points=points: save(case, person, points, comment=f"Fönster {points}.", expected_revision=0)
        for points in range(1, 6)
    ]
    assert kinds(together(acts)) == {"done": 1, "StaleAssessment": 4}
    saved = Assessment.objects.get()
    assert (saved.revision, saved.comment) == (1, f"Fönster {next(iter(scores_of(saved).values()))}.")


def test_the_same_words_from_several_windows_are_one_assessment_handed_in_once(together: Together) -> None:
    round_ = make_assessed_round()
    person = make_assessor(round_)
    case = make_case(round_, person)
    assert kinds(together([lambda: assess(case, person, 4, 3, expected_revision=0)] * 5)) == {"done": 5}
    assert case.events.filter(kind="assessed").count() == 1
    assert Assessment.objects.get().scores.count() == 2


def test_all_assessors_of_a_case_hand_in_at_once(together: Together) -> None:
    round_ = make_assessed_round()
    people = [make_assessor(round_) for _number in range(5)]
    case = make_case(round_, *people)
    assert kinds(together([lambda who=who: assess(case, who) for who in people])) == {"done": 5}
    assert Assessment.objects.exclude(submitted_at=None).count() == 5


@pytest.mark.parametrize("attempt", range(5))
def test_nothing_is_handed_in_once_jav_is_declared_in_another_window(
    together: Together, attempt: int
) -> None:
    round_ = make_assessed_round()
    person = make_assessor(round_)
    case = make_case(round_, person)
    results = together(
        [
            lambda: assess(case, person, expected_revision=0),
            lambda: declare(application=case, actor=person, has_conflict=True, ground="party"),
        ]
    )
    handed_in = not isinstance(results[0], Exception)
    assert kinds(results) == ({"done": 2} if handed_in else {"NotAllowed": 1, "done": 1})
    about = ("assessed", "conflict_declared")
    logged = list(case.events.filter(kind__in=about).values_list("kind", flat=True))
    assert logged == (["assessed"] if handed_in else []) + ["conflict_declared"]
