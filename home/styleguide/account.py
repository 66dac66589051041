"""The part of the style guide about signing in and staying signed in."""

from types import SimpleNamespace
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _

from home.styleguide.pages import HERE
from home.styleguide.parts import register_part


@register_part("konto", _("Signing in"))
def account(request: HttpRequest) -> dict[str, Any]:
    """The second step, recovery codes, the e-ID, and the warning before the session ends."""
    return {
        "picture": static("img/icon.svg"),
        "app_url": HERE,
        "account": "exempel@example.org",
        "key_groups": ["EXEM", "PEL2", "EXEM", "PEL3"],
        "codes": ["exempel-1", "exempel-2", "exempel-3", "exempel-4"],
        "eid_name": "Exempel-legitimation",
        "someone": SimpleNamespace(is_authenticated=True, pk=0),
        "signed_in": SimpleNamespace(session=SimpleNamespace(seconds_left=24 * 60 * 60)),
    }
