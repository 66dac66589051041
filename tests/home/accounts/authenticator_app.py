"""An app for codes, as it is on a phone (RFC 6238), and what a member of staff does with it, without a browser."""

import base64
import hmac
import re
import struct
import time

from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.test import Client

from home.models import SignInEvent, User
from tests.factories.portal import PASSWORD

EN = "/en"
PASSWORD_PAGE = "/admin/login/"
OWN, CODE, SET_UP, CHANGE, NEW_CODES = (
    f"/konto/andra-steget/{rest}" for rest in ("", "kod/", "ordna/", "byt/", "reservkoder/")
)


# What is said of a code that is not taken.
WRONG = "The code is wrong, or has been used already."


def app_code(key: str, *, later: int = 0) -> str:
    """The six digits that an app with this key shows now, or some 30-second periods later."""
    counter = int(time.time()) // 30 + later
    digest = hmac.digest(base64.b32decode(key), struct.pack(">Q", counter), "sha1")
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def key_on(page: HttpResponse) -> str:
    """The key that a page gives to the app."""
    found = re.search(r'<code class="app-key__key">([A-Z2-7 ]+)</code>', page.content.decode())
    assert found is not None
    return found.group(1).replace(" ", "")


def codes_on(page: HttpResponse) -> list[str]:
    """The recovery codes that a page shows."""
    return re.findall(r"<li>(\d{4} \d{4})</li>", page.content.decode())


def give_password(client: Client, user: User, page: str = PASSWORD_PAGE, next_url: str = "") -> HttpResponse:
    """The first step."""
    return client.post(page, {"login": user.email, "password": PASSWORD, "next": next_url})


def set_up(client: Client, user: User) -> tuple[str, list[str]]:
    """Sign in for the first time: give the app's key and the recovery codes."""
    give_password(client, user)
    key = key_on(client.get(SET_UP))
    response = client.post(SET_UP, {"new_code": app_code(key)})
    assert response.status_code == 200, response.content.decode()
    return key, codes_on(response)


def give_app(user: User) -> str:
    """Let someone have an app already; give its key."""
    return set_up(Client(), user)[0]


def sign_in(client: Client, user: User, key: str) -> HttpResponse:
    """Both steps, with the code that comes next: the one from setting up is used."""
    give_password(client, user)
    return client.post(CODE, {"code": app_code(key, later=1)})


def signed_in_as(client: Client) -> str | None:
    """The id of the account that is signed in."""
    return client.session.get("_auth_user_id")


def has_app(user: User) -> bool:
    """Whether someone has an app for codes."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def log_of(user: User) -> list[tuple[str, str, str]]:
    """What the log says of someone, oldest first: what, how and by whom."""
    rows = SignInEvent.objects.filter(user=user).order_by("pk")
    return [(row.kind, row.method, row.by_name) for row in rows]


def text(response: HttpResponse) -> str:
    """The page's words with single spaces."""
    return re.sub(r"\s+", " ", response.content.decode())


def wrong_code(key: str) -> str:
    """A code that the app does not show now, nor just before or after."""
    near = {app_code(key, later=later) for later in range(-2, 3)}
    return next(code for code in (f"{number:06}" for number in range(9)) if code not in near)
