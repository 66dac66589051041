"""The mails of a test's own inbox, and the links in them."""

import re

from stipend_portal.mail.demo_inbox import read_inbox
from stipend_portal.mail.worker import send_all


def newest_mail(to: str) -> str:
    """The text of the newest mail to an address, after the worker has sent what waits."""
    send_all()
    return next(mail.body for mail in read_inbox() if to in mail.to)


def links_for(to: str) -> list[str]:
    """The secret links in the newest mail to an address: the Swedish page, then the English one."""
    return re.findall(r"http\S+/godkann/\S+", newest_mail(to))


def code_for(to: str) -> str:
    """The six digits of the newest mail to an address."""
    code = re.search(r"\b\d{6}\b", newest_mail(to))
    assert code is not None
    return code.group()


def addresses() -> set[str]:
    """Everyone whom any mail has gone to."""
    send_all()
    return {mail.to for mail in read_inbox()}
