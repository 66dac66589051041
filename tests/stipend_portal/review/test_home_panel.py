"""“What waits for me” on the admin's front page."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from home.models import User
from stipend_portal.models import (
    Application,
    Assignment,
    OutboxMessage,
    Round,
)
from stipend_portal.phases import Phase
from stipend_portal.review.my_day.day import MOST
from stipend_portal.review.my_day.registry import my_day
from stipend_portal.services.message import send_message, settle_message
from stipend_portal.services.supplement_request import stop_waiting
from stipend_portal.services.withdrawal import withdraw
from stipend_portal.states import Role, State
from tests.factories.portal import (
    UserFactory,
    clear_of_conflict,
    decide,
    make_application,
    make_round,
    make_staff,
)
from tests.factories.supplements import ask_for_more
from tests.stipend_portal.review.conftest import text
from tests.stipend_portal.review.waiting import (
    IN_CLOSED_ROUNDS,
    IN_REVIEW,
    JAV,
    LETTERS,
    MESSAGES,
    NEW,
    OVERDUE,
    RETURNED,
    ROUNDS,
    TO_DECIDE,
    TO_PRINT,
    anyones,
    group,
    mine,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _in_english(settings: object) -> None:
    settings.LANGUAGE_CODE = "en"  # type: ignore[attr-defined]


def test_an_officer_has_new_cases_cases_in_review_prepared_ones_and_letters(
    officer: User, secretary: User, round_: Round
) -> None:
    for state in (State.SUBMITTED, State.SUBMITTED, State.IN_REVIEW, State.PREPARED, State.WITHDRAWN):
        make_application(round=round_, state=state)
    decide(make_application(round=round_, state=State.PREPARED), actor=secretary)
    make_application()
    assert anyones(officer) == {NEW: 2, IN_REVIEW: 1, TO_DECIDE: 1, LETTERS: 1}
    assert mine(officer) == {}


def test_what_she_handles_is_hers_and_what_a_colleague_handles_is_the_colleagues(
    officer: User, round_: Round
) -> None:
    colleague = make_staff(Role.CASE_OFFICER, rounds=[round_])
    cases = [make_application(round=round_, state=State.IN_REVIEW) for _number in range(3)]
    for case, person in zip(cases, (officer, colleague), strict=False):
        Assignment.objects.create(application=case, user=person, kind=Assignment.Kind.HANDLER)
        send_message(application=case, actor=case.applicant, text="Hej!")
    assert (mine(officer), anyones(officer)) == ({MESSAGES: 1, IN_REVIEW: 1}, {IN_REVIEW: 1})
    url = "/admin/arenden/?state=in_review&ordering=received_at&handler="
    day = my_day(officer)
    assert group(day.mine, IN_REVIEW).url == f"{url}me"
    assert group(day.anyones, IN_REVIEW).url == f"{url}nobody"


def test_a_secretary_has_prepared_cases_and_letters_of_others(
    officer: User, secretary: User, round_: Round
) -> None:
    make_application(round=round_)
    make_application(round=round_, state=State.PREPARED)
    decide(make_application(round=round_, state=State.PREPARED), actor=secretary)
    assert anyones(secretary) == {TO_DECIDE: 1}
    assert anyones(officer) == {NEW: 1, TO_DECIDE: 1, LETTERS: 1}
    letter = OutboxMessage.objects.get(status=OutboxMessage.Status.HELD)
    [item] = group(my_day(officer).anyones, LETTERS).items
    assert item.url == f"/admin/arenden/{letter.application_id}/brev/{letter.pk}/"


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.FINANCE, Role.STRATEGIST])
def test_nothing_waits_for_those_who_take_no_case_further(
    round_: Round, case: Application, role: Role
) -> None:
    person = make_staff(role, rounds=[round_])
    assert (mine(person), anyones(person)) == ({}, {})


def test_nothing_waits_for_an_administrator_without_a_role(case: Application) -> None:
    person = UserFactory(is_superuser=True)
    assert (mine(person), anyones(person)) == ({}, {})


def test_ones_own_application_does_not_wait_for_oneself(officer: User, round_: Round) -> None:
    make_application(round=round_, applicant=officer)
    assert (mine(officer), anyones(officer)) == ({}, {})


def test_messages_wait_until_they_are_answered_or_settled_or_nobody_works_with_the_case(
    officer: User, secretary: User, round_: Round
) -> None:
    waiting, answered, settled, withdrawn = (make_application(round=round_) for _number in range(4))
    for case in (waiting, answered, settled, withdrawn, make_application()):
        sent = send_message(application=case, actor=case.applicant, text="Hej!")
        if case is settled:
            settle_message(application=case, actor=officer, seen=sent.pk)
    send_message(application=answered, actor=officer, text="Hej du!")
    withdraw(application=withdrawn, actor=withdrawn.applicant)
    found = group(my_day(officer).anyones, MESSAGES)
    assert (found.count, [item.label for item in found.items]) == (1, [waiting.reference])
    send_message(application=answered, actor=answered.applicant, text="Hej igen!")
    assert anyones(officer)[MESSAGES] == 2
    assert MESSAGES not in anyones(secretary)


def test_a_request_waits_for_an_officer_when_its_last_day_has_passed(officer: User, round_: Round) -> None:
    due = [TODAY(), TODAY() - DAY, TODAY() - 2 * DAY]
    requests = [
        ask_for_more(make_application(round=round_, state=State.IN_REVIEW), actor=officer, due=day)
        for day in due
    ]
    stop_waiting(application=requests[2].application, actor=officer)
    found = group(my_day(officer).anyones, OVERDUE)
    [item] = found.items
    assert (found.count, item.label, item.due, item.late) == (1, requests[1].application.reference, due[1], 1)


def test_mails_that_came_back_and_letters_to_print_wait_for_an_officer(
    officer: User, secretary: User, round_: Round
) -> None:
    returned, printed = (make_application(round=round_, guardians=0) for _number in range(2))
    returned.messages.update(status=OutboxMessage.Status.BOUNCED)
    printed.messages.update(status=OutboxMessage.Status.TO_PRINT, recipient="")
    groups = my_day(officer).anyones
    told = {title: (group(groups, title).count, group(groups, title).url) for title in (RETURNED, TO_PRINT)}
    assert told == {RETURNED: (1, "/admin/brev/kom-inte-fram/"), TO_PRINT: (1, "/admin/brev/skriv-ut/")}
    assert anyones(secretary) == {}


def test_questions_about_jav_wait_for_officers_and_board_members_as_numbers(
    officer: User, secretary: User, round_: Round
) -> None:
    case = make_application(round=round_, declared=False)
    member = make_staff(Role.COMMITTEE_MEMBER, rounds=[round_])
    for person in (officer, member):
        [item] = group(my_day(person).mine, JAV).items
        assert (item.label, item.url) == (case.reference, "/admin/jav/")
    assert mine(secretary) == {}
    clear_of_conflict([officer, member], [case])
    assert (mine(officer), mine(member)) == ({}, {})


@pytest.mark.parametrize(
    ("phase", "fields", "waits"),
    [
        (Phase.OPEN, {}, False),
        (Phase.OPEN, {"closed": True}, True),
        (Phase.COMPLETENESS, {"completeness_due": TODAY()}, False),
        (Phase.COMPLETENESS, {"completeness_due": TODAY() - DAY}, True),
        (Phase.ASSESSMENT, {"assessment_due": TODAY() - DAY}, True),
        (Phase.ASSESSMENT, {"completeness_due": TODAY() - DAY}, False),
        (Phase.RANKING, {"decision_planned": TODAY() - DAY}, True),
        (Phase.MEETING, {"decision_planned": TODAY() - DAY}, True),
        (Phase.CLOSED, {"decision_planned": TODAY() - DAY, "closed": True}, False),
    ],
)
def test_a_round_waits_when_the_day_of_its_phase_has_passed(
    phase: Phase, fields: dict[str, object], waits: bool
) -> None:
    round_ = make_round(phase=phase, **fields)
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_])
    groups = my_day(officer).anyones
    assert [
        (each.title, [item.url for item in each.items]) for each in groups if str(each.title) == ROUNDS
    ] == ([(group(groups, ROUNDS).title, [f"/admin/omgangar/{round_.pk}/"])] if waits else [])


def test_an_undecided_case_in_a_closed_round_waits_for_an_officer_and_leads_to_the_round(
    officer: User, round_: Round
) -> None:
    for state in (State.SUBMITTED, State.PREPARED, State.WITHDRAWN, State.DECIDED):
        make_application(round=round_, state=state)
    Round.objects.update(phase=Phase.CLOSED)
    assert anyones(officer)[IN_CLOSED_ROUNDS] == 2
    found = group(my_day(officer).anyones, IN_CLOSED_ROUNDS)
    assert {item.url for item in found.items} == {reverse("rounds:round", args=[round_.pk])}


def test_days_tell_how_late_things_are(officer: User, round_: Round) -> None:
    Round.objects.filter(pk=round_.pk).update(completeness_due=TODAY() - 3 * DAY)
    case = make_application(round=round_)
    [item] = group(my_day(officer).anyones, NEW).items
    assert (item.since, item.due, item.late) == (timezone.localdate(case.received_at), TODAY() - 3 * DAY, 3)


def test_the_oldest_are_shown_first_and_the_rest_are_counted(officer: User, case: Application) -> None:
    for days in range(1, 7):
        make_application(round=case.round, received_at=case.received_at - timedelta(days=days))
    new = group(my_day(officer).anyones, NEW)
    assert (new.count, len(new.items), new.more) == (7, 5, 2)
    assert [item.since for item in new.items] == sorted(item.since for item in new.items)
    assert case.reference not in [item.label for item in new.items]


def test_counting_stops_where_nobody_needs_the_number(officer: User, case: Application) -> None:
    Application.objects.bulk_create(
        Application(
            reference=f"AV-{number}",
            round=case.round,
            applicant=case.applicant,
            received_at=case.received_at,
            language="sv",
            birth_date=case.birth_date,
            departure=case.departure,
            amount_applied=1,
        )
        for number in range(MOST + 10)
    )
    clear_of_conflict([officer], Application.objects.all())
    new = group(my_day(officer).anyones, NEW)
    assert (new.count, new.is_capped) == (MOST, True)


def test_the_panel_stands_on_the_admins_front_page(
    as_user: Callable[[User], Client], officer: User, case: Application
) -> None:
    page = text(as_user(officer).get("/admin/"))
    assert "What waits for me" in page
    assert f'<a href="/admin/arenden/{case.pk}/">{case.reference}</a>' in page
    assert case.applicant_name not in page


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (Role.FINANCE, "Payments are not made on this site yet"),
        (Role.AUDITOR, "your role is to read"),
        (Role.STRATEGIST, "your role is to read"),
        (Role.BOARD_SECRETARY, "Nothing waits for you right now."),
    ],
)
def test_a_role_for_whom_nothing_waits_is_told_so(
    as_user: Callable[[User], Client], round_: Round, role: Role, words: str
) -> None:
    page = text(as_user(make_staff(role, rounds=[round_])).get("/admin/"))
    assert ("What waits for me" in page, words in page) == (True, True)


def test_a_communicator_has_no_panel(as_user: Callable[[User], Client]) -> None:
    assert "What waits for me" not in text(as_user(make_staff(Role.COMMUNICATOR)).get("/admin/"))


@pytest.mark.parametrize("extra", [0, 3])
@pytest.mark.parametrize(
    ("role", "queries"), [(Role.CASE_OFFICER, 12), (Role.BOARD_SECRETARY, 6), (Role.COMMITTEE_MEMBER, 5)]
)
def test_the_panel_takes_as_many_queries_however_much_waits(
    round_: Round, role: Role, queries: int, extra: int, django_assert_num_queries: Callable
) -> None:
    person = make_staff(role, rounds=[round_])
    for state in [State.SUBMITTED, State.IN_REVIEW, State.PREPARED, State.DECIDED] * (1 + extra):
        made = make_application(round=round_, state=state)
        send_message(application=made, actor=made.applicant, text="Hej!")
        made.messages.filter(kind="receipt").update(status=OutboxMessage.Status.BOUNCED)
    with django_assert_num_queries(queries):
        my_day(person)
