"""Calendar files as RFC 5545 has them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from home.events.calendar_files import CalendarEntry, calendar_file, calendar_text

CHANGED = datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC)
STOCKHOLM = ZoneInfo("Europe/Stockholm")


def lines_of(entry: CalendarEntry) -> list[str]:
    """The lines about an entry, unfolded."""
    lines = calendar_text([entry]).replace("\r\n ", "").split("\r\n")
    return lines[lines.index("BEGIN:VEVENT") + 1 : lines.index("END:VEVENT")]


def test_days_are_whole_days_and_the_last_belongs_to_them() -> None:
    entry = CalendarEntry("a@b", "Läger", date(2027, 6, 29), CHANGED, ends=date(2027, 6, 30))
    assert lines_of(entry) == [
        "UID:a@b",
        "DTSTAMP:20270102T030405Z",
        "LAST-MODIFIED:20270102T030405Z",
        "DTSTART;VALUE=DATE:20270629",
        "DTEND;VALUE=DATE:20270701",
        "SUMMARY:Läger",
        "TRANSP:TRANSPARENT",
    ]


def test_one_day_ends_the_day_after() -> None:
    assert "DTEND;VALUE=DATE:20270301" in lines_of(CalendarEntry("a", "b", date(2027, 2, 28), CHANGED))


def test_moments_are_told_in_utc_summer_and_winter() -> None:
    begins = datetime(2027, 7, 1, 18, 0, tzinfo=STOCKHOLM)
    lines = lines_of(
        CalendarEntry("a", "b", begins, CHANGED, ends=datetime(2027, 12, 1, 18, 0, tzinfo=STOCKHOLM))
    )
    assert lines[3:5] == ["DTSTART:20270701T160000Z", "DTEND:20271201T170000Z"]


def test_what_is_cancelled_says_so() -> None:
    assert "STATUS:CANCELLED" in lines_of(CalendarEntry("a", "b", date(2027, 1, 1), CHANGED, cancelled=True))


def test_text_is_escaped() -> None:
    entry = CalendarEntry("a", "Te; kaffe, bullar\\kakor\r\nEND:VEVENT", date(2027, 1, 1), CHANGED)
    assert "SUMMARY:Te\\; kaffe\\, bullar\\\\kakor\\nEND:VEVENT" in lines_of(entry)


@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=400))
def test_no_line_is_longer_than_75_octets_and_none_is_lost(title: str) -> None:
    text = calendar_text([CalendarEntry("a", title, date(2027, 1, 1), CHANGED)])
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    unfolded = text.replace("\r\n ", "")
    escaped = title.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    assert f"\r\nSUMMARY:{escaped}\r\n" in unfolded


def test_the_file_is_offered_as_a_calendar() -> None:
    response = calendar_file([CalendarEntry("a", "b", date(2027, 1, 1), CHANGED)], filename="lager.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="lager.ics"'
    assert response.content.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert response.content.endswith(b"END:VCALENDAR\r\n")
