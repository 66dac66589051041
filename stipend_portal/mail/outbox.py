"""Writing mails into the outbox, in the same transaction as what they tell of."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import connection
from django.template.loader import render_to_string
from django.utils.translation import override

from home.mail.outgoing import register_carrier
from home.models import User
from stipend_portal.models import Application, GroupMember, GuardianApproval, OutboxMessage
from stipend_portal.models.outbox_message import LINK_PLACEHOLDER


def _render(kind: str, part: str, language: str, context: dict[str, Any]) -> str:
    with override(language):
        return render_to_string(f"stipend_portal/mail/{kind}_{part}.txt", context).strip()


def ready(recipient: str) -> OutboxMessage.Status:
    """How a finished text goes on its way: to the mail service, or to someone who prints and posts it."""
    return OutboxMessage.Status.QUEUED if recipient else OutboxMessage.Status.TO_PRINT


def _require_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("a mail belongs to the transaction of what it tells of")


@register_carrier
def carry(to: str, subject: str, text: str) -> None:
    """Take a mail that the publishing side has written."""
    _require_transaction()
    OutboxMessage.objects.create(
        kind=OutboxMessage.Kind.SITE, recipient=to, subject=subject, body=text, status=ready(to)
    )


def enqueue(
    *,
    kind: OutboxMessage.Kind,
    application: Application | None,
    recipient: str,
    languages: Sequence[str],
    context: dict[str, Any] | None = None,
    approval: GuardianApproval | None = None,
    member: GroupMember | None = None,
    held_for: User | None = None,
) -> OutboxMessage:
    """Write a mail into the outbox, in one or more languages one after the other.

    With `held_for` (the person who prepared it) the mail waits until someone else releases it. Without a
    `recipient` it goes to the print queue: not everyone has e-mail. A secret
    link, to the `approval` or else the `member`, is never stored: the templates put a placeholder there,
    which the worker fills in. A mail about a draft belongs to no application, and no staff page shows it.
    """
    _require_transaction()
    parts, subjects = [], []
    for language in languages:
        values = {
            "application": application,
            "round": application.round if application else None,
            "base_url": settings.BASE_URL,
            "approval": approval,
            "member": member,
            "secret_link": LINK_PLACEHOLDER.format(language=language),
            **(context or {}),
        }
        subjects.append(" ".join(_render(kind, "subject", language, values).split()))
        parts.append(_render(kind, "body", language, values))
    return OutboxMessage.objects.create(
        application=application,
        kind=kind,
        recipient=recipient,
        subject=" / ".join(subjects)[:200],
        body=("\n\n" + "-" * 40 + "\n\n").join(parts) + "\n",
        approval=approval,
        member=member,
        status=OutboxMessage.Status.HELD if held_for else ready(recipient),
        prepared_by=held_for,
    )
