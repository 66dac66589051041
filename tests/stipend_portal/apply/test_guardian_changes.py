"""The guardian's page after the answer, and when it is none of her business any more."""

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from stipend_portal.models import Application, GuardianApproval
from stipend_portal.services.guardian import answer
from stipend_portal.services.guardian_record import go_on_without, record_on_paper
from stipend_portal.services.withdrawal import withdraw
from stipend_portal.states import FINAL, Role, State
from tests.factories.guardians import make_member, make_members_guardian, send_newer_version
from tests.factories.portal import make_application, make_staff
from tests.factories.snapshot import portal_snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(db: None) -> Application:
    """An application with two guardians."""
    return make_application()


@pytest.fixture
def approval(application: Application) -> GuardianApproval:
    """The first guardian's, not answered."""
    return application.approvals.earliest("pk")


def link(approval: GuardianApproval, prefix: str = "/en") -> str:
    """The address in the guardian's mail."""
    return f"{prefix}/godkann/{approval.token}/"


def page(approval: GuardianApproval) -> str:
    """The page as she reads it, its lines put together."""
    response = Client().get(link(approval))
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def say(approval: GuardianApproval, answer: str) -> int:
    """Press a button; gives the status."""
    return Client().post(link(approval), {"answer": answer}).status_code


def buttons(approval: GuardianApproval) -> list[str]:
    """What she can press."""
    return [part.split('"')[0] for part in page(approval).split('name="answer" value="')[1:]]


def test_a_guardian_changes_her_mind_as_often_as_she_likes(approval: GuardianApproval) -> None:
    story = [(buttons(approval), say(approval, "approve"))]
    for word in ("take_back", "change_to_yes", "take_back"):
        story.append((buttons(approval), say(approval, word)))
    assert story == [
        (["approve", "decline"], 302),
        (["take_back"], 302),
        (["change_to_yes"], 302),
        (["take_back"], 302),
    ]
    assert "You have taken back your yes" in page(approval)
    kinds = list(approval.application.events.values_list("kind", flat=True))
    assert kinds == [
        "submitted",
        "guardian_approved",
        "guardian_withdrew",
        "guardian_approved",
        "guardian_withdrew",
    ]
    assert approval.application.messages.filter(kind="guardian_answered").count() == 4


def test_a_link_takes_ten_answers_an_hour(approval: GuardianApproval) -> None:
    cache.clear()
    with time_machine.travel(timezone.now(), tick=False):
        statuses = [say(approval, "approve") for _click in range(11)]
    cache.clear()
    assert statuses == [302] * 10 + [429]


def test_a_no_can_become_a_yes(approval: GuardianApproval) -> None:
    say(approval, "decline")
    assert buttons(approval) == ["change_to_yes"]
    assert say(approval, "change_to_yes") == 302
    assert "You have said yes" in page(approval)


def test_the_page_says_what_taking_back_means_before_it_is_done(approval: GuardianApproval) -> None:
    say(approval, "approve")
    before, _button, _after = page(approval).partition('value="take_back"')
    assert "<summary>Take back your yes</summary>" in before
    assert "Alva Exempel is told by mail that you have taken it back." in before


@pytest.mark.parametrize("word", ["take_back", "change_to_yes"])
def test_what_does_not_fit_is_told_and_changes_nothing(approval: GuardianApproval, word: str) -> None:
    before = portal_snapshot()
    response = Client().post(link(approval), {"answer": word})
    assert response.status_code == 409
    assert "Your answer was not changed" in response.content.decode()
    assert portal_snapshot() == before


def test_five_clicks_on_taking_back_are_one(approval: GuardianApproval) -> None:
    say(approval, "approve")
    assert [say(approval, "take_back") for _click in range(5)] == [302] * 5
    assert approval.application.events.filter(kind="guardian_withdrew").count() == 1


@pytest.mark.parametrize("status", ["approved", "declined", "withdrawn"])
def test_an_answer_is_read_but_not_changed_after_the_decision(status: str) -> None:
    approval = make_application(guardians=1, state=State.DECIDED).approvals.get()
    GuardianApproval.objects.filter(pk=approval.pk).update(status=status, answered_at=approval.invited_at)
    assert buttons(approval) == []
    assert "your answer can no longer be changed" in page(approval)
    word = "take_back" if status == "approved" else "change_to_yes"
    assert say(approval, word) == 409


@pytest.mark.parametrize("state", sorted(FINAL))
@pytest.mark.parametrize("status", ["invited", "approved", "declined", "withdrawn"])
def test_a_withdrawn_or_closed_application_is_shown_to_no_guardian(state: State, status: str) -> None:
    approval = make_application(guardians=1, state=state).approvals.get()
    answered_at = None if status == "invited" else approval.invited_at
    GuardianApproval.objects.filter(pk=approval.pk).update(status=status, answered_at=answered_at)
    found = page(approval)
    assert "No answer is needed any more" in found
    for secret in ("Alva", approval.application.reference, "Türi", "Gun"):
        assert secret not in found
    assert buttons(approval) == []


def test_a_page_opened_before_the_withdrawal_cannot_take_back(
    application: Application, approval: GuardianApproval
) -> None:
    say(approval, "approve")
    withdraw(application=application, actor=application.applicant)
    assert say(approval, "take_back") == 409


def test_a_link_to_an_older_version_says_so_and_takes_no_answer(
    application: Application, approval: GuardianApproval
) -> None:
    send_newer_version(application, plan="En senare plan.")
    found = page(approval)
    assert "A newer version has been sent" in found
    assert "Alva" not in found
    assert application.reference not in found
    assert buttons(approval) == []
    assert [say(approval, word) for word in ("approve", "decline")] == [409, 409]
    newer = application.approvals.filter(version__number=2).earliest("pk")
    assert "En senare plan." in page(newer)
    assert say(newer, "approve") == 302


@pytest.mark.parametrize("said", [None, True, False])
def test_the_page_of_someone_of_age_shows_nothing_and_says_why(
    approval: GuardianApproval, said: bool | None
) -> None:
    if said is not None:
        answer(approval=approval, approves=said)
    with time_machine.travel("2029-03-27T08:00:00+02:00"):
        found = page(approval)
        assert "has turned 18 and decides alone" in found
        assert approval.application.round.contact in found
        for secret in ("Alva", approval.application.reference, "Türi", "Gun"):
            assert secret not in found
        assert buttons(approval) == []
        assert say(approval, "change_to_yes" if said is False else "take_back") == 409
    with time_machine.travel("2029-03-26T23:00:00+02:00"):
        assert "Alva" in page(approval)


def test_a_guardian_does_not_read_how_to_reach_the_other(approval: GuardianApproval) -> None:
    found = page(approval)
    assert "Gary" not in found
    assert "gary@example.org" not in found


def test_an_applicants_guardian_reads_who_goes_along_and_nothing_more_of_them(
    application: Application,
) -> None:
    bo = {
        "name": "Bo Exempel",
        "birth_date": "2011-05-05",
        "connection": "studies",
        "email": "bo@example.org",
    }
    version = send_newer_version(application, members=[bo])
    found = page(version.approvals.earliest("pk"))
    assert "Bo Exempel" in found
    assert "5 May 2011" not in found
    assert "bo@example.org" not in found


def test_a_members_guardian_reads_the_plan_and_the_member_only() -> None:
    application = make_application(phone="0532-123 45")
    other = make_member(application, name="Li Exempel", email="li@example.org", birth_date="2012-12-12")
    approval = make_members_guardian(make_member(application))
    found = page(approval)
    assert "Bo Exempel is in a group that applies for a stipend and needs your answer" in found
    for shown in ("Bo Exempel", "5 May 2011", "Türi, Estland", "Flyg tur och retur", "ung i ett annat land"):
        assert shown in found
    for hidden in ("0532-123 45", "Gun Exempel", "gun@example.org", "bo@example.org", "27 March 2011"):
        assert hidden not in found
    assert other.name not in found
    assert say(approval, "approve") == 302


def test_a_guardian_gone_on_without_can_still_answer(
    application: Application, approval: GuardianApproval
) -> None:
    officer = make_staff(Role.CASE_OFFICER, rounds=[application.round])
    go_on_without(approval=approval, actor=officer, reason="Svarar inte.")
    found = page(approval)
    assert "Your answer still counts if you give it now." in found
    assert "Svarar inte." not in found
    assert say(approval, "decline") == 302


def test_an_answer_on_paper_is_shown_and_can_be_taken_back(
    application: Application, approval: GuardianApproval
) -> None:
    officer = make_staff(Role.CASE_OFFICER, rounds=[application.round])
    record_on_paper(
        approval=approval,
        actor=officer,
        approves=True,
        signed_on=timezone.localdate(approval.version.received_at),
    )
    assert "We recorded your yes on paper for Alva Exempel" in page(approval)
    assert say(approval, "take_back") == 302


def test_the_page_is_the_same_in_the_other_language(approval: GuardianApproval) -> None:
    say(approval, "approve")
    swedish = Client().get(link(approval, "")).content.decode()
    assert f'href="{link(approval)}"' in swedish
    assert 'value="take_back"' in swedish


@pytest.mark.parametrize("members", [0, 2])
def test_the_page_takes_as_many_queries_however_many_guardians_there_are(
    application: Application,
    approval: GuardianApproval,
    members: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(members):
        make_members_guardian(make_member(application, email=f"medlem{number}@example.org"))
    client = Client()
    client.get(link(approval))
    with django_assert_num_queries(4):
        client.get(link(approval))
