"""Who opens the page of a case to assess, when, and what can be done on it then."""

from urllib.parse import quote

import pytest
from django.test import Client

from home.models import User
from stipend_portal.models import Application, Assignment, Round
from stipend_portal.phases import Phase
from stipend_portal.states import STAFF_ROLES, Role, State
from tests.factories.assessing import make_assessed_round, make_assessor, make_case, save
from tests.factories.guardians import send_newer_version
from tests.factories.portal import make_staff
from tests.factories.snapshot import portal_snapshot
from tests.stipend_portal.review.assessing.conftest import SignIn, posted, read, url

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("phase", [Phase.RANKING, Phase.MEETING])
def test_in_other_phases_it_is_only_read(
    client: Client, case: Application, person: User, phase: Phase
) -> None:
    save(case, person, 4)
    send_newer_version(case, reason="Nytt.")
    Round.objects.update(phase=phase)
    page = client.get(url(case)).content.decode()
    assert "<form" not in page.partition('class="review"')[2]
    before = portal_snapshot()
    assert client.post(url(case), posted(case, 1, save="")).status_code == 409
    assert client.post(url(case, "ta-upp/")).status_code == 409
    assert client.post(url(case, "ny-version/"), {"version": "2"}).status_code == 409
    assert portal_snapshot() == before


@pytest.mark.parametrize("phase", [Phase.OPEN, Phase.COMPLETENESS, Phase.CLOSED])
def test_before_and_after_there_is_no_page(client: Client, case: Application, phase: Phase) -> None:
    Round.objects.update(phase=phase)
    assert client.get(url(case)).status_code == 404


def test_a_case_that_was_taken_back_is_only_read(client: Client, case: Application) -> None:
    Application.objects.update(state=State.WITHDRAWN)
    assert client.get(url(case)).status_code == 200
    assert client.post(url(case), posted(case, 1, save="")).status_code == 409


@pytest.mark.parametrize("role", [role for role in STAFF_ROLES if role is not Role.COMMITTEE_MEMBER])
def test_for_other_roles_there_is_no_page(as_user: SignIn, case: Application, role: Role) -> None:
    browser = as_user(make_staff(role, rounds=[case.round]))
    assert browser.get(url(case)).status_code == 404


def test_whoever_has_not_answered_about_jav_is_led_to_the_question(
    as_user: SignIn, case: Application
) -> None:
    browser = as_user(make_assessor(case.round, clear=False))
    assert browser.get(url(case)).headers["Location"] == f"/admin/arenden/{case.pk}/jav/"
    case.conflicts.create(user=browser_user(browser), has_conflict=True, ground="party")
    assert browser.get(url(case)).status_code == 404


def browser_user(browser: Client) -> User:
    """Who is signed in."""
    return User.objects.get(pk=browser.session["_auth_user_id"])


def test_whoever_finds_that_she_has_jav_says_so_from_the_page(client: Client, case: Application) -> None:
    way = f"/admin/arenden/{case.pk}/jav/"
    assert f'href="{way}"' in client.get(url(case)).content.decode()
    assert client.get(way).status_code == 200
    client.post(way, {"ground": "party"})
    assert client.get(url(case)).status_code == 404
    assert client.post(url(case), posted(case, 4)).status_code == 404


def test_a_case_with_protected_identity_is_opened_by_hand_and_then_assessed(
    client: Client, case: Application, person: User
) -> None:
    Application.objects.update(protected=True)
    assert client.get(url(case)).status_code == 404
    Assignment.objects.create(application=case, user=person, kind=Assignment.Kind.ASSESSOR)
    way = client.get(url(case)).headers["Location"]
    assert way == f"/admin/arenden/{case.pk}/oppna/?till={quote(url(case), safe='')}"
    assert client.post(way).headers["Location"] == url(case)
    assert "Türi, Estland" in read(client.get(url(case)))
    assert case.events.filter(kind="opened", actor=person).count() == 1
    assert client.post(url(case), posted(case, 4, save="")).status_code == 302


def test_a_case_of_another_round_is_not_found(client: Client, case: Application) -> None:
    assert client.get(url(make_case(make_assessed_round()))).status_code == 404
