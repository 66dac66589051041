"""The part of the style guide about signing in and staying signed in."""

from types import SimpleNamespace
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from home.accounts.second_factor.pages import how_to_add
from home.models import User
from home.styleguide.parts import register_part

# Nobody's: an example in the letters that such a key is written with.
EXAMPLE_KEY = "EXEMPEL2EXEMPEL3EXEMPEL4"


@register_part("konto", _("Sign in"))
def account(request: HttpRequest) -> dict[str, Any]:
    """The second step, recovery codes, the e-ID, and the warning before the session ends."""
    return {
        **how_to_add(User(email="exempel@example.org"), EXAMPLE_KEY),
        "codes": ["exempel-1", "exempel-2", "exempel-3", "exempel-4"],
        "eid_name": "Exempel-legitimation",
        "someone": SimpleNamespace(is_authenticated=True, pk=0),
        "signed_in": SimpleNamespace(session=SimpleNamespace(seconds_left=24 * 60 * 60)),
    }
