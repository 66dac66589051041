"""A round's own page: who sees what of where it stands, what holds in it, and what has happened."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from home.models import User
from stipend_portal.models import Round
from stipend_portal.models.round_event import RoundEventKind
from stipend_portal.phases import ALLOWED, Phase, Work
from stipend_portal.review import round_pages
from stipend_portal.review.round_log import line_of
from stipend_portal.review.round_page import NO_WORK, WORK_WORDS, work_in
from stipend_portal.review.round_pages import RoundLink, links_for
from stipend_portal.services.phase import change_phase
from stipend_portal.services.round_event import record_round_event
from stipend_portal.states import Role, State
from tests.factories.portal import make_applicant, make_application, make_round, make_staff
from tests.factories.setting_up import make_criterion
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


def url(round_: Round) -> str:
    """The round's page."""
    return reverse("rounds:round", args=[round_.pk])


def test_an_officer_sees_where_the_round_and_its_cases_stand(
    as_user: SignIn, officer: User, round_: Round
) -> None:
    for state in (State.SUBMITTED, State.SUBMITTED, State.PREPARED):
        make_application(round=round_, state=state)
    make_application()
    response = as_user(officer).get(url(round_))
    context = response.context
    assert [step.phase for step in context["steps"] if step.is_now] == [Phase.MEETING]
    assert [step.phase for step in context["steps"] if step.is_past] == list(Phase)[:4]
    with override("en"):
        told = [(str(label), count) for label, count, _address in context["counts"]]
    assert told == [("Received", 2), ("Prepared", 1)]
    assert context["counts"][0][2] == f"/admin/arenden/?round={round_.pk}&state=submitted"
    page = text(response)
    assert 'aria-current="step"' in page
    for words in ("Go on to “Closed”", "Go back to “Ranking”", "1 case is prepared and not decided."):
        assert words in page


def test_what_each_phase_allows_is_told_from_the_table() -> None:
    assert set(WORK_WORDS) == set(Work)
    for phase in Phase:
        told = {work for work, words in WORK_WORDS.items() if words in work_in(phase)}
        assert told == ALLOWED[phase]
    assert work_in(Phase.CLOSED) == [NO_WORK]


def test_criteria_are_shown_with_their_share_of_the_whole(
    as_user: SignIn, officer: User, round_: Round
) -> None:
    for name, weight in (("Syfte", 2), ("Plan", 1), ("Kontakt", 3)):
        make_criterion(round_, name=name, name_en=name, weight=weight)
    page = text(as_user(officer).get(url(round_)))
    for words in ("33% (weight 2)", "17% (weight 1)", "50% (weight 3)", "1 är oklart, 5 är klart."):
        assert words in page


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        (Role.CASE_OFFICER, {"counts", "log", "edit", "copy", "move"}),
        (Role.BOARD_SECRETARY, {"counts", "log"}),
        (Role.AUDITOR, {"counts", "log"}),
        (Role.STRATEGIST, set()),
        (Role.FINANCE, set()),
        (Role.COMMITTEE_MEMBER, set()),
        ("elsewhere", {"log", "edit", "copy"}),
        ("admin", {"log", "edit", "copy"}),
    ],
)
def test_everyone_sees_of_the_page_what_is_hers(
    as_user: SignIn, round_: Round, who: str, sees: set[str]
) -> None:
    make_application(round=round_)
    people: dict[str, Callable[[], User]] = {
        "elsewhere": lambda: make_staff(Role.CASE_OFFICER, rounds=[make_round()]),
        "admin": lambda: make_applicant(is_superuser=True, is_staff=True),
    }
    person = people.get(who, lambda: make_staff(who, rounds=[round_]))()
    page = text(as_user(person).get(url(round_)))
    marks = {
        "counts": "Where the cases stand",
        "log": "Log of the round",
        "edit": reverse("rounds:edit", args=[round_.pk]),
        "copy": reverse("rounds:make_copy", args=[round_.pk]),
        "move": reverse("rounds:next_phase", args=[round_.pk]),
    }
    assert {name for name, mark in marks.items() if mark in page} == sees


def test_whoever_neither_works_in_the_round_nor_reads_rounds_finds_nothing(
    as_user: SignIn, round_: Round
) -> None:
    for role in (Role.FINANCE, Role.COMMITTEE_MEMBER, Role.COMMUNICATOR):
        person = make_staff(role, rounds=[make_round()])
        assert as_user(person).get(url(round_)).status_code == 404


def test_the_log_tells_who_when_what_and_why(as_user: SignIn, round_: Round) -> None:
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_], first_name="Olga", last_name="Exempel")
    change_phase(
        round=round_, source=Phase.MEETING, to=Phase.RANKING, actor=officer, reason="Pengarna räckte inte."
    )
    page = text(as_user(officer).get(url(round_)))
    for words in ("Phase changed", "Olga Exempel", "From “Meeting” to “Ranking”.", "Pengarna räckte inte."):
        assert words in page


@pytest.mark.parametrize(
    ("kind", "data", "changes"),
    [
        (
            RoundEventKind.PUBLISHED_CHANGED,
            {
                "pot": [50_000, 60_000],
                "closes_at": ["2027-03-15T23:59+01:00", "2027-03-20T12:00+01:00"],
                "age_day": ["2027-06-01", "2027-08-01"],
                "residence": ["either", "lives"],
                "blind": [False, True],
                "decision_planned": [None, "2027-05-04"],
                "criteria": [[], [{"name": "Syfte", "weight": 2, "highest": 5, "guidance": "Läs noga."}]],
            },
            [
                ("Money to grant, in whole kronor", "50,000 kronor", "60,000 kronor"),
                ("Closes", "15 March 2027, 23:59", "20 March 2027, 12:00"),
                ("Day on which ages are counted", "1 June 2027", "1 August 2027"),
                (
                    "Link to Åmål",
                    "Lives or goes to school in Åmål municipality",
                    "Lives in Åmål municipality",
                ),
                ("Blind assessment", "No", "Yes"),
                ("Planned day of decision", "–", "4 May 2027"),
                ("Criteria", "–", "Syfte (weight 2, scores 1–5): Läs noga."),
            ],
        ),
        (
            RoundEventKind.PROGRAMME_CHANGED,
            {"amount_rule": ["ceiling", "fixed"], "group_amounts": [[[3, 6000]], []]},
            [
                (
                    "How much one person can get",
                    "What was applied for, up to the most that the round says",
                    "The same for everyone: the most that the round says",
                ),
                ("Amounts in groups", "from 3 people: 6,000 kronor each", "–"),
            ],
        ),
    ],
)
def test_what_was_and_what_became_is_told_in_words(
    officer: User, round_: Round, kind: RoundEventKind, data: dict[str, Any], changes: list[tuple[str, ...]]
) -> None:
    event = record_round_event(round=round_, kind=kind, actor=officer, reason="Beslut.", data=data)
    with override("en"):
        told = line_of(event).changes
    assert [(change.label, change.before, change.after) for change in told] == changes


def test_the_page_asks_as_often_for_three_cases_as_for_thirty(
    as_user: SignIn, officer: User, round_: Round
) -> None:
    client, counts = as_user(officer), []
    for cases in (3, 27):
        for _number in range(cases):
            make_application(round=round_, state=State.PREPARED)
            make_criterion(round_)
            record_round_event(round=round_, kind=RoundEventKind.PLAN_SAVED, actor=officer)
            make_staff(Role.AUDITOR, rounds=[round_], password=None)
        client.get(url(round_))
        with CaptureQueriesContext(connection) as queries:
            client.get(url(round_))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_links_lead_where_there_is_a_page_for_this_role_in_this_phase(
    round_: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer = (Role.CASE_OFFICER,)
    links = [
        RoundLink("Of the round", "rounds:step_counts", officer),
        RoundLink("Of all", "cases:index", officer),
        RoundLink("Now", "rounds:history", officer, (Phase.MEETING,)),
        RoundLink("Later", "rounds:history", officer, (Phase.CLOSED,)),
        RoundLink("Not built", "finns:inte", officer),
        RoundLink("For others", "rounds:history", (Role.AUDITOR,)),
    ]
    monkeypatch.setattr(round_pages, "ROUND_PAGES", links)
    assert links_for(round_, {Role.CASE_OFFICER}) == [
        ("Of the round", f"/admin/omgangar/{round_.pk}/hur-langt/"),
        ("Of all", f"/admin/arenden/?round={round_.pk}"),
        ("Now", f"/admin/omgangar/history/{round_.pk}/"),
    ]


def test_the_list_of_rounds_shows_the_phase_and_leads_to_the_page(
    as_user: SignIn, secretary: User, round_: Round
) -> None:
    page = text(as_user(secretary).get(reverse("rounds:index")))
    assert f'href="{url(round_)}"' in page
    assert "Meeting" in page
