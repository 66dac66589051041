"""A round that asks for an e-ID says so at the start, and what to do without one."""

import pytest
from django.test import Client
from pytest_django import Settings

from home.models import User
from stipend_portal.models import Draft, Round
from stipend_portal.models.round import Assurance
from tests.factories.portal import make_round
from tests.factories.typed import ABOUT, make_draft, typed

pytestmark = pytest.mark.django_db

EID = {
    "issuer": "https://eid.example.org",
    "client_id": "amal",
    "secret": "hemlighet",
    "name": "Exempel-ID",
    "levels": {"urn:loa:2": 2, "urn:loa:3": 3},
    "trusts_email": False,
}


@pytest.fixture
def strict(db: None) -> Round:
    """A round that asks for level 3."""
    return make_round(assurance_level=Assurance.LEVEL_3)


@pytest.fixture
def eid(settings: Settings) -> None:
    """An e-ID of the levels 2 and 3 is connected."""
    settings.EID = EID


def as_(user: User, level: int | None) -> Client:
    """A browser in which someone is signed in with this level; None as by a test's own shortcut."""
    client = Client()
    client.force_login(user)
    if level is not None:
        session = client.session
        session["assurance_level"] = level
        session.save()
    return client


def addresses(round_: Round) -> tuple[str, str]:
    """Where one begins."""
    return f"/en/ansok/{round_.slug}/borja/", f"/en/ansok/{round_.slug}/nytt-utkast/"


@pytest.mark.parametrize("level", [None, 1, 2])
def test_with_a_lower_level_one_is_told_before_anything_is_written(
    user: User, strict: Round, eid: None, level: int | None
) -> None:
    begin, create = addresses(strict)
    client = as_(user, level)
    for response in (client.get(begin), client.post(create)):
        page = response.content.decode()
        assert response.status_code == 403
        assert "You need an e-ID in this round" in page
        assert "Sign in with Exempel-ID" in page
        assert f'name="next" value="{begin}"' in page
        assert "You can apply on paper or by telephone instead." in page
        assert strict.contact.split(", ")[1] in page
    assert not Draft.objects.exists()


@pytest.mark.parametrize("level", [3, 4])
def test_with_the_level_or_a_higher_one_one_goes_on(user: User, strict: Round, eid: None, level: int) -> None:
    begin, create = addresses(strict)
    client = as_(user, level)
    assert client.get(begin).status_code == 200
    assert client.post(create).status_code == 302
    assert Draft.objects.get().round == strict


def test_a_draft_is_not_written_in_with_a_lower_level_and_the_words_are_shown(
    user: User, strict: Round, eid: None
) -> None:
    draft = make_draft(user, strict, done=(ABOUT,))
    client = as_(user, 1)
    address = f"/en/ansok/utkast/{draft.pk}/{ABOUT}/"
    assert client.get(address).status_code == 403
    posted = client.post(address, typed(ABOUT, full_name="Långt namn") | {"revision": "1"})
    assert (posted.status_code, "Långt namn" in posted.content.decode()) == (403, True)
    saved = client.post(f"{address}spara/", typed(ABOUT, full_name="Långt namn") | {"revision": "1"})
    assert (saved.status_code, saved.json()["url"]) == (403, addresses(strict)[0])
    assert draft.steps.get().data[f"{ABOUT}-full_name"] == ["Alva Exempel"]
    for side_door in ("bilagor/ladda-upp/", "ta-bort/"):
        assert client.post(f"/en/ansok/utkast/{draft.pk}/{side_door}").status_code == 403


def test_a_round_that_asks_for_no_more_than_a_code_asks_nobody(user: User, round_: Round) -> None:
    begin, _create = addresses(round_)
    assert as_(user, None).get(begin).status_code == 200


def test_an_e_id_that_was_not_sure_enough_is_told_apart_from_a_code(
    user: User, strict: Round, eid: None
) -> None:
    begin, _create = addresses(strict)
    by_code, by_eid = (as_(user, level).get(begin).content.decode() for level in (1, 2))
    assert "A code by e-mail is not enough here." in by_code
    assert "The e-ID that you signed in with is not sure enough here." in by_eid


@pytest.mark.parametrize("levels", [None, {"urn:loa:2": 2}])
def test_no_button_leads_to_an_e_id_that_cannot_help(
    user: User, strict: Round, settings: Settings, levels: dict[str, int] | None
) -> None:
    settings.EID = EID | {"levels": levels} if levels else None
    page = as_(user, 1).get(addresses(strict)[0]).content.decode()
    assert "e-legitimation" not in page
    assert "You can apply on paper or by telephone instead." in page


def test_nobody_signed_in_is_asked_to_sign_in_first(client: Client, strict: Round, eid: None) -> None:
    begin, _create = addresses(strict)
    assert client.get(begin, follow=True).redirect_chain == [(f"/en/konto/?next={begin}", 302)]


@pytest.mark.parametrize("signed_in", [True, False])
def test_the_rounds_public_page_says_it_to_everyone(
    client: Client, user: User, strict: Round, eid: None, signed_in: bool
) -> None:
    browser = as_(user, 1) if signed_in else client
    page = browser.get(f"/en/ansok/{strict.slug}/").content.decode()
    assert "You sign in with Exempel-ID. In this round a code by e-mail is not enough." in page
