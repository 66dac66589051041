"""When an event is, and when it is over: pure functions of Swedish time."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def midnight_after(day: date) -> datetime:
    """The moment a day ends in Swedish time."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def last_day(starts_at: datetime, ends_at: datetime | None, *, all_day: bool) -> date:
    """The last day that an event takes up. One that ends at midnight takes nothing of the day that begins."""
    if ends_at is None:
        return timezone.localdate(starts_at)
    if all_day:
        return timezone.localdate(ends_at)
    return timezone.localdate(max(starts_at, ends_at - timedelta(microseconds=1)))


def over_at(starts_at: datetime, ends_at: datetime | None, *, all_day: bool) -> datetime:
    """When an event is over: at its end, or when its last day is where no hour was given."""
    if ends_at is not None and not all_day:
        return ends_at
    return midnight_after(last_day(starts_at, ends_at, all_day=all_day))


def seconds_until(moment: datetime) -> int:
    """Whole seconds from now, at least 0."""
    return max(0, int((moment - timezone.now()).total_seconds()))
