"""A guardian's link after a new version with the same words: her answer stands, and she can change it."""

import pytest
from django.test import Client

from stipend_portal.models import Application, GuardianApproval
from stipend_portal.services.guardian import answer
from stipend_portal.services.guardian_record import ask_again, go_on_without
from stipend_portal.services.member import confirm, decline
from stipend_portal.states import Role, State
from tests.factories.members import TOLD_OF_ONE
from tests.factories.portal import make_application, make_group_application, make_staff
from tests.factories.supplements import ask_for_more, send_answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def approval(db: None) -> GuardianApproval:
    """The only guardian's, not answered."""
    return make_application(guardians=1, state=State.IN_REVIEW).approvals.get()


def link(approval: GuardianApproval) -> str:
    """The address in the guardian's mail."""
    return f"/en/godkann/{approval.token}/"


def same_words_again(application: Application) -> None:
    """A new version, in which everything stands as it was."""
    application.refresh_from_db()
    send_answer(ask_for_more(application))


def copy_of(approval: GuardianApproval) -> GuardianApproval:
    """Her row of the newest version."""
    return approval.application.approvals.get(version=approval.application.latest_version)


@pytest.mark.parametrize("approves", [True, False])
def test_the_link_of_one_whose_answer_stands_leads_to_the_newest_version(
    approval: GuardianApproval, approves: bool
) -> None:
    answer(approval=approval, approves=approves)
    for _time in range(2):
        same_words_again(approval.application)
        response = Client().get(link(approval))
        assert (response.status_code, response.headers["Location"]) == (302, link(copy_of(approval)))
    assert approval.application.messages.filter(kind="guardian_invitation").count() == 1


def test_she_changes_her_answer_as_often_as_she_likes_also_on_a_page_opened_before(
    approval: GuardianApproval,
) -> None:
    answer(approval=approval, approves=True)
    same_words_again(approval.application)
    for word, status in (("take_back", "withdrawn"), ("change_to_yes", "approved")):
        response = Client().post(link(approval), {"answer": word})
        assert (response.status_code, response.headers["Location"]) == (302, link(copy_of(approval)))
        assert copy_of(approval).status == status
    approval.refresh_from_db()
    assert approval.status == "approved"


def test_who_has_got_a_newer_mail_is_not_led_on(approval: GuardianApproval) -> None:
    same_words_again(approval.application)
    page = Client().get(link(approval))
    assert (page.status_code, "A newer version has been sent" in page.content.decode()) == (200, True)


def test_who_is_asked_anew_about_other_words_is_not_led_on(approval: GuardianApproval) -> None:
    answer(approval=approval, approves=True)
    send_answer(ask_for_more(approval.application), reason="Nytt.")
    assert Client().get(link(approval)).status_code == 200
    assert Client().post(link(approval), {"answer": "take_back"}).status_code == 409


@pytest.mark.parametrize("email", ["gun@example.org", "gun.ny@example.org"])
def test_a_link_from_before_the_question_was_sent_again_is_not_led_on(
    email: str,
) -> None:
    approval = make_application(guardians=2, state=State.IN_REVIEW).approvals.earliest("pk")
    officer = make_staff(Role.CASE_OFFICER, rounds=[approval.application.round])
    go_on_without(approval=approval, actor=officer, reason="Svarar inte.")
    same_words_again(approval.application)
    copy = approval.application.approvals.get(version__number=2, email="gun@example.org")
    assert Client().get(link(approval)).headers["Location"] == link(copy)
    ask_again(approval=copy, actor=officer, email=email)
    page = Client().get(link(approval))
    assert (page.status_code, "A newer version has been sent" in page.content.decode()) == (200, True)


def test_a_guardian_of_one_who_stays_at_home_is_not_written_to_and_her_link_leads_on() -> None:
    application = make_group_application(state=State.IN_REVIEW)
    bo = application.members.earliest("pk")
    confirm(member=bo, told=TOLD_OF_ONE)
    approval = application.approvals.get()
    decline(member=bo)
    same_words_again(application)
    assert application.messages.filter(kind="guardian_invitation").count() == 1
    assert "not coming along" in Client().get(link(approval), follow=True).content.decode()
    copy = copy_of(approval)
    confirm(member=copy.member)
    assert Client().get(link(approval)).headers["Location"] == link(copy)
    assert Client().post(link(approval), {"answer": "approve"}).status_code == 302
    copy.refresh_from_db()
    assert copy.status == "approved"
