"""The pages of a group's members, as they open and post them."""

import re
from typing import Any

from django.test import Client

from stipend_portal.models import Application, ApplicationVersion, GroupMember
from stipend_portal.services.asking import ask_members
from tests.factories.portal import make_answers

OF_AGE = "2008-03-27"
# What someone with two guardians posts, and what is then kept.
TWO = {
    "vem-bestammer-situation": "two",
    "vardnadshavare-first_name": "Hanna Exempel",
    "vardnadshavare-first_email": "hanna@example.org",
    "vardnadshavare-second_name": "Hugo Exempel",
    "vardnadshavare-second_email": "hugo@example.org",
}
TOLD: dict[str, dict[str, Any]] = {
    "custody": {"situation": "two"},
    "guardians": {
        "first_name": "Hanna Exempel",
        "first_email": "hanna@example.org",
        "second_name": "Hugo Exempel",
        "second_email": "hugo@example.org",
    },
}
# Of someone with one guardian.
TOLD_OF_ONE: dict[str, dict[str, Any]] = {
    "custody": {"situation": "one"},
    "guardians": {"first_name": "Hanna Exempel", "first_email": "hanna@example.org"},
}


def link(member: GroupMember, prefix: str = "/en") -> str:
    """The address in her mail."""
    return f"{prefix}/godkann/deltagare/{member.token}/"


def page_of(member: GroupMember, client: Client | None = None) -> str:
    """What her page says now."""
    return (client or Client()).get(link(member)).content.decode()


def say(member: GroupMember, answer: str, page: str = "", **data: Any) -> Any:
    """Press a button of her page, or of a page on the way to her answer."""
    return Client().post(link(member), {"answer": answer, "page": page, **data})


def newer_version(application: Application, **answers: Any) -> ApplicationVersion:
    """A second version, about which everyone in the group is asked anew."""
    version = ApplicationVersion.objects.create(
        application=application,
        number=2,
        answers=make_answers(0, **{"members": 2, **answers}),
        received_at=application.received_at,
    )
    ask_members(version)
    return version


def shown_values(response: Any) -> dict[str, str]:
    """The words that a page on the way to an answer holds, shown or hidden, by the names of filled inputs."""
    page = response.content.decode()
    values = dict(re.findall(r'<input type="(?:text|email)" name="([^"]+)" value="([^"]*)"', page))
    values |= dict(re.findall(r'<textarea name="([^"]+)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL))
    values |= dict(re.findall(r'name="([^"]+)" value="([^"]+)"[^>]*checked', page))
    return {name: value for name, value in values.items() if value}
