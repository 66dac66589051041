"""What the log of a round says of sharing out and of proposals for the money."""

from typing import Any

import pytest
from django.utils.translation import override

from stipend_portal.models.round_event import RoundEventKind
from stipend_portal.review.round_log_details import DETAILS

SHARED = {"each": None, "cases": 3, "assigned": 0, "taken_off": 0}


@pytest.mark.parametrize(
    ("kind", "data", "told"),
    [
        (
            RoundEventKind.ASSESSORS_ASSIGNED,
            {**SHARED, "how": "evenly", "each": 2, "assigned": 6},
            ["Evenly: 2 board members for each case.", "6 assignments made."],
        ),
        (
            RoundEventKind.ASSESSORS_ASSIGNED,
            {**SHARED, "how": "all", "assigned": 1},
            ["Everyone: each board member assesses each case", "1 assignment made."],
        ),
        (
            RoundEventKind.ASSESSORS_ASSIGNED,
            {**SHARED, "how": "nobody", "taken_off": 4},
            [
                "Take all assignments away: nothing is shared out, and each board member assesses each case",
                "4 assignments taken away.",
            ],
        ),
        (RoundEventKind.PLAN_SAVED, {"plan": "Lika", "act": "made"}, ["“Lika”.", "Made."]),
        (
            RoundEventKind.PLAN_SAVED,
            {"plan": "Kopia", "act": "copied", "source": "Lika 50 %"},
            ["“Kopia”.", "Made as a copy of “Lika 50 %”."],
        ),
        (RoundEventKind.PLAN_SAVED, {"plan": "Lika", "act": "deleted"}, ["“Lika”.", "Thrown away."]),
        (
            RoundEventKind.PLAN_SAVED,
            {"plan": "Lika", "act": "ordered"},
            ["“Lika”.", "The order of cases with the same mean was changed."],
        ),
        (
            RoundEventKind.PLAN_SAVED,
            {"plan": "Lika", "act": "up_to_date"},
            ["“Lika”.", "Ranked anew from the assessments."],
        ),
        (
            RoundEventKind.PLAN_ADOPTED,
            {"plan": "Lika", "cases": 2, "total": 8000},
            ["“Lika”.", "2 cases above the line, 8,000 kronor in all."],
        ),
        (RoundEventKind.PLAN_TAKEN_BACK, {"plan": "Lika"}, ["“Lika”."]),
    ],
)
def test_it_is_told_in_words(kind: RoundEventKind, data: dict[str, Any], told: list[str]) -> None:
    with override("en"):
        assert DETAILS[kind](data) == told
