"""Calendar files (.ics), as RFC 5545 has them.

Days are all-day entries, so no time zone is needed; moments are told in UTC, which every calendar turns into the
reader's own time.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.http import HttpResponse

# RFC 5545 section 3.1: a line has at most 75 octets before its line break.
LONGEST_LINE = 75


@dataclass(frozen=True)
class CalendarEntry:
    """Something to put in one's calendar.

    `begins` is a day or an aware moment; `ends` is of the same kind, and a day is the last one, included. Without
    `ends` a day is one day and a moment is a moment. `uid` never changes for the same thing: a calendar that
    takes in the file again replaces what it has. `changed_at` says which of two copies is newer.
    """

    uid: str
    title: str
    begins: date | datetime
    changed_at: datetime
    ends: date | datetime | None = None
    description: str = ""
    place: str = ""
    url: str = ""
    cancelled: bool = False


def _escaped(text: str) -> str:
    """Section 3.3.11: backslash, semicolon, comma and line break have meanings of their own in text."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> str:
    """Break a long line: each part but the first begins with a space, and no character is cut in two."""
    parts, part, room = [], "", LONGEST_LINE
    for character in line:
        size = len(character.encode())
        if size > room:
            parts.append(part)
            part, room = " ", LONGEST_LINE - 1
        part += character
        room -= size
    return "\r\n".join([*parts, part])


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _time(name: str, at: date | datetime) -> str:
    if isinstance(at, datetime):
        return f"{name}:{_moment(at)}"
    return f"{name};VALUE=DATE:{at:%Y%m%d}"


def _end(entry: CalendarEntry) -> str:
    """Section 3.6.1: the end is the first day, or the moment, that no longer belongs to the entry."""
    last = entry.ends if entry.ends is not None else entry.begins
    if isinstance(last, datetime):
        return _time("DTEND", last)
    return _time("DTEND", last + timedelta(days=1))


def _lines(entry: CalendarEntry) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(entry.uid)}"
    yield f"DTSTAMP:{_moment(entry.changed_at)}"
    yield f"LAST-MODIFIED:{_moment(entry.changed_at)}"
    yield _time("DTSTART", entry.begins)
    # A moment without an end has none; a day always ends.
    if entry.ends is not None or not isinstance(entry.begins, datetime):
        yield _end(entry)
    yield f"SUMMARY:{_escaped(entry.title)}"
    if entry.description:
        yield f"DESCRIPTION:{_escaped(entry.description)}"
    if entry.place:
        yield f"LOCATION:{_escaped(entry.place)}"
    if entry.url:
        yield f"URL:{entry.url}"
    if entry.cancelled:
        yield "STATUS:CANCELLED"
    # An all-day entry must not make the reader look busy.
    yield "TRANSP:OPAQUE" if isinstance(entry.begins, datetime) else "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def calendar_text(entries: Iterable[CalendarEntry], name: str = "Åmål i världen") -> str:
    """The whole calendar as text; `name` is what a calendar that subscribes to it calls it."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Åmål i världen//SV",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name)}",
    ]
    for entry in entries:
        lines += _lines(entry)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def calendar_file(
    entries: Iterable[CalendarEntry], *, filename: str = "kalender.ics", name: str = "Åmål i världen"
) -> HttpResponse:
    """The entries as a file that a calendar opens. `filename` is ASCII."""
    response = HttpResponse(calendar_text(entries, name), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
