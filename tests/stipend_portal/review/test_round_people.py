"""Who chooses who works with a round, and which roles go together."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from home.models import User
from stipend_portal.models import Round, RoundRole
from stipend_portal.services.round_copy import copy_round
from stipend_portal.states import Role
from tests.factories.portal import make_applicant, make_round, make_staff
from tests.factories.setting_up import round_as_sent
from tests.factories.snapshot import portal_snapshot
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


def url(round_: Round) -> str:
    """Where a round is edited."""
    return reverse("rounds:edit", args=[round_.pk])


def people(round_: Round) -> set[tuple[str, str]]:
    """Who works with a round."""
    return {(row.user.email, row.role) for row in round_.roles.select_related("user")}


def taking_away(round_: Round, *leaving: User) -> dict[str, str]:
    """What is sent when these people are taken off a round."""
    rows = list(RoundRole.objects.filter(round=round_).select_related("user"))
    sent = round_as_sent(round_, [(row.user, row.role) for row in rows])
    sent["roles-INITIAL_FORMS"] = str(len(rows))
    for number, row in enumerate(rows):
        sent[f"roles-{number}-id"] = str(row.pk)
        if row.user in leaving:
            sent[f"roles-{number}-DELETE"] = "on"
    return sent


@pytest.fixture
def elsewhere() -> User:
    """A case officer of another round."""
    return make_staff(Role.CASE_OFFICER, rounds=[make_round()])


def test_an_officer_of_another_round_reads_who_works_with_this_one_and_names_nobody(
    as_user: SignIn, officer: User, elsewhere: User, round_: Round
) -> None:
    client = as_user(elsewhere)
    page = text(client.get(url(round_)))
    assert "Only a case officer of this round, or an administrator of the site" in page
    assert str(officer) in page
    assert "roles-0-user" not in page
    before = portal_snapshot()
    for row in ([(elsewhere, "case_officer")], [(elsewhere, "auditor")]):
        response = client.post(url(round_), round_as_sent(round_, row))
        assert "Ask one of them. Nothing is saved yet." in text(response)
    client.post(url(round_), taking_away(round_, officer))
    assert portal_snapshot() == before


def test_without_the_rows_of_people_she_can_change_the_rest(
    as_user: SignIn, officer: User, elsewhere: User, round_: Round
) -> None:
    row = round_.roles.get()
    sent = round_as_sent(round_, contact="Nya enheten") | {
        "roles-TOTAL_FORMS": "1",
        "roles-INITIAL_FORMS": "1",
        "roles-0-id": str(row.pk),
        "roles-0-DELETE": "on",
    }
    assert as_user(elsewhere).post(url(round_), sent).status_code == 302
    round_.refresh_from_db()
    assert round_.contact == "Nya enheten"
    assert people(round_) == {(officer.email, "case_officer")}


def test_officers_of_the_round_and_administrators_name_people(
    as_user: SignIn, officer: User, round_: Round
) -> None:
    admin = make_applicant(is_superuser=True, is_staff=True)
    for who, role in ((officer, Role.AUDITOR), (admin, Role.FINANCE)):
        added = make_staff(role)
        assert as_user(who).post(url(round_), round_as_sent(round_, [(added, role)])).status_code == 302
        assert (added.email, role) in people(round_)


def test_the_last_officer_stays_until_another_is_named(as_user: SignIn, officer: User, round_: Round) -> None:
    client = as_user(officer)
    response = client.post(url(round_), taking_away(round_, officer))
    assert "A round needs a case officer. Name another one" in text(response)
    assert people(round_) == {(officer.email, "case_officer")}
    other = make_staff(Role.CASE_OFFICER, rounds=[round_])
    assert client.post(url(round_), taking_away(round_, officer)).status_code == 302
    assert people(round_) == {(other.email, "case_officer")}


@pytest.mark.parametrize("second", [Role.CASE_OFFICER, Role.BOARD_SECRETARY, Role.AUDITOR])
def test_nobody_is_board_member_and_handles_or_audits_the_same_round(
    as_user: SignIn, officer: User, round_: Round, second: Role
) -> None:
    person = make_staff(Role.COMMITTEE_MEMBER, second)
    both = [(person, Role.COMMITTEE_MEMBER.value), (person, second.value)]
    client = as_user(officer)
    response = client.post(url(round_), round_as_sent(round_, both))
    assert f"{person} cannot be board member and" in text(response)
    # Nor one row at a time.
    assert client.post(url(round_), round_as_sent(round_, both[:1])).status_code == 302
    assert "cannot be board member and" in text(client.post(url(round_), round_as_sent(round_, both[1:])))
    assert people(round_) == {(officer.email, "case_officer"), (person.email, "committee_member")}
    # In different rounds it is no matter.
    assert client.post(url(round_), taking_away(round_, person)).status_code == 302
    assert client.post(url(round_), round_as_sent(round_, both[1:])).status_code == 302


def new_round(round_: Round) -> Round:
    """A round that is not saved yet."""
    fresh = make_round(coming=True, programme=round_.programme)
    Round.objects.filter(pk=fresh.pk).delete()
    fresh.pk = None
    return fresh


def test_whoever_sets_up_a_round_or_copies_one_becomes_an_officer_of_it(
    as_user: SignIn, elsewhere: User, round_: Round
) -> None:
    fresh = new_round(round_)
    assert as_user(elsewhere).post(reverse("rounds:add"), round_as_sent(fresh)).status_code == 302
    made = Round.objects.get(slug=fresh.slug)
    assert people(made) == {(elsewhere.email, "case_officer")}
    assert made.events.get().data == {"people": [[str(elsewhere), "case_officer"]]}
    copy = copy_round(round=round_, actor=elsewhere)
    assert people(copy) == {(elsewhere.email, "case_officer")}


def test_she_cannot_seat_herself_in_the_board_of_a_round_she_sets_up(as_user: SignIn, round_: Round) -> None:
    person = make_staff(Role.CASE_OFFICER, Role.COMMITTEE_MEMBER)
    sent = round_as_sent(new_round(round_), [(person, Role.COMMITTEE_MEMBER.value)])
    assert "cannot be board member and case officer" in text(
        as_user(person).post(reverse("rounds:add"), sent)
    )
    assert Round.objects.count() == 1


def test_a_copy_takes_no_seat_along_that_does_not_go_with_another_role(officer: User, round_: Round) -> None:
    both = make_staff(Role.COMMITTEE_MEMBER, Role.AUDITOR, rounds=[round_])
    copy = copy_round(round=round_, actor=officer)
    assert people(copy) == {(officer.email, "case_officer"), (both.email, "auditor")}
