"""What a page offers a person to do now."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Offer:
    """Something this person may do now: the words of the link and where it leads."""

    label: str | Promise
    url: str
