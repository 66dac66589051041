"""An address that an officer has corrected stays corrected when the application comes in anew."""

from typing import Any

import pytest

from home.models import User
from stipend_portal.models import Application, OutboxMessage
from stipend_portal.services.guardian_record import ask_again
from stipend_portal.services.member import confirm
from stipend_portal.services.member_record import ask_member_again
from stipend_portal.states import Role, State
from tests.factories.members import TOLD_OF_ONE
from tests.factories.portal import make_application, make_group_application, make_staff
from tests.factories.supplements import ask_for_more, send_answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(db: None) -> Application:
    """An application with two guardians, in review."""
    return make_application(state=State.IN_REVIEW)


@pytest.fixture
def group(db: None) -> Application:
    """An application for three, in review."""
    return make_group_application(state=State.IN_REVIEW)


def officer_of(application: Application) -> User:
    """A case officer of the round."""
    return make_staff(Role.CASE_OFFICER, rounds=[application.round])


def correct(application: Application, name: str, email: str) -> None:
    """An officer sends the question to the right address of a guardian."""
    approval = application.approvals.filter(name=name).latest("pk")
    ask_again(approval=approval, actor=officer_of(application), email=email)


def supplement(application: Application, *sections: str, **changes: Any) -> list[str]:
    """The application comes in anew with some words changed; gives whom the new questions go to, by the alphabet."""
    mails = OutboxMessage.objects.filter(kind__in=["guardian_invitation", "member_invitation"])
    before = set(mails.values_list("pk", flat=True))
    application.refresh_from_db()
    send_answer(ask_for_more(application, sections=sections or ["why"]), **changes)
    return sorted(mails.exclude(pk__in=before).values_list("recipient", flat=True))


def test_guardians_are_asked_anew_at_the_address_that_is_right(application: Application) -> None:
    correct(application, "Gun Exempel", "gun.ny@example.org")
    assert supplement(application, reason="Nytt.") == ["gary@example.org", "gun.ny@example.org"]
    assert supplement(application, reason="Ännu nyare.") == ["gary@example.org", "gun.ny@example.org"]
    assert application.latest_version.answers["guardians"]["first_email"] == "gun@example.org"


def test_an_address_that_the_applicant_has_written_since_is_used(application: Application) -> None:
    correct(application, "Gun Exempel", "gun.ny@example.org")
    asked = supplement(application, "guardians", first_email="gun.nyast@example.org")
    assert asked == ["gary@example.org", "gun.nyast@example.org"]


def test_guardians_who_have_changed_places_keep_their_right_addresses(application: Application) -> None:
    correct(application, "Gun Exempel", "gun.ny@example.org")
    changes = {
        "first_name": "Gary Exempel",
        "first_email": "gary@example.org",
        "second_name": "Gun Exempel",
        "second_email": "GUN@example.org",
    }
    assert supplement(application, "guardians", **changes) == ["gary@example.org", "gun.ny@example.org"]


def test_addresses_moved_along_one_step_all_stay_right(application: Application) -> None:
    correct(application, "Gary Exempel", "gary.ny@example.org")
    correct(application, "Gun Exempel", "gary@example.org")
    assert supplement(application, reason="Nytt.") == ["gary.ny@example.org", "gary@example.org"]


def test_two_guardians_are_never_asked_at_one_address(application: Application) -> None:
    correct(application, "Gun Exempel", "gun.ny@example.org")
    asked = supplement(application, "guardians", second_email="Gun.ny@example.org")
    assert asked == ["Gun.ny@example.org", "gun@example.org"]


def test_members_are_asked_anew_at_the_address_that_is_right(group: Application) -> None:
    bo = group.members.get(email="bo@example.org")
    ask_member_again(member=bo, actor=officer_of(group), email="bo.ny@example.org")
    assert supplement(group, reason="Nytt.") == ["bo.ny@example.org", "cecilia@example.org"]
    assert supplement(group, reason="Ännu nyare.") == ["bo.ny@example.org", "cecilia@example.org"]


def test_a_members_guardian_is_asked_anew_at_the_address_that_is_right(group: Application) -> None:
    confirm(member=group.members.get(email="bo@example.org"), told=TOLD_OF_ONE)
    correct(group, "Hanna Exempel", "hanna.ny@example.org")
    supplement(group, reason="Nytt.")
    bo = group.members.get(version=group.latest_version, email="bo@example.org")
    confirm(member=bo, told=TOLD_OF_ONE)
    assert list(bo.approvals.values_list("email", flat=True)) == ["hanna.ny@example.org"]
