"""What was done to a meeting, in words. Cases are told by their number on the agenda and nothing else."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.log_actions import LogFormatter
from wagtail.models import ModelLogEntry

ACTS = {
    "made": gettext_lazy("Meeting made"),
    "changed": gettext_lazy("Day, place or number of members changed"),
    "removed": gettext_lazy("Meeting removed"),
    "put_on": gettext_lazy("Put on the agenda"),
    "proposed": gettext_lazy("Proposal written"),
    "reordered": gettext_lazy("Order of the agenda changed"),
    "taken_off": gettext_lazy("Taken off the agenda"),
    "put_off": gettext_lazy("Put off to another meeting"),
    "attendance": gettext_lazy("Attendance written down"),
    "decided": gettext_lazy("Decision written down"),
    "reported": gettext_lazy("Decisions reported to the board"),
    "closed": gettext_lazy("Meeting closed"),
    "minutes": gettext_lazy("Days of the minutes written down"),
    "downloaded": gettext_lazy("Annex to the minutes downloaded"),
}


def act_of(data: Mapping[str, Any]) -> str:
    """What was done."""
    return str(ACTS.get(data.get("what", ""), MeetingChanged.label))


def details_of(data: Mapping[str, Any]) -> list[str]:
    """What more the log knows of it: which numbers, how many, which days."""
    told = [data["paragraph"]] if "paragraph" in data else []
    if numbers := data.get("numbers"):
        words = ngettext("number %(numbers)s", "numbers %(numbers)s", len(numbers))
        told.append(words % {"numbers": ", ".join(map(str, numbers))})
    if "count" in data:
        words = ngettext("%(count)d decision", "%(count)d decisions", data["count"])
        told.append(words % {"count": data["count"]})
    if "after" in data:
        adjusted, announced = (day or "–" for day in data["after"])
        told.append(_("adjusted %(day)s") % {"day": adjusted})
        told.append(_("announced %(day)s") % {"day": announced})
    if "format" in data:
        told.append(data["format"] if data["reasons"] else _("%(format)s without reasons") % data)
    return told


class MeetingChanged(LogFormatter):
    """How the log tells what was done to a meeting."""

    label = gettext_lazy("Meeting changed")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        """The act and what more is known of it."""
        details = ", ".join(details_of(log_entry.data))
        act = act_of(log_entry.data)
        return f"{act}: {details}" if details else act
