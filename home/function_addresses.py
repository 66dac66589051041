"""Addresses that belong to a function of the municipality, not to a person.

What is published with a function must stay true when somebody else takes it over, and a person's own address is
not the municipality's to publish.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Where people in Sweden have mail of their own; `yahoo` and `outlook` end in many ways.
PRIVATE_HOSTS = {
    "gmail.com",
    "googlemail.com",
    "icloud.com",
    "me.com",
    "mac.com",
    "msn.com",
    "proton.me",
    "protonmail.com",
    "gmx.com",
    "gmx.net",
    "aol.com",
    "telia.com",
    "bredband.net",
    "bredband2.com",
    "comhem.se",
    "tele2.se",
    "spray.se",
    "passagen.se",
    "home.se",
    "swipnet.se",
}
PRIVATE_NAMES = {"yahoo", "ymail", "hotmail", "outlook", "live"}
# Two words of letters with a dot between: how a person is written, hyphens in double names included.
PERSON = re.compile(r"[^\W\d_]+(-[^\W\d_]+)*\.[^\W\d_]+(-[^\W\d_]+)*")


def validate_function_address(address: str) -> None:
    """Refuse an address at a private provider, and one that reads as a first name and a surname."""
    name, _at, host = address.lower().rpartition("@")
    if host in PRIVATE_HOSTS or host.split(".")[0] in PRIVATE_NAMES:
        raise ValidationError(
            _("This is a private address. Write one that belongs to the municipality."), code="private"
        )
    if PERSON.fullmatch(name):
        raise ValidationError(_("Write the address of the function, not of a person."), code="person")
