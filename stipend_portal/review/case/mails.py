"""The mails of a case: what has become of them, and what can be done about each."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from home.models import User
from stipend_portal.models import OutboxMessage
from stipend_portal.permissions import RELEASING_ROLES, may_release
from stipend_portal.review.offers import Offer
from stipend_portal.services.letter import carries_secret_link, is_overtaken
from stipend_portal.states import Role

Status = OutboxMessage.Status

# A mail that did not arrive must not look like one that did.
BAD_NEWS = frozenset({Status.BOUNCED, Status.FAILED})
# What someone prints and posts, or has.
ON_PAPER = frozenset({Status.TO_PRINT, Status.POSTED})


@dataclass(frozen=True)
class ShownMail:
    """A mail of the case. Its text is shown only where it is a decision letter."""

    message: OutboxMessage
    prepared_by: str
    released_by: str
    is_letter: bool
    is_held: bool
    may_release: bool
    failed: bool
    links: list[Offer]


def _links(message: OutboxMessage, roles: frozenset[Role]) -> list[Offer]:
    case_and_mail = [message.application_id, message.pk]
    links = []
    if message.kind == OutboxMessage.Kind.DECISION_LETTER or message.status in ON_PAPER:
        links.append(Offer(_("The letter as PDF"), reverse("letters:pdf", args=[message.pk])))
    if roles & RELEASING_ROLES and message.status == Status.HELD:
        links.append(Offer(_("Change the letter"), reverse("cases:change_letter", args=case_and_mail)))
    goes_again = message.status in BAD_NEWS and not carries_secret_link(message) and not is_overtaken(message)
    if roles & RELEASING_ROLES and goes_again:
        links.append(Offer(_("Send again"), reverse("cases:send_again", args=case_and_mail)))
    return links


def shown_mail(
    message: OutboxMessage, *, user: User, roles: frozenset[Role], names: Mapping[int | None, str]
) -> ShownMail:
    """A mail ready to print for this reader."""
    return ShownMail(
        message=message,
        prepared_by=names.get(message.prepared_by_id, ""),
        released_by=names.get(message.released_by_id, ""),
        is_letter=message.kind == OutboxMessage.Kind.DECISION_LETTER,
        is_held=message.status == Status.HELD,
        may_release=may_release(user, message, roles),
        failed=message.status in BAD_NEWS,
        links=_links(message, roles),
    )
