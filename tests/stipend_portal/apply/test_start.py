"""Before writing: the rounds, the check that stores nothing, and the button that begins a draft."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from home.models import User
from stipend_portal.models import Application, Draft, Round
from stipend_portal.states import STAFF_ROLES
from tests.factories.portal import make_applicant, make_round, make_staff
from tests.factories.snapshot import portal_snapshot, site_snapshot
from tests.factories.typed import Applicant, make_draft

pytestmark = pytest.mark.django_db

PUBLIC = ["/ansok/", "/ansok/{slug}/", "/ansok/{slug}/passar-det/", "/ansok/sa-hanterar-vi-dina-uppgifter/"]
YES = {"birth_date_0": "27", "birth_date_1": "3", "birth_date_2": "2011", "linked": "yes", "abroad": "yes"}


@pytest.fixture
def signed_in(user: User) -> Client:
    """Someone who applies, signed in."""
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("path", PUBLIC)
def test_the_pages_before_signing_in_set_no_cookie(
    client: Client, round_: Round, prefix: str, path: str
) -> None:
    response = client.get(prefix + path.format(slug=round_.slug))
    assert response.status_code == 200
    assert response.cookies == {}


def test_the_list_of_rounds_names_the_open_ones_the_first_to_close_first(client: Client) -> None:
    late = make_round(name_en="Closes late")
    soon = make_round(name_en="Closes soon", closes_at=late.closes_at - timedelta(days=1))
    make_round(name_en="Has closed", closed=True)
    make_round(name_en="Has not opened", coming=True)
    response = client.get("/en/ansok/")
    assert list(response.context["open_rounds"]) == [soon, late]
    page = response.content.decode()
    assert page.index("Closes soon") < page.index("Closes late")
    assert "Has closed" not in page


def test_without_an_open_round_the_next_is_told(client: Client) -> None:
    coming = make_round(coming=True, name_en="The next round")
    make_round(opens_at=coming.opens_at + timedelta(days=1))
    page = client.get("/en/ansok/").content.decode()
    assert "The next round opens on 6 February 2027" in page
    assert "The next round" in page


def test_without_any_round_it_is_said_so(client: Client) -> None:
    assert "No round is open now" in client.get("/en/ansok/").content.decode()


@pytest.mark.parametrize(
    "path", ["/ansok/finns-inte/", "/ansok/finns-inte/passar-det/", "/ansok/finns-inte/borja/"]
)
def test_an_unknown_round_is_not_found(signed_in: Client, path: str) -> None:
    assert signed_in.get(path).status_code == 404
    assert signed_in.post("/ansok/finns-inte/nytt-utkast/").status_code == 404


def test_the_start_page_says_who_how_much_and_until_when(client: Client, round_: Round) -> None:
    page = client.get(f"/en/ansok/{round_.slug}/").content.decode()
    for words in (
        "13 to 19 years old on 1 June 2027",
        "8,000 kronor",
        "21 February 2027",
        "mailto:exempel@example.org",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ({"coming": True}, "You can read everything here already now."),
        ({"closed": True}, "You can still send an application. It will be marked as late"),
    ],
)
def test_the_start_page_of_a_round_that_is_not_open_says_so(
    client: Client, when: dict[str, bool], words: str
) -> None:
    round_ = make_round(**when)
    assert words in client.get(f"/en/ansok/{round_.slug}/").content.decode()


# -- Is it for me? -----------------------------------------------------------------------------------


def test_the_check_stores_nothing(client: Client, round_: Round) -> None:
    before = site_snapshot()
    assert client.post(f"/en/ansok/{round_.slug}/passar-det/", YES).status_code == 200
    assert site_snapshot() == before
    assert client.cookies == {}


def test_a_yes_leads_on(client: Client, round_: Round) -> None:
    page = client.post(f"/en/ansok/{round_.slug}/passar-det/", YES).content.decode()
    assert "Yes, you can apply" in page
    assert f'href="/en/ansok/{round_.slug}/borja/"' in page


@pytest.mark.parametrize(("year", "asked"), [("2011", True), ("2008", False)])
def test_a_yes_tells_whether_guardians_will_be_asked(
    client: Client, round_: Round, year: str, asked: bool
) -> None:
    page = client.post(f"/en/ansok/{round_.slug}/passar-det/", YES | {"birth_date_2": year}).content.decode()
    assert ("You are under 18 on 1 June 2027. So your guardians are asked to say yes" in page) is asked


def test_a_yes_tells_when_the_stipend_is_for_groups(client: Client, round_: Round) -> None:
    words = "This stipend is for groups."
    assert words not in client.post(f"/en/ansok/{round_.slug}/passar-det/", YES).content.decode()
    round_.programme.applicants = "group"
    round_.programme.save()
    assert words in client.post(f"/en/ansok/{round_.slug}/passar-det/", YES).content.decode()


def test_a_yes_before_the_round_opens_says_when_and_leads_back_to_read(client: Client) -> None:
    round_ = make_round(coming=True)
    page = client.post(f"/en/ansok/{round_.slug}/passar-det/", YES).content.decode()
    assert "Yes, you can apply when the round opens" in page
    assert "The round opens on 6 February 2027" in page
    assert f'href="/en/ansok/{round_.slug}/borja/"' not in page


def test_a_yes_after_the_round_has_closed_says_that_it_will_be_late(client: Client) -> None:
    round_ = make_round(closed=True)
    page = client.post(f"/en/ansok/{round_.slug}/passar-det/", YES).content.decode()
    assert "It will be marked as late" in page
    assert f'href="/en/ansok/{round_.slug}/borja/"' in page


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"birth_date_2": "2015"}, "You turn 13 on 27 March 2028."),
        ({"birth_date_2": "2006"}, "On that day you are 21."),
        ({"linked": "no"}, "live or go to school in Åmål municipality."),
        ({"abroad": "no"}, "The stipend is for trips to other countries."),
    ],
)
def test_a_no_is_a_page_that_explains(
    client: Client, round_: Round, changes: dict[str, str], reason: str
) -> None:
    response = client.post(f"/en/ansok/{round_.slug}/passar-det/", YES | changes)
    page = response.content.decode()
    assert response.status_code == 200
    assert "The stipend does not seem to suit you" in page
    assert reason in page
    assert round_.contact in page


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "Answer yes or no."),
        (YES | {"birth_date_1": "13"}, "There is no such day."),
        (YES | {"birth_date_2": "2028"}, "cannot be in the future"),
        (YES | {"linked": "kanske"}, "Select a valid choice."),
        (YES | {"birth_date_0": "\x00"}, "There is no such day."),
    ],
)
def test_an_answer_that_cannot_be_read_is_asked_for_again(
    client: Client, round_: Round, data: dict[str, str], message: str
) -> None:
    response = client.post(f"/en/ansok/{round_.slug}/passar-det/", data)
    assert response.status_code == 422
    assert message in response.content.decode()


def test_the_check_works_from_a_page_kept_since_yesterday(round_: Round) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/ansok/{round_.slug}/passar-det/", YES).status_code == 200


# -- Beginning ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("path", ["borja", "nytt-utkast"])
def test_beginning_asks_who_you_are(client: Client, round_: Round, path: str, method: str) -> None:
    response = getattr(client, method)(f"/ansok/{round_.slug}/{path}/")
    assert response.status_code == 302
    assert response.headers["Location"] == f"/konto/?next=/ansok/{round_.slug}/{path}/"
    assert not Draft.objects.exists()


def test_opening_the_page_begins_nothing(signed_in: Client, round_: Round) -> None:
    before = portal_snapshot()
    assert signed_in.get(f"/ansok/{round_.slug}/borja/").status_code == 200
    response = signed_in.get(f"/ansok/{round_.slug}/nytt-utkast/")
    assert (response.status_code, response.headers["Location"]) == (302, f"/ansok/{round_.slug}/borja/")
    assert portal_snapshot() == before


def test_five_clicks_begin_one_draft(signed_in: Client, round_: Round) -> None:
    targets = {
        signed_in.post(f"/en/ansok/{round_.slug}/nytt-utkast/").headers["Location"] for _click in range(5)
    }
    assert targets == {f"/en/ansok/utkast/{Draft.objects.get().pk}/"}


def test_beginning_again_goes_on_with_what_is_begun(signed_in: Client, user: User, round_: Round) -> None:
    draft = make_draft(user, round_, done=("om-dig",))
    page = signed_in.get(f"/en/ansok/{round_.slug}/borja/").content.decode()
    assert "Go on with my application" in page
    response = signed_in.post(f"/en/ansok/{round_.slug}/nytt-utkast/")
    assert response.headers["Location"] == f"/en/ansok/utkast/{draft.pk}/"
    assert draft.steps.count() == 1


def test_a_round_that_has_not_opened_takes_no_draft(signed_in: Client) -> None:
    round_ = make_round(coming=True)
    assert "You can begin then." in signed_in.get(f"/en/ansok/{round_.slug}/borja/").content.decode()
    response = signed_in.post(f"/en/ansok/{round_.slug}/nytt-utkast/")
    assert response.status_code == 409
    assert "The round has not opened yet" in response.content.decode()
    assert not Draft.objects.exists()


def test_a_round_that_has_closed_takes_a_draft_and_says_it_will_be_late(signed_in: Client) -> None:
    round_ = make_round(closed=True)
    assert "marked as late" in signed_in.get(f"/en/ansok/{round_.slug}/borja/").content.decode()
    assert signed_in.post(f"/en/ansok/{round_.slug}/nytt-utkast/").status_code == 302
    assert Draft.objects.count() == 1


@pytest.mark.parametrize("role", [*STAFF_ROLES, "superuser"])
def test_whoever_works_here_does_not_apply_from_an_account_at_work(role: str, round_: Round) -> None:
    superuser = role == "superuser"
    user = make_applicant(is_superuser=True) if superuser else make_staff(role, rounds=[round_])
    client = Client()
    client.force_login(user)
    begin = client.get(f"/en/ansok/{round_.slug}/borja/")
    create = client.post(f"/en/ansok/{round_.slug}/nytt-utkast/")
    for response in (begin, create):
        assert response.status_code == 403
        assert "You are signed in as someone who works here" in response.content.decode()
    assert not Draft.objects.exists()


@pytest.fixture
def closes_at(round_: Round) -> datetime:
    """The round closes in an hour."""
    round_.closes_at = timezone.now() + timedelta(hours=1)
    round_.save()
    return round_.closes_at


def test_a_round_that_closed_a_second_ago_still_receives_and_says_late(
    filled: Applicant, closes_at: datetime, clock: time_machine.Traveller
) -> None:
    page = filled.open("kontrollera")
    assert "The round has closed." not in page.content.decode()
    clock.move_to(closes_at + timedelta(minutes=1, seconds=1))
    sent = filled.client.post(filled.url("kontrollera"), {"shown": page.context["shown"]})
    assert sent.status_code == 302
    assert Application.objects.get().received_late is True
    assert "marked as late" in filled.client.get(sent.headers["Location"]).content.decode()


def test_the_last_minute_is_in_time(
    filled: Applicant, closes_at: datetime, clock: time_machine.Traveller
) -> None:
    page = filled.open("kontrollera")
    clock.move_to(closes_at + timedelta(seconds=58))
    filled.client.post(filled.url("kontrollera"), {"shown": page.context["shown"]})
    assert Application.objects.get().received_late is False


def test_a_late_check_page_says_that_it_is_late_before_sending(
    filled: Applicant, closes_at: datetime, clock: time_machine.Traveller
) -> None:
    clock.move_to(closes_at + timedelta(hours=1))
    assert "The round has closed." in filled.open("kontrollera").content.decode()


def test_saving_goes_on_after_the_round_has_closed(
    filled: Applicant, closes_at: datetime, clock: time_machine.Traveller
) -> None:
    clock.move_to(closes_at + timedelta(hours=1))
    assert filled.save("varfor", reason="Sent men ändå.").status_code == 302
    assert filled.words("varfor", "reason") == "Sent men ändå."


def test_the_list_of_rounds_is_kept_for_visitors_and_never_when_made_for_someone_signed_in(
    settings: Settings,
) -> None:
    settings.PUBLIC_PAGE_CACHE_SECONDS = 30
    assert "public" in Client().get("/ansok/")["Cache-Control"]
    signed_in = Client()
    signed_in.force_login(make_applicant())
    assert "public" not in signed_in.get("/ansok/").get("Cache-Control", "")
