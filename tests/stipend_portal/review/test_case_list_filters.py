"""The filters of the list, each by itself and in words, and that they tell nobody more than she may read."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from home.models import User
from stipend_portal.completeness import newest_only, progress_of
from stipend_portal.models import (
    Application,
    Assessment,
    Assignment,
    GroupMember,
    GuardianApproval,
    OutboxMessage,
    Round,
)
from stipend_portal.phases import Phase
from stipend_portal.review.case_list_desk import Desk
from stipend_portal.review.case_list_query import CaseQuery
from stipend_portal.services.message import send_message, settle_message
from stipend_portal.states import Role, State
from tests.factories.portal import (
    decide,
    make_application,
    make_group_application,
    make_round,
    make_staff,
)
from tests.factories.supplements import ask_for_more, send_answer
from tests.stipend_portal.review.conftest import text

URL = "/admin/arenden/"

pytestmark = pytest.mark.django_db


def found(user: User, question: str) -> set[str]:
    """The references that a question finds."""
    return set(CaseQuery(Desk(user), question).cases().values_list("reference", flat=True))


def answered(case: Application, *statuses: str) -> Application:
    """The case with these answers of its guardians, in their order."""
    for approval, status in zip(case.approvals.order_by("pk"), statuses, strict=True):
        approval.status = status
        approval.answered_at = case.received_at if status not in {"invited", "unreachable"} else None
        approval.save()
    return case


def test_by_state(officer: User, case: Application) -> None:
    prepared = make_application(round=case.round, state=State.PREPARED)
    assert found(officer, "state=prepared") == {prepared.reference}


def test_by_phase_of_the_round(round_: Round, case: Application) -> None:
    early = make_application(round=make_round(phase=Phase.COMPLETENESS))
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_, early.round])
    assert found(officer, "phase=completeness") == {early.reference}


def test_by_handler_who_is_me_or_nobody_or_a_colleague(officer: User, round_: Round) -> None:
    colleague = make_staff(Role.CASE_OFFICER, rounds=[round_])
    mine, hers, nobodys = (make_application(round=round_) for _number in range(3))
    for case, person in ((mine, officer), (hers, colleague)):
        Assignment.objects.create(application=case, user=person, kind=Assignment.Kind.HANDLER)
    Assignment.objects.create(application=nobodys, user=officer, kind=Assignment.Kind.ASSESSOR)
    assert found(officer, "handler=me") == {mine.reference}
    assert found(officer, f"handler={colleague.pk}") == {hers.reference}
    assert found(officer, "handler=nobody") == {nobodys.reference}


def test_by_guardians_and_completeness(officer: User, round_: Round) -> None:
    cases = {
        "waiting": answered(make_application(round=round_), "approved", "invited"),
        "no": answered(make_application(round=round_), "approved", "declined"),
        "all": answered(make_application(round=round_), "approved", "approved"),
        "none": make_application(round=round_, guardians=0),
    }
    for wanted, case in cases.items():
        assert found(officer, f"guardians={wanted}") == {case.reference}
    assert found(officer, "complete=yes") == {cases["all"].reference, cases["none"].reference}
    assert found(officer, "complete=no") == {cases["waiting"].reference, cases["no"].reference}


def test_a_group_is_complete_when_everyone_has_said_yes(officer: User, round_: Round) -> None:
    group = make_group_application(people=2, round=round_, born="2000-03-27")
    assert found(officer, "complete=no") == {group.reference}
    group.members.update(status=GroupMember.Status.CONFIRMED, answered_at=timezone.now())
    assert found(officer, "complete=yes") == {group.reference}


def test_guardians_of_someone_who_stays_at_home_or_of_an_older_version_do_not_count(
    officer: User, round_: Round
) -> None:
    group = make_group_application(people=2, round=round_)
    member = group.members.get()
    GuardianApproval.objects.create(
        application=group, version=group.latest_version, member=member, email="gun@example.org"
    )
    assert found(officer, "guardians=waiting") == {group.reference}
    group.members.update(status=GroupMember.Status.DECLINED, answered_at=timezone.now())
    assert found(officer, "guardians=none") == {group.reference}


@pytest.mark.parametrize("birth_date", ["2011-03-27", "2008-02-29", "2009-06-01", "2009-06-02"])
@pytest.mark.parametrize(
    "statuses", [("invited", "approved"), ("approved", "approved"), ("declined", "invited")]
)
def test_the_database_judges_completeness_as_the_case_page_does(
    officer: User, round_: Round, birth_date: str, statuses: tuple[str, str]
) -> None:
    case = answered(make_application(round=round_), *statuses)
    Application.objects.filter(pk=case.pk).update(birth_date=date.fromisoformat(birth_date))
    approvals = newest_only(case.approvals.select_related("application__round", "member"))
    progress = progress_of(approvals, timezone.localdate())
    assert found(officer, "complete=yes") == ({case.reference} if progress.is_complete else set())
    assert found(officer, "guardians=none") == (set() if progress.asked else {case.reference})
    assert found(officer, "guardians=no") == ({case.reference} if progress.declined else set())


def test_by_place_in_any_case_of_letters(officer: User, case: Application) -> None:
    oslo = make_application(round=case.round, destination="Oslo, Norge")
    assert found(officer, "destination=osl") == {oslo.reference}
    assert found(officer, "destination=T%C3%BCri") == {case.reference}


def test_by_school(officer: User, case: Application) -> None:
    pupil = make_application(round=case.round)
    Application.objects.filter(pk=pupil.pk).update(school="Karlbergsgymnasiet, SA24")
    assert found(officer, "school=karlberg") == {pupil.reference}
    assert found(officer, "school=exempel") == set()


def test_by_age_in_bands_of_the_rounds_own_limits_on_its_own_day(as_user: Callable, round_: Round) -> None:
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_])
    born = {"13-15": "2011-06-02", "16-17": "2011-06-01", "18-19": "2009-06-01", "20-": "2007-06-01"}
    cases = {band: make_application(round=round_, birth_date=day) for band, day in born.items()}
    for band, case in cases.items():
        assert found(officer, f"age={band}") == {case.reference}
    assert found(officer, "age=-12") == set()
    [age] = [field for field in as_user(officer).get(URL).context["more_fields"] if field.name == "age"]
    labels = ["All", "Younger than 13", "13–15 years", "16–17 years", "18–19 years", "Older than 19"]
    with override("en"):
        assert [str(option.label) for option in age.options] == labels


@pytest.mark.parametrize("band", ["30-5000", "5001-", "-4999", "99999999999-"])
def test_ages_that_nobody_has_are_not_filtered_by(officer: User, case: Application, band: str) -> None:
    Round.objects.update(min_age=13, max_age=5_000)
    assert found(officer, f"age={band}") == {case.reference}


def late(case: Application) -> None:
    Application.objects.filter(pk=case.pk).update(received_late=True)


def late_accepted(case: Application) -> None:
    Application.objects.filter(pk=case.pk).update(received_late=True, late_accepted=True)


def message(case: Application) -> None:
    send_message(application=case, actor=case.applicant, text="Hej!")


def undelivered(case: Application) -> None:
    case.messages.filter(kind="receipt").update(status=OutboxMessage.Status.BOUNCED)


def held(case: Application) -> None:
    Application.objects.filter(pk=case.pk).update(state=State.PREPARED)
    case.refresh_from_db()
    decide(case)


def overdue(case: Application) -> None:
    Application.objects.filter(pk=case.pk).update(state=State.IN_REVIEW)
    case.refresh_from_db()
    ask_for_more(case, due=timezone.localdate() - timedelta(days=1))


def newer(case: Application) -> None:
    Application.objects.filter(pk=case.pk).update(state=State.IN_REVIEW)
    case.refresh_from_db()
    member = make_staff(Role.COMMITTEE_MEMBER, rounds=[case.round])
    Assessment.objects.create(application=case, assessor=member, version=case.latest_version)
    send_answer(ask_for_more(case), reason="Jag vill lära mig estniska.")


@pytest.mark.parametrize("flag", [late, late_accepted, message, undelivered, held, overdue, newer])
def test_by_flag_which_the_line_shows_too(
    as_user: Callable[[User], Client], officer: User, case: Application, flag: Callable
) -> None:
    other = make_application(round=case.round)
    flag(case)
    assert found(officer, f"flag={flag.__name__}") == {case.reference}
    rows = {row.pk: row for row in as_user(officer).get(URL).context["rows"]}
    assert [tag.key for tag in rows[case.pk].flags] == [flag.__name__]
    assert rows[other.pk].flags == []


def test_by_protected_identity(officer: User, case: Application) -> None:
    Application.objects.filter(pk=case.pk).update(protected=True)
    assert found(officer, "flag=protected") == set()
    Assignment.objects.create(application=case, user=officer, kind=Assignment.Kind.NAMED)
    assert found(officer, "flag=protected") == {case.reference}


def test_a_message_that_needs_no_answer_is_no_flag(officer: User, case: Application) -> None:
    sent = send_message(application=case, actor=case.applicant, text="Tack!")
    settle_message(application=case, actor=officer, seen=sent.pk)
    assert found(officer, "flag=message") == set()


def test_a_mail_that_came_back_matters_no_more_when_it_was_sent_again_or_answered(
    officer: User, case: Application
) -> None:
    first, second = case.messages.filter(kind="guardian_invitation").order_by("created_at")
    for mail in (first, second):
        mail.status = OutboxMessage.Status.BOUNCED
        mail.save()
    assert found(officer, "flag=undelivered") == {case.reference}
    OutboxMessage.objects.create(
        application=case, kind=first.kind, approval=first.approval, recipient="gun@example.org"
    )
    assert found(officer, "flag=undelivered") == {case.reference}
    GuardianApproval.objects.filter(pk=second.approval_id).update(
        status=GuardianApproval.Status.APPROVED, answered_at=timezone.now()
    )
    assert found(officer, "flag=undelivered") == set()


def test_several_flags_narrow_the_list_down(officer: User, case: Application) -> None:
    both = make_application(round=case.round)
    for each in (case, both):
        late(each)
    message(both)
    assert found(officer, "flag=late&flag=message") == {both.reference}


def test_chosen_filters_are_told_in_words_with_a_way_to_take_each_away(
    as_user: Callable[[User], Client], officer: User, case: Application
) -> None:
    response = as_user(officer).get(
        f"{URL}?q=alva&state=submitted&flag=late&flag=held&age=13-15&ordering=name"
    )
    with override("en"):
        chosen = [(str(each.label), each.value, each.without) for each in response.context["chosen"]]
    assert chosen == [
        ("Words", "alva", "state=submitted&age=13-15&flag=late&flag=held&ordering=name"),
        ("State", "Received", "q=alva&age=13-15&flag=late&flag=held&ordering=name"),
        ("Age", "13–15 years", "q=alva&state=submitted&flag=late&flag=held&ordering=name"),
        ("", "Received late", "q=alva&state=submitted&age=13-15&flag=held&ordering=name"),
        ("", "Letter to release", "q=alva&state=submitted&age=13-15&flag=late&ordering=name"),
    ]
    page = text(response)
    assert 'href="?state=submitted&amp;age=13-15&amp;flag=late&amp;flag=held&amp;ordering=name"' in page


def test_what_finance_may_not_read_cannot_be_asked_for_either(round_: Round) -> None:
    granted = make_application(round=round_, state=State.DECIDED)
    Application.objects.filter(pk=granted.pk).update(school="Exempelskolan", diary_number="BUN 2027-17")
    only_finance = make_staff(Role.FINANCE, rounds=[round_])
    other = make_application()
    both = make_staff(Role.FINANCE, rounds=[round_])
    officer_elsewhere = make_staff(Role.CASE_OFFICER, Role.FINANCE, rounds=[other.round])
    officer_elsewhere.round_roles.create(round=round_, role=Role.FINANCE)
    for person in (only_finance, both, officer_elsewhere):
        assert found(person, "q=Exempelskolan") == set()
        assert found(person, "q=2027-17") == set()
        assert granted.reference in found(person, f"q={granted.reference}")
    assert found(officer_elsewhere, "guardians=waiting") == {other.reference}
    assert found(officer_elsewhere, "school=Exempelskolan") == set()
    assert found(only_finance, "guardians=none") == {granted.reference}
