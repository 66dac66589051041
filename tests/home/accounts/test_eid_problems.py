"""What can go wrong on the way to an e-ID and back: each has a page that says how to go on, and lets nobody in."""

import time
from collections.abc import Generator
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
import time_machine
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from cryptography.hazmat.primitives.asymmetric import rsa
from django.http import HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from home.accounts.eid import EidAccountAdapter, EidOAuth2Adapter, nonce_for
from tests.factories.portal import make_applicant
from tests.home.accounts.browser import ACCOUNT, BACK, NEXT, START, begin, come_back, sign_in, signed_in_as
from tests.tools.eid_provider import EidProvider, eid_provider
from tests.tools.postgres import free_port

pytestmark = pytest.mark.django_db

FAILED = "You were not signed in"
AWAY = "The e-ID cannot be reached"


@pytest.fixture(autouse=True)
def _alva(eid: EidProvider) -> None:
    """Someone whose e-ID opens an account when nothing is wrong."""
    SocialAccount.objects.create(user=make_applicant(), provider=eid.issuer, uid=eid.person("alva"))


@pytest.fixture(autouse=True)
def _little_is_told_in_the_log(caplog: pytest.LogCaptureFixture) -> Generator[None, None, None]:
    """The log says why, and nothing about the person."""
    yield
    said = [record.getMessage() for record in caplog.records if record.name == "home.accounts.eid_pages"]
    assert all(line.startswith("An e-ID sign-in came to nothing: ") for line in said)
    assert "alva" not in str(said)


def changed(address: str, **changes: str | None) -> str:
    """The way back, with something else in it."""
    parts = urlsplit(address)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()} | changes
    return f"{parts.path}?{urlencode({name: value for name, value in query.items() if value is not None})}"


def is_told(response: HttpResponse, title: str, status: int, client: Client) -> bool:
    """Whether a page of the house says what happened, with a way on, and nobody is signed in."""
    page = response.content.decode()
    assert (response.status_code, f"<h1>{title}</h1>" in page) == (status, True), page
    assert "Sign in with Exempel-ID" in page
    assert "Sign in with a code" in page
    return signed_in_as(client) is None


@pytest.mark.parametrize(
    "changes",
    [{"state": "fel"}, {"state": None}, {"code": "fel"}, {"code": None}, {"state": "\x00"}, {"code": "å"}],
)
def test_a_way_back_that_was_tampered_with(client: Client, eid: EidProvider, changes: dict[str, str]) -> None:
    address = eid.authorize(begin(client), "alva")
    assert is_told(client.get(changed(address, **changes)), FAILED, 400, client)


def test_a_way_back_taken_twice(client: Client, eid: EidProvider) -> None:
    address = eid.authorize(begin(client), "alva")
    come_back(client, address)
    client.post("/en/konto/logga-ut/")
    assert is_told(come_back(client, address), FAILED, 400, client)


def test_a_way_back_into_another_browser(eid: EidProvider) -> None:
    one, other = Client(), Client()
    address = eid.authorize(begin(one), "alva")
    assert is_told(come_back(other, address), FAILED, 400, other)


def test_somebody_elses_code_in_ones_own_way_back(eid: EidProvider) -> None:
    one, other = Client(), Client()
    stolen = parse_qs(urlsplit(eid.authorize(begin(one), "alva")).query)["code"][0]
    own = eid.authorize(begin(other), "alva")
    assert is_told(other.get(changed(own, code=stolen)), FAILED, 400, other)


def test_a_way_back_that_took_too_long(client: Client, eid: EidProvider) -> None:
    address = eid.authorize(begin(client), "alva")
    with time_machine.travel(time.time() + 11 * 60):
        assert is_told(come_back(client, address), FAILED, 400, client)


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "fel"},
        {"nonce": ""},
        {"iss": "https://annan.example.org"},
        {"aud": "annan"},
        {"aud": ["annan", "amal"], "azp": "annan"},
        {"exp": 1_700_000_000},
        {"exp": "snart"},
        {"nbf": 4_000_000_000},
        {"iat": 4_000_000_000},
    ],
)
def test_a_token_that_does_not_hold(client: Client, eid: EidProvider, claims: dict[str, object]) -> None:
    eid.person("alva", **claims)
    assert is_told(sign_in(client, eid, "alva"), FAILED, 400, client)


def test_a_token_signed_by_someone_else(
    client: Client, eid: EidProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    with eid_provider() as other:
        true = EidOAuth2Adapter(None, eid.issuer)
        true.get_provider = lambda: EidAccountAdapter().get_provider(None, eid.issuer)
        config = {**true.openid_config, "jwks_uri": f"{other.issuer}/jwks"}
        monkeypatch.setattr(EidOAuth2Adapter, "openid_config", config)
        assert is_told(sign_in(client, eid, "alva"), FAILED, 400, client)


RSA_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.mark.parametrize(
    ("algorithm", "key"), [("none", None), ("HS256", "hemlighet" * 8), ("RS256", RSA_KEY)]
)
def test_a_token_made_by_hand(eid: EidProvider, algorithm: str, key: object) -> None:
    request = RequestFactory().get(BACK)
    adapter = EidOAuth2Adapter(request, eid.issuer)
    adapter.nonce = nonce_for("hemligt")
    claims = {"iss": eid.issuer, "sub": "alva", "aud": "amal", "exp": time.time() + 60, "iat": time.time()}
    token = jwt.encode({**claims, "nonce": adapter.nonce}, key, algorithm=algorithm)
    with pytest.raises(OAuth2Error):
        adapter.verified_claims(adapter.get_provider().app, token)


def test_a_token_that_is_old_when_it_comes(client: Client, eid: EidProvider) -> None:
    with time_machine.travel(time.time() + 2 * 60 * 60):
        assert is_told(sign_in(client, eid, "alva"), FAILED, 400, client)


def test_saying_no_at_the_provider_leads_back_to_the_choice(client: Client, eid: EidProvider) -> None:
    address = eid.deny(begin(client, NEXT))
    state = parse_qs(urlsplit(begin(client, NEXT)).query)["state"][0]
    response = client.get(changed(f"{BACK}?{urlsplit(address).query}", state=state), follow=True)
    assert "You stopped before you were signed in." in response.content.decode()
    assert f'name="next" value="{NEXT}"' in response.content.decode()
    assert signed_in_as(client) is None


def test_an_error_at_the_provider(client: Client, eid: EidProvider) -> None:
    state = parse_qs(urlsplit(begin(client)).query)["state"][0]
    response = client.get(f"{BACK}?error=server_error&error_description=alva&state={state}")
    assert is_told(response, FAILED, 400, client)


def test_a_provider_that_nobody_answers_for(client: Client, eid: EidProvider, settings: Settings) -> None:
    settings.EID = eid.settings(issuer=f"http://127.0.0.1:{free_port()}")
    assert is_told(client.post(START), AWAY, 503, client)


def test_a_provider_that_goes_away_while_one_is_there(client: Client, settings: Settings) -> None:
    with eid_provider() as provider:
        settings.EID = provider.settings()
        address = provider.authorize(begin(client, NEXT), "alva")
    response = come_back(client, address)
    assert is_told(response, AWAY, 503, client)


@pytest.mark.parametrize("issuer", ["{}/", "{}/finns-inte", "{}/jwks"])
def test_a_provider_that_calls_itself_something_else(
    client: Client, eid: EidProvider, settings: Settings, issuer: str
) -> None:
    settings.EID = eid.settings(issuer=issuer.format(eid.issuer))
    assert is_told(client.post(START), AWAY, 503, client)


def test_a_page_for_the_address_that_was_left_open_too_long(client: Client, eid: EidProvider) -> None:
    sign_in(client, eid, eid.person("ny"))
    with time_machine.travel(time.time() + 16 * 60):
        response = client.post(f"{ACCOUNT}?next={NEXT}", {"email": "alva@example.org"}, follow=True)
    assert response.redirect_chain[0][0].startswith("/en/konto/?next=")
    assert "It took too long, so begin again." in response.content.decode()


def test_the_page_for_the_address_without_an_e_id(client: Client, eid: EidProvider) -> None:
    assert client.get(ACCOUNT).headers["Location"] == "/en/konto/"


def test_two_classes_can_start_at_once_from_one_network_address(client: Client, eid: EidProvider) -> None:
    assert {client.post(START).status_code for _pupil in range(60)} == {302}
