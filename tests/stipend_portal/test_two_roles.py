"""Someone who is a board member and something more in the same round: which doors are hers, and when."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from home.models import User
from stipend_portal.models import Application, Round
from stipend_portal.permissions import round_roles
from stipend_portal.phases import Phase
from stipend_portal.review.access import cases_for, cases_to_assess
from stipend_portal.services.decision import record_decision
from stipend_portal.services.errors import NotAllowed
from stipend_portal.services.transition import lock
from stipend_portal.states import Role
from tests.factories.assessing import assess, make_criteria
from tests.factories.portal import clear_of_conflict, make_application, make_round, make_staff
from tests.stipend_portal.review.conftest import as_user, text  # noqa: F401

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]

SECOND = [Role.CASE_OFFICER, Role.BOARD_SECRETARY, Role.AUDITOR, Role.FINANCE]
BEFORE_MEETING = [Phase.OPEN, Phase.COMPLETENESS, Phase.ASSESSMENT, Phase.RANKING]


def both(round_: Round, second: Role) -> User:
    """Someone who is a board member of the round and something more, and has answered nothing about jäv."""
    return make_staff(Role.COMMITTEE_MEMBER, second, rounds=[round_], declared=False)


@pytest.mark.parametrize("second", SECOND)
@pytest.mark.parametrize("phase", BEFORE_MEETING)
def test_until_the_meeting_a_blind_round_is_open_to_her_as_a_board_member_only(
    second: Role, phase: Phase
) -> None:
    round_ = make_round(phase=phase, blind=True)
    case, person = make_application(round=round_), both(round_, second)
    clear_of_conflict([person], [case])
    reads = [case] if phase in {Phase.ASSESSMENT, Phase.RANKING} else []
    assert (list(cases_for(person)), list(cases_to_assess(person))) == ([], reads)


@pytest.mark.parametrize("second", SECOND)
def test_no_page_of_a_blind_case_tells_her_who_applies(as_user: SignIn, second: Role) -> None:  # noqa: F811
    round_ = make_round(phase=Phase.ASSESSMENT, blind=True)
    case, person = make_application(round=round_, full_name="Alva Hemlig"), both(round_, second)
    client = as_user(person)
    pages = [reverse("cases:case", args=[case.pk]), reverse("cases:index"), "/admin/"]
    for answered in (False, True):
        if answered:
            clear_of_conflict([person], [case])
        assert not [page for page in pages if "Hemlig" in text(client.get(page, follow=True))]


@pytest.mark.parametrize("second", [Role.CASE_OFFICER, Role.BOARD_SECRETARY, Role.AUDITOR])
@pytest.mark.parametrize("phase", [Phase.MEETING, Phase.CLOSED])
def test_from_the_meeting_on_she_is_asked_about_jav_whatever_page_she_opens(
    as_user: SignIn,  # noqa: F811
    second: Role,
    phase: Phase,
) -> None:
    round_ = make_round(phase=Phase.MEETING)
    case = make_application(round=round_, full_name="Alva Hemlig")
    person = both(round_, second)
    Round.objects.update(phase=phase)
    client, address = as_user(person), reverse("cases:case", args=[case.pk])
    page = text(client.get(address))
    assert "Hemlig" not in page
    assert f"jäv in {case.reference}?" in page
    with pytest.raises(NotAllowed):
        lock(case, person)
    clear_of_conflict([person], [case])
    assert "Hemlig" in text(client.get(address))


@pytest.mark.parametrize("phase", [Phase.OPEN, Phase.COMPLETENESS])
def test_a_round_that_is_not_blind_is_prepared_by_her_when_she_has_answered(phase: Phase) -> None:
    round_ = make_round(phase=phase)
    case, person = make_application(round=round_), both(round_, Role.BOARD_SECRETARY)
    assert list(cases_for(person)) == []
    clear_of_conflict([person], [case])
    assert list(cases_for(person)) == [case]


def test_she_reads_what_the_others_think_when_she_has_handed_in_her_own(as_user: SignIn) -> None:  # noqa: F811
    round_ = make_round(phase=Phase.ASSESSMENT)
    make_criteria(round_)
    case, person = make_application(round=round_), both(round_, Role.CASE_OFFICER)
    other = make_staff(Role.COMMITTEE_MEMBER, rounds=[round_])
    clear_of_conflict([person, other], [case])
    assess(case, other, comment="Bergtrollskommentar")
    client = as_user(person)
    addresses = [reverse(name, args=[case.pk]) for name in ("cases:case", "assessing:case")]
    addresses.append(reverse("ranking:round", args=[round_.pk]))
    assert not [url for url in addresses if "Bergtrollskommentar" in text(client.get(url))]
    assess(case, person, comment="Min")
    assert [url for url in addresses if "Bergtrollskommentar" in text(client.get(url))] == [addresses[1]]


def test_what_else_she_does_is_hers_in_other_rounds() -> None:
    here, there = make_round(phase=Phase.ASSESSMENT, blind=True), make_round(blind=True)
    person = both(here, Role.AUDITOR)
    there.roles.create(user=person, role=Role.AUDITOR)
    there.save()
    assert set(round_roles(person)) == {(here.pk, Role.COMMITTEE_MEMBER), (there.pk, Role.AUDITOR)}


def test_a_service_refuses_what_her_second_role_may_not_do_yet() -> None:
    round_ = make_round(phase=Phase.ASSESSMENT, blind=True)
    case, person = make_application(round=round_, state="prepared"), both(round_, Role.CASE_OFFICER)
    clear_of_conflict([person], [case])
    with pytest.raises(NotAllowed):
        record_decision(
            application=case,
            actor=person,
            outcome="refused",
            amount=0,
            reason="Skäl.",
            basis="delegation",
            basis_reference="B 3.1",
            decided_on=timezone.localdate(case.received_at),
        )
    assert Application.objects.get().state == "prepared"
