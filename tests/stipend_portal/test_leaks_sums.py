"""Sums that would tell what became of a case that is closed to the reader."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from home.models import User
from stipend_portal.documents.minutes_annex import make_annex
from stipend_portal.meetings import meeting_roles
from stipend_portal.models import Application, Meeting, Programme, Round
from stipend_portal.models.decision import Outcome
from stipend_portal.phases import Phase
from stipend_portal.round_sums import rounds_without_sums
from stipend_portal.states import State
from stipend_portal.statistics.figures import RoundFigures, Row, figures_of
from stipend_portal.statistics.tables import overview
from tests.factories.meetings import fix, item_at, make_meeting_of, secretary_of
from tests.factories.portal import clear_of_conflict, make_round, make_staff
from tests.stipend_portal.review.conftest import as_user, text  # noqa: F401

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


@pytest.fixture
def round_() -> Round:
    """A round of 50 000 kronor."""
    return make_round(phase=Phase.MEETING)


@pytest.fixture
def meeting(round_: Round) -> Meeting:
    """A meeting that has granted 4 000 and 3 333 kronor."""
    meeting = make_meeting_of(round_, secretary=secretary_of(round_))
    fix(item_at(meeting, round=round_), "§ 1")
    fix(item_at(meeting, round=round_), "§ 2", amount=3_333, outcome=Outcome.PARTLY_GRANTED)
    return meeting


def reader(role: str, round_: Round, *, jav: bool) -> User:
    """Someone who has answered for all cases, and has jäv in the first or in none."""
    person = make_staff(role, rounds=[round_])
    cases = list(Application.objects.order_by("pk"))
    for number, case in enumerate(cases):
        case.conflicts.update_or_create(user=person, defaults={"has_conflict": jav and not number})
    return person


@pytest.mark.parametrize("jav", [True, False])
def test_the_annex_tells_what_is_left_only_to_whoever_reads_all_of_it(
    meeting: Meeting, round_: Round, jav: bool
) -> None:
    person = reader("committee_member", round_, jav=jav)
    money = make_annex(meeting, person, meeting_roles(person)).tables[-1]
    assert len(money.columns) == len(money.rows[0]) == (3 if jav else 5)


@pytest.mark.parametrize("role", ["case_officer", "board_secretary", "auditor", "committee_member"])
@pytest.mark.parametrize("jav", [True, False])
def test_no_page_tells_the_rest_to_someone_with_jav(
    as_user: SignIn,  # noqa: F811
    meeting: Meeting,
    round_: Round,
    role: str,
    jav: bool,
) -> None:
    client = as_user(reader(role, round_, jav=jav))
    paths = [
        reverse("rounds:round", args=[round_.pk]),
        reverse("ranking:index"),
        reverse("ranking:round", args=[round_.pk]),
        reverse("meetings:meeting", args=[meeting.pk]),
    ]
    pages = [
        "".join(text(client.get(path)).split()).replace("\xa0", "").replace("&nbsp;", "") for path in paths
    ]
    told = [path for path, page in zip(paths, pages, strict=True) if "42667" in page or "42,667" in page]
    hers = paths[1:3] if role == "committee_member" else paths[:3]
    assert told == ([] if jav else hers)


@pytest.mark.parametrize("jav", [True, False])
def test_the_form_of_a_decision_tells_what_is_left_only_without_jav_in_the_round(
    as_user: SignIn,  # noqa: F811
    meeting: Meeting,
    round_: Round,
    jav: bool,
) -> None:
    waiting = item_at(meeting, round=round_)
    secretary = reader("board_secretary", round_, jav=jav)
    page = text(as_user(secretary).get(reverse("meetings:item", args=[meeting.pk, waiting.pk])))
    assert "Record the decision" in page
    assert ("Left to grant in the round" in page) is not jav


def test_who_has_not_answered_about_a_decided_case_reads_no_sums(meeting: Meeting, round_: Round) -> None:
    person = make_staff("committee_member", rounds=[round_])
    assert rounds_without_sums(person) == {round_.pk}
    clear_of_conflict([person], Application.objects.all())
    assert rounds_without_sums(person) == set()


def test_what_has_been_granted_is_for_those_who_read_the_round(
    as_user: SignIn,  # noqa: F811
    meeting: Meeting,
    round_: Round,
) -> None:
    address = reverse("rounds:round", args=[round_.pk])
    for role, told in (
        ("strategist", False),
        ("finance", False),
        ("committee_member", False),
        ("auditor", True),
    ):
        page = text(as_user(make_staff(role, rounds=[round_])).get(address))
        assert (role, "Granted so far" in page, "Left to grant" in page) == (role, told, told)


def rows_of(granted: int, refused: int) -> list[Row]:
    """So many cases of 4 000 kronor granted, and so many refused."""
    day = make_round().age_day
    ends = [(Outcome.GRANTED, 4_000)] * granted + [(Outcome.REFUSED, 0)] * refused
    return [
        Row(1, State.DECIDED, False, False, 1, 4_000, day, "Oslo", "", day, outcome, amount, day)
        for outcome, amount in ends
    ]


@pytest.mark.parametrize("rule", Programme.AmountRule)
def test_nothing_divides_back_into_a_number_that_is_added_to_others(rule: str) -> None:
    round_ = make_round(programme__amount_rule=rule)

    def told(granted: int, refused: int) -> dict[str, int | None]:
        with override("en"):
            table = overview([RoundFigures(round_, rows_of(granted, refused), lambda _age: "")])
        return {line.label: line.cells[0].number for line in table.lines}

    names = ("Granted in all", "Left to grant", "Granted each, on average", "Granted each, the middle one")
    plain, merged = told(5, 5), told(5, 1)
    assert [plain[name] for name in names] == [20_000, 50_000, 4_000, 4_000]
    alike = rule == Programme.AmountRule.FIXED
    assert [merged[name] for name in names] == ([None] * 4 if alike else [20_000, 50_000, None, None])


def test_a_part_is_not_told_where_the_rest_is_small() -> None:
    rows = rows_of(10, 0)
    late = [Row(**{**vars(row), "late": number < 6}) for number, row in enumerate(rows)]
    with override("en"):
        table = overview([RoundFigures(make_round(), late, lambda _age: "")])
    assert {line.label: line.cells[0].number for line in table.lines}["Came late"] is None


def test_figures_know_the_stipend_of_their_round() -> None:
    assert figures_of([make_round()], lambda _age: "")[0].granted_told.total == 0
