"""The days that the law sets for the minutes: pure functions of days."""

from datetime import date, timedelta

# Kommunallagen 6:35 with 5:69: the minutes are adjusted within fourteen days of the meeting.
ADJUSTED_WITHIN = timedelta(days=14)
# Kommunallagen 8:12: announced on the notice board on the second day after they were adjusted, at the latest.
ANNOUNCED_WITHIN = timedelta(days=2)


def last_day_to_adjust(on: date) -> date:
    """The last day to adjust the minutes of a meeting held `on` that day."""
    return on + ADJUSTED_WITHIN


def last_day_to_announce(adjusted_on: date) -> date:
    """The last day to announce that the minutes have been adjusted."""
    return adjusted_on + ANNOUNCED_WITHIN


def adjusted_late(*, on: date, adjusted_on: date | None, today: date) -> bool:
    """Whether the minutes were adjusted too late, or still are not when they should be."""
    return (adjusted_on or today) > last_day_to_adjust(on)


def announced_late(*, adjusted_on: date | None, announced_on: date | None, today: date) -> bool:
    """Whether the adjusted minutes were announced too late, or still are not when they should be."""
    return adjusted_on is not None and (announced_on or today) > last_day_to_announce(adjusted_on)
