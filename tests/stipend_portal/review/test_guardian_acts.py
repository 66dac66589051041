"""The officer's pages about a guardian: what is asked, who is let in, and what the case page then says."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from home.models import User
from stipend_portal.models import Application, GuardianApproval, Round
from stipend_portal.services.guardian import answer
from stipend_portal.states import Role, State
from tests.factories.guardians import (
    make_member,
    make_members_guardian,
    make_not_asked,
    make_unreachable,
    send_newer_version,
)
from tests.factories.portal import UserFactory, make_application, make_round, make_staff
from tests.factories.snapshot import portal_snapshot
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]

SLUGS = ["papper", "fraga-igen", "utan"]


def url(approval: GuardianApproval, slug: str) -> str:
    """The address of a confirm page."""
    return f"/admin/arenden/{approval.application_id}/vardnadshavare/{approval.pk}/{slug}/"


def typed(approval: GuardianApproval, slug: str) -> dict[str, Any]:
    """What an officer types on a page, all right."""
    signed_on = timezone.localdate(approval.version.received_at).isoformat()
    return {
        "papper": {"answer": "yes", "signed_on": signed_on, "note": ""},
        "fraga-igen": {"email": "gun.ny@example.org"},
        "utan": {"reason": "Ligger på sjukhus i flera månader."},
    }[slug]


def words(client: Client, case: Application) -> str:
    """The case page, its lines put together."""
    return " ".join(text(client.get(f"/admin/arenden/{case.pk}/")).split())


@pytest.fixture
def approval(case: Application) -> GuardianApproval:
    """The first of two guardians, asked and not answered."""
    return case.approvals.earliest("pk")


@pytest.mark.parametrize(
    ("slug", "status", "kind"),
    [
        ("papper", "approved", "guardian_on_paper"),
        ("fraga-igen", "invited", "guardian_asked_again"),
        ("utan", "waived", "guardian_waived"),
    ],
)
def test_it_is_done_by_post_and_logged(
    as_user: SignIn, officer: User, approval: GuardianApproval, slug: str, status: str, kind: str
) -> None:
    client = as_user(officer)
    before = portal_snapshot()
    assert client.get(url(approval, slug)).status_code == 200
    assert portal_snapshot() == before
    response = client.post(url(approval, slug), typed(approval, slug))
    assert (response.status_code, response["Location"]) == (302, f"/admin/arenden/{approval.application_id}/")
    approval.refresh_from_db()
    assert approval.status == status
    event = approval.application.events.latest("pk")
    assert (event.kind, event.actor, event.actor_role) == (kind, officer, Role.CASE_OFFICER)


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.BOARD_SECRETARY, 403),
        (Role.AUDITOR, 403),
        (Role.FINANCE, 404),
        (Role.COMMITTEE_MEMBER, 404),
        (Role.COMMUNICATOR, 404),
        (Role.STRATEGIST, 404),
    ],
)
def test_only_a_case_officer_of_the_round_is_let_in(
    as_user: SignIn, approval: GuardianApproval, slug: str, method: str, role: Role, status: int
) -> None:
    client = as_user(make_staff(role, rounds=[approval.application.round]))
    before = portal_snapshot()
    assert getattr(client, method)(url(approval, slug), typed(approval, slug)).status_code == status
    assert portal_snapshot() == before


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_others_find_nothing(as_user: SignIn, approval: GuardianApproval, slug: str, method: str) -> None:
    for person in (make_staff(Role.CASE_OFFICER, rounds=[make_round()]), UserFactory(is_superuser=True)):
        assert getattr(as_user(person), method)(url(approval, slug)).status_code == 404


@pytest.mark.parametrize("slug", SLUGS)
def test_a_guardian_of_another_case_is_not_found(
    as_user: SignIn, officer: User, case: Application, slug: str
) -> None:
    other = make_application(round=case.round).approvals.earliest("pk")
    path = f"/admin/arenden/{case.pk}/vardnadshavare/{other.pk}/{slug}/"
    assert as_user(officer).get(path).status_code == 404


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("state", [State.DECIDED, State.WITHDRAWN])
def test_after_the_decision_it_is_too_late(
    as_user: SignIn, officer: User, round_: Round, slug: str, method: str, state: State
) -> None:
    approval = make_application(round=round_, state=state).approvals.earliest("pk")
    before = portal_snapshot()
    response = getattr(as_user(officer), method)(url(approval, slug), typed(approval, slug))
    assert response.status_code == 409
    assert "Nothing has been changed by what you just did." in text(response)
    assert portal_snapshot() == before


def test_nobody_goes_on_over_a_no(as_user: SignIn, officer: User, approval: GuardianApproval) -> None:
    answer(approval=approval, approves=False)
    response = as_user(officer).post(url(approval, "utan"), typed(approval, "utan"))
    assert response.status_code == 409
    assert "Nobody can go on over a guardian&#x27;s no" in text(response)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_same_click_twice_is_one_act(
    as_user: SignIn, officer: User, approval: GuardianApproval, slug: str
) -> None:
    client = as_user(officer)
    statuses = [client.post(url(approval, slug), typed(approval, slug)).status_code for _click in range(2)]
    # Sending a question twice is two questions; the others say nothing new the second time.
    assert statuses == [302, {"fraga-igen": 302, "utan": 409, "papper": 422}[slug]]


@pytest.mark.parametrize(
    ("slug", "changes", "error"),
    [
        ("papper", {"answer": ""}, "Choose what the guardian has answered."),
        ("papper", {"signed_on": ""}, "Write the day the paper was signed."),
        ("papper", {"signed_on": "i går"}, "Write the day as year-month-day"),
        ("papper", {"signed_on": "2100-01-01"}, "That day has not come yet."),
        ("papper", {"signed_on": "2020-01-01"}, "This version of the application came in after that day."),
        ("fraga-igen", {"email": ""}, "Write the guardian&#x27;s e-mail address."),
        ("fraga-igen", {"email": "gun"}, "It should look like name@example.org."),
        (
            "fraga-igen",
            {"email": "gary@example.org"},
            "This address belongs to the young person, to someone else in the group",
        ),
        ("utan", {"reason": "  "}, "Write why the application can go on without."),
    ],
)
def test_bad_input_is_told_and_kept_and_changes_nothing(
    as_user: SignIn,
    officer: User,
    approval: GuardianApproval,
    slug: str,
    changes: dict[str, str],
    error: str,
) -> None:
    before = portal_snapshot()
    data = typed(approval, slug) | changes
    if slug == "papper":
        data["note"] = "Kom med posten."
    response = as_user(officer).post(url(approval, slug), data)
    assert response.status_code == 422
    assert error in text(response)
    assert ("Kom med posten." in text(response)) == (slug == "papper")
    assert portal_snapshot() == before


def test_a_paper_from_someone_not_named_needs_a_name(
    as_user: SignIn, officer: User, case: Application
) -> None:
    approval = make_not_asked(case)
    client = as_user(officer)
    data = typed(approval, "papper")
    response = client.post(url(approval, "papper"), data)
    assert (response.status_code, "Write the guardian&#x27;s name." in text(response)) == (422, True)
    assert client.post(url(approval, "papper"), data | {"name": "Gun Exempel"}).status_code == 302
    found = words(client, case)
    assert "Gun Exempel" in found
    assert f"recorded by {officer}" in found


def test_only_what_is_new_can_be_recorded_on_paper(
    as_user: SignIn, officer: User, approval: GuardianApproval
) -> None:
    answer(approval=approval, approves=True)
    form = as_user(officer).get(url(approval, "papper")).context["form"]
    assert [value for value, _words in form.fields["answer"].choices] == ["no"]


def links(client: Client, case: Application) -> dict[int, list[str]]:
    """What is offered for each approval of a case."""
    shown = client.get(f"/admin/arenden/{case.pk}/").context["approvals"]
    return {each.approval.pk: [link.url.split("/")[-2] for link in each.links] for each in shown}


def test_the_case_page_offers_what_can_be_done_about_each_guardian(
    as_user: SignIn, officer: User, case: Application
) -> None:
    first, second = case.approvals.all()
    answer(approval=first, approves=True)
    assert links(as_user(officer), case) == {
        first.pk: ["papper"],
        second.pk: ["papper", "fraga-igen", "utan"],
    }


def test_an_only_guardian_cannot_be_gone_on_without(as_user: SignIn, officer: User, round_: Round) -> None:
    case = make_application(round=round_, guardians=1)
    assert list(links(as_user(officer), case).values()) == [["papper", "fraga-igen"]]


@pytest.mark.parametrize("role", [Role.BOARD_SECRETARY, Role.AUDITOR])
def test_nothing_is_offered_to_other_roles(as_user: SignIn, case: Application, role: Role) -> None:
    client = as_user(make_staff(role, rounds=[case.round]))
    assert list(links(client, case).values()) == [[], []]


def test_the_case_page_tells_who_how_and_when(
    as_user: SignIn, officer: User, case: Application, approval: GuardianApproval
) -> None:
    client = as_user(officer)
    data = typed(approval, "papper") | {"note": "Finns i pärm 3."}
    client.post(url(approval, "papper"), data)
    missing = make_unreachable(case)
    assert "Han har inte hört av sig på flera år." in words(client, case)
    client.post(url(missing, "utan"), {"reason": "Utomlands sedan länge."})
    found = words(client, case)
    assert f"On paper, signed {data['signed_on']}, recorded by {officer}" in found
    assert "Finns i pärm 3." in found
    assert f"Decided by {officer}" in found
    assert "Utomlands sedan länge." in found
    assert "Done: 2 of 3" in found


def test_an_older_version_is_marked_and_nothing_is_offered_for_it(
    as_user: SignIn, officer: User, case: Application
) -> None:
    send_newer_version(case, guardians=1)
    client = as_user(officer)
    newest, *older = links(client, case).values()
    assert (newest, older) == (["papper", "fraga-igen"], [[], []])
    assert words(client, case).count("About an older version, so it no longer counts.") == 2
    assert "Done: 0 of 1" in words(client, case)


def test_a_members_guardian_is_told_apart(as_user: SignIn, officer: User, case: Application) -> None:
    make_members_guardian(make_member(case))
    assert "guardian of Bo Exempel" in words(as_user(officer), case)


def test_someone_who_can_ask_nobody_is_told_of_in_the_list_and_before_preparing(
    as_user: SignIn, officer: User, round_: Round
) -> None:
    case = make_application(round=round_, state=State.IN_REVIEW)
    make_not_asked(case)
    client = as_user(officer)
    assert "0 of 1, wants to talk to us first" in text(client.get("/admin/arenden/"))
    assert "Someone cannot or must not ask a guardian" in text(client.get(f"/admin/arenden/{case.pk}/bered/"))
    assert "Jag bor hos en annan familj." in words(client, case)
