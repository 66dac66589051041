"""The copy of a sent application: the applicant's own, and the one the record keeps."""

from itertools import groupby
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from stipend_portal.answers import ShownAnswer, ShownSection, show_answers
from stipend_portal.arrivals import has_time
from stipend_portal.documents.typesetting import typeset
from stipend_portal.models import ApplicationVersion
from stipend_portal.models.version import canonical

RAW_ANSWERS = "svar.json"


def _kind(answer: ShownAnswer) -> str:
    if answer.rows:
        return "table"
    return "text" if answer.long else "facts"


def _table(answer: ShownAnswer) -> dict[str, Any]:
    return {
        "kind": "table",
        "label": answer.label,
        "columns": answer.columns,
        "rows": answer.rows,
        "sum": _("Together: %(total)s") % {"total": answer.total} if answer.total else "",
    }


def _blocks(section: ShownSection) -> list[dict[str, Any]]:
    """Short answers that follow on each other make one list; a long one or a table stands alone."""
    blocks: list[dict[str, Any]] = []
    for kind, group in groupby(section.answers, _kind):
        answers = list(group)
        if kind == "facts":
            blocks.append({"kind": kind, "pairs": [[answer.label, answer.value] for answer in answers]})
        elif kind == "table":
            blocks += [_table(answer) for answer in answers]
        else:
            blocks += [{"kind": kind, "label": answer.label, "text": answer.value} for answer in answers]
    return blocks


def _about(version: ApplicationVersion) -> list[tuple[str, str]]:
    """What the application is, above the answers."""
    round_ = version.application.round
    zone = timezone.get_default_timezone()
    received = timezone.localtime(version.received_at, zone)
    when = _("%(when)s (Swedish time)") % {"when": formats.date_format(received, "j F Y, H:i:s")}
    if not version.application.applicant_id and not has_time(received, closes_at=round_.closes_at, zone=zone):
        when = formats.date_format(received, "j F Y")
    return [
        (_("Stipend"), round_.programme.local_name),
        (_("Application round"), round_.local_name),
        (_("Reference"), version.application.reference),
        (_("Version"), str(version.number)),
        (_("Received"), when),
    ]


def _proof(version: ApplicationVersion) -> dict[str, str]:
    """How anyone can see that the answers are those that were sent."""
    text = _(
        "The attached file %(name)s holds the answers exactly as they were sent. The long number below is its "
        "fingerprint (SHA-256). If a single letter of an answer is changed, the fingerprint becomes another."
    )
    return {
        "title": _("How to know that nothing has been changed"),
        "text": text % {"name": RAW_ANSWERS},
        "fingerprint": version.sha256,
    }


def render_application_pdf(version: ApplicationVersion) -> bytes:
    """One version as a tagged PDF (PDF/UA-1 and PDF/A-3a), in the language it was written in.

    The document's date is the moment of receipt, so a version gives the same bytes each time, as long as
    the round's names and the translations stand. The answers are attached as they were sent, in the form
    that their fingerprint is counted from.
    """
    application = version.application
    with override(application.language):
        late = _("It came after the round had closed and is marked as late.")
        content = {
            "about": _about(version),
            "late": late if application.received_late else "",
            "sections": [
                {"title": section.title, "blocks": _blocks(section)}
                for section in show_answers(version.answers)
                if section.answers
            ],
            "proof": _proof(version),
            "attachment": {
                "name": RAW_ANSWERS,
                "text": canonical(version.answers),
                "description": _("The answers exactly as they were sent"),
            },
        }
        title = _("Application %(reference)s") % {"reference": application.reference}
        return typeset(
            "application.typ",
            content,
            title=title,
            running=application.reference,
            at=version.received_at,
        )
