"""Mails from this app, sent by whoever can send mails safely, without this app knowing who that is.

Whoever sends writes the mail in the same transaction as what it tells of, so that neither is without the other.
"""

from collections.abc import Callable, Mapping
from typing import Any

from home.models import User

# The kind of mail, who gets it, and what its templates need.
Sender = Callable[[str, User, Mapping[str, Any]], None]

_senders: list[Sender] = []


def register_sender(sender: Sender) -> Sender:
    """Let `sender(kind, recipient, context)` take the mails. There is one sender; the last registered counts."""
    _senders[:] = [sender]
    return sender


def send(kind: str, recipient: User, context: Mapping[str, Any]) -> None:
    """Hand over a mail of this kind, inside the transaction of what it tells of. Raises LookupError without sender."""
    if not _senders:
        raise LookupError("nobody has registered to send mails")
    _senders[0](kind, recipient, context)
