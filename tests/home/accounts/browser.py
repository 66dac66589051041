"""What a person does to sign in with an e-ID, without a browser."""

from urllib.parse import parse_qs, urlsplit

from django.core import mail
from django.http import HttpResponse
from django.test import Client

from tests.tools.eid_provider import EidProvider

START, BACK, ACCOUNT = (
    f"/en/konto/e-legitimation/{rest}" for rest in ("", "tillbaka/", "konto/")
)  # the three addresses
NEXT = "/en/ansok/exempel/borja/"


def begin(client: Client, next_url: str = "") -> str:
    """Press the button; give the address at the provider that it leads to."""
    response = client.post(START, {"next": next_url} if next_url else {})
    assert response.status_code == 302, response.content.decode()
    return response.headers["Location"]


def come_back(client: Client, address: str) -> HttpResponse:
    """Follow the provider's way back to us."""
    parts = urlsplit(address)
    assert parts.path == BACK
    return client.get(f"{parts.path}?{parts.query}")


def sign_in(client: Client, provider: EidProvider, subject: str, next_url: str = "") -> HttpResponse:
    """The whole way to the provider and back."""
    return come_back(client, provider.authorize(begin(client, next_url), subject))


def asked(address: str) -> dict[str, str]:
    """What a request to the provider asks for."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def code() -> str:
    """The six digits of the newest mail."""
    return next(word for word in mail.outbox[-1].body.split() if word.isdigit() and len(word) == 6)


def signed_in_as(client: Client) -> str | None:
    """The id of the account that is signed in."""
    return client.session.get("_auth_user_id")
