"""The page of a case in a blind round."""

from typing import Any

import pytest
from django.test import Client

from home.models import User
from stipend_portal.models import Application, Round
from stipend_portal.phases import Phase
from tests.factories.assessing import assess, make_case, save
from tests.factories.guardians import send_newer_version
from tests.factories.portal import clear_of_conflict, make_group_application
from tests.stipend_portal.review.assessing.conftest import url

pytestmark = pytest.mark.django_db

PLAN = "Jag heter Alva Exempel och Gun kör mig. Skriv till alva@example.org eller ring 070-111 22 33."


@pytest.fixture
def blind(round_: Round) -> Round:
    """The round, blind."""
    Round.objects.update(blind=True)
    round_.refresh_from_db()
    return round_


def page_of(client: Client, case: Application) -> str:
    """The page without its address bar: the reference stands in it and tells nothing."""
    response: Any = client.get(url(case))
    assert response.status_code == 200
    return response.content.decode()


def test_it_says_age_and_link_and_hides_who_it_is(client: Client, blind: Round, person: User) -> None:
    case = make_case(blind, person, plan=PLAN)
    page = page_of(client, case)
    assert "16 years old on 2027-06-01" in page
    assert "I both live and go to school in Åmål municipality" in page
    assert "Jag heter [hidden] och [hidden] kör mig. Skriv till [hidden] eller ring [hidden]." in page
    for hidden in ("Alva", "Exempel och", "Gun", "Gary", "2011", "example.org", "070", case.applicant.email):
        assert hidden not in page


def test_it_says_plainly_that_jav_is_to_be_told_also_when_names_are_hidden(
    client: Client, blind: Round, case: Application
) -> None:
    page = page_of(client, case)
    assert "Do you recognise who it is" in page
    assert f'href="/admin/arenden/{case.pk}/jav/"' in page


def test_the_others_of_a_group_are_ages_and_links(client: Client, blind: Round, person: User) -> None:
    case = make_group_application(round=blind, born="2010-05-01")
    clear_of_conflict([person], [case])
    page = page_of(client, case)
    assert page.count("17 years old. Lives in Åmål municipality.") == 2
    assert "Cecilia" not in page


def test_a_place_that_was_written_by_hand_is_read_through_in_the_list_too(
    client: Client, blind: Round, person: User
) -> None:
    case = make_case(blind, person, destination="Hos Alvas moster, Oslo")
    for page in (page_of(client, case), client.get("/admin/bedomning/").content.decode()):
        assert "Hos [hidden] moster, Oslo" in page
        assert "Alvas" not in page


def test_what_a_newer_version_changed_is_hidden_on_both_sides(
    client: Client, blind: Round, case: Application, person: User
) -> None:
    save(case, person, 4)
    send_newer_version(case, reason="Alva vill lära sig estniska.", full_name="Alva Omdöpt")
    page = page_of(client, case)
    assert "vill lära sig estniska." in page
    for hidden in ("Alva", "Omdöpt"):
        assert hidden not in page


def test_another_assessor_who_names_the_applicant_tells_nothing(
    client: Client, blind: Round, case: Application, person: User, other: User
) -> None:
    assess(case, other, comment="Alva Exempel har en bra plan.")
    assess(case, person, comment="Alva är min grannes flicka.")
    page = page_of(client, case)
    assert "[hidden] har en bra plan." in page
    assert "Alva Exempel" not in page


def test_from_the_meeting_on_she_reads_everything(client: Client, blind: Round, case: Application) -> None:
    Round.objects.update(phase=Phase.RANKING)
    assert "Alva" not in page_of(client, case)
    Round.objects.update(phase=Phase.MEETING)
    page = page_of(client, case)
    assert "Alva Exempel" in page
    assert "gun@example.org" in page


def test_a_group_without_files_or_a_paper_application_without_an_account_is_read_too(
    client: Client, blind: Round, case: Application
) -> None:
    Application.objects.update(
        applicant=None, contact_email="papper@example.org", postal_address="Påhittsgatan 7\n662 31 Åmål"
    )
    assert "papper" not in page_of(client, case)
