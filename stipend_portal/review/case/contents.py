"""The list of contents of the case page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


@dataclass(frozen=True)
class Entry:
    """A part of the page: where it is, what it is called, and a number worth knowing before one goes there."""

    anchor: str
    title: str
    number: int | None = None


def contents_of(page: Mapping[str, Any]) -> list[Entry]:
    """The parts that the page has for someone who reads the whole case, in their order on it.

    `page` is the context of the templates, which show a part where it is named here.
    """
    entries = [
        Entry("decision", _("Decision")) if page["decision"] else None,
        Entry("checklist", _("Checklist"), page["to_look_at"] or None),
        Entry("answers", _("What the applicant wrote")),
        Entry("attachments", _("Attachments"), len(page["attachments"])) if page["attachments"] else None,
        Entry("members", _("The group"), len(page["group"].members)) if page["group"].members else None,
        Entry("guardians", _("Guardians")),
        Entry("supplements", _("Asked for more"), len(page["supplements"])) if page["supplements"] else None,
        Entry("assessments", _("Assessments"), page["assessments"].handed_in)
        if page["assessments"].rows
        else None,
        Entry("conversation", _("Messages"), len(page["conversation"]) or None),
        Entry("notes", _("Notes"), len(page["notes"]) or None),
        Entry("documents", pgettext("case", "Documents"), len(page["documents"]) or None),
        Entry("mails", _("Mails"), len(page["mails"]) or None),
        Entry("conflict-answers", _("Answers about jäv")),
        Entry("events", _("What has happened")),
    ]
    return [entry for entry in entries if entry]
