"""E-ID for applicants, by OpenID Connect. Without `EID_ISSUER` in the environment there is none."""

from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()


def _levels(given: Any) -> dict[str, int]:
    """Which level of assurance each `acr` value stands for: 2, 3 or 4."""
    if not isinstance(given, dict) or not given or not set(given.values()) <= {2, 3, 4}:
        raise ImproperlyConfigured('EID_LEVELS must be JSON that says what each acr means: {"urn:loa:3": 3}')
    return given


EID: dict[str, Any] | None = None
# Where a browser is sent from our forms: the provider itself, and hosts that it passes people on to.
EID_ORIGINS: list[str] = []

if env.str("EID_ISSUER", default=""):
    EID = {
        "issuer": env.str("EID_ISSUER"),
        "client_id": env.str("EID_CLIENT_ID"),
        "secret": env.str("EID_CLIENT_SECRET"),
        "name": env.str("EID_NAME"),
        "levels": _levels(env.json("EID_LEVELS")),
        "trusts_email": env.bool("EID_TRUSTS_EMAIL", default=False),
    }
    EID_ORIGINS = [
        "{0.scheme}://{0.netloc}".format(urlsplit(EID["issuer"])),
        *env.list("EID_OTHER_ORIGINS", default=[]),
    ]

SOCIALACCOUNT_ADAPTER = "home.accounts.eid.EidAccountAdapter"
# Who someone is, once: what else the provider tells or would let us fetch is not kept.
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = False
