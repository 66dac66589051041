"""What may be done with an approval, and when nothing may."""

from datetime import date

import pytest

from stipend_portal.completeness import newest_only
from stipend_portal.guardian_acts import GuardianAct, acts_now, is_taken, status_on_paper, still_needed
from stipend_portal.models import Application, GuardianApproval
from stipend_portal.states import UNDECIDED, State
from tests.factories.guardians import (
    make_member,
    make_members_guardian,
    make_not_asked,
    make_unreachable,
    send_newer_version,
)
from tests.factories.portal import make_application

pytestmark = pytest.mark.django_db

Status = GuardianApproval.Status
TODAY = date(2027, 2, 1)
OF_AGE = date(2029, 3, 27)
ANSWER, TAKE_BACK, CHANGE = GuardianAct.ANSWER, GuardianAct.TAKE_BACK, GuardianAct.CHANGE_TO_YES
PAPER, WITHOUT, AGAIN = GuardianAct.RECORD_ON_PAPER, GuardianAct.GO_ON_WITHOUT, GuardianAct.ASK_AGAIN


def acts(approval: GuardianApproval, today: date = TODAY) -> frozenset[GuardianAct]:
    """What may be done as things stand."""
    current = newest_only(approval.application.approvals.select_related("member"))
    return acts_now(approval, current, today)


@pytest.fixture
def approval(db: None) -> GuardianApproval:
    """The first of two guardians."""
    return make_application().approvals.earliest("pk")


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (Status.INVITED, {ANSWER, PAPER, WITHOUT, AGAIN}),
        (Status.UNREACHABLE, {PAPER, WITHOUT, AGAIN}),
        (Status.NOT_ASKED, {PAPER, WITHOUT, AGAIN}),
        (Status.APPROVED, {TAKE_BACK, PAPER}),
        (Status.DECLINED, {CHANGE, PAPER}),
        (Status.WITHDRAWN, {CHANGE, PAPER}),
        (Status.WAIVED, {ANSWER, PAPER, AGAIN}),
    ],
)
def test_what_may_be_done_follows_from_how_it_was_answered(
    approval: GuardianApproval, status: Status, expected: set[GuardianAct]
) -> None:
    approval.status = status
    assert acts(approval) == expected


@pytest.mark.parametrize("state", State)
def test_nothing_changes_after_a_decision_or_a_withdrawal(approval: GuardianApproval, state: State) -> None:
    approval.application.state = state
    assert bool(acts(approval)) == (state in UNDECIDED)


def test_nothing_is_done_about_an_older_version(approval: GuardianApproval) -> None:
    send_newer_version(approval.application)
    assert acts(approval) == frozenset()


def test_nothing_is_done_about_the_guardians_of_someone_of_age(approval: GuardianApproval) -> None:
    assert acts(approval, date(2029, 3, 26)) != frozenset()
    assert acts(approval, OF_AGE) == frozenset()


def test_the_age_that_counts_for_a_members_guardian_is_the_members() -> None:
    application = make_application(guardians=0)
    grown = make_members_guardian(make_member(application, birth_date=date(2008, 5, 5)))
    young = make_members_guardian(make_member(application, email="li@example.org"))
    assert [still_needed(each, TODAY) for each in (grown, young)] == [False, True]


@pytest.mark.parametrize(
    ("other", "possible"),
    [
        (Status.INVITED, True),
        (Status.APPROVED, True),
        (Status.DECLINED, False),
        (Status.WITHDRAWN, False),
        (Status.WAIVED, False),
        (Status.UNREACHABLE, False),
    ],
)
def test_one_guardian_is_gone_on_without_only_where_another_may_decide(
    approval: GuardianApproval, other: Status, possible: bool
) -> None:
    other_approval = approval.application.approvals.exclude(pk=approval.pk).get()
    other_approval.status = other
    assert (WITHOUT in acts_now(approval, [approval, other_approval], TODAY)) == possible


def test_nobody_goes_on_without_an_only_guardian() -> None:
    assert WITHOUT not in acts(make_application(guardians=1).approvals.get())


def test_another_persons_guardian_does_not_decide(db: None) -> None:
    application = make_application(guardians=1)
    make_members_guardian(make_member(application))
    assert all(WITHOUT not in acts(each) for each in application.approvals.all())


def test_an_officer_may_go_on_for_someone_who_can_ask_nobody() -> None:
    assert WITHOUT in acts(make_not_asked(make_application(guardians=1)))


def test_an_unreachable_guardian_can_be_gone_on_without() -> None:
    assert WITHOUT in acts(make_unreachable(make_application(guardians=1)))


@pytest.mark.parametrize(
    ("status", "yes", "no"),
    [
        (Status.INVITED, Status.APPROVED, Status.DECLINED),
        (Status.UNREACHABLE, Status.APPROVED, Status.DECLINED),
        (Status.NOT_ASKED, Status.APPROVED, Status.DECLINED),
        (Status.WAIVED, Status.APPROVED, Status.DECLINED),
        (Status.APPROVED, None, Status.WITHDRAWN),
        (Status.DECLINED, Status.APPROVED, None),
        (Status.WITHDRAWN, Status.APPROVED, None),
    ],
)
def test_a_paper_says_something_new_or_nothing(status: Status, yes: Status | None, no: Status | None) -> None:
    approval = GuardianApproval(status=status)
    assert (status_on_paper(approval, True), status_on_paper(approval, False)) == (yes, no)


def test_an_address_is_taken_when_it_is_the_young_persons_or_the_other_guardians(
    approval: GuardianApproval,
) -> None:
    application: Application = approval.application
    current = list(application.approvals.all())
    taken = {
        address: is_taken(address, approval, current)
        for address in (application.applicant.email.upper(), "GARY@example.org", "gun@example.org")
    }
    assert list(taken.values()) == [True, True, False]


@pytest.mark.parametrize("whose", ["applicant's", "another member's"])
def test_nobody_in_the_group_has_a_guardians_address(whose: str) -> None:
    application = make_application(guardians=1)
    make_member(application)
    approval = application.approvals.get()
    if whose == "another member's":
        approval = make_members_guardian(make_member(application, email="li@example.org"))
    assert is_taken("BO@example.org", approval, [approval])


def test_a_members_guardian_has_an_address_of_her_own() -> None:
    application = make_application(guardians=1)
    approval = make_members_guardian(make_member(application))
    current = list(application.approvals.all())
    assert is_taken("bo@example.org", approval, current)
    assert is_taken(application.applicant.email, approval, current)
    # Brothers and sisters in a group have the same guardians.
    assert not is_taken("gun@example.org", approval, current)
