"""What must hold before the site is used for real."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


@register(Tags.security, deploy=True)
def staff_need_a_second_factor(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Passwords are guessed, reused and told; behind these are applications of minors."""
    if settings.STAFF_SECOND_FACTOR:
        return []
    return [
        Error(
            "Those who work here can sign in with a password alone.",
            hint="Remove STAFF_SECOND_FACTOR from the settings of this site.",
            id="home.E001",
        )
    ]
