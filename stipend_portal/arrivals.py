"""When a paper application came in. Pure functions of plain values."""

from datetime import date, datetime, time, tzinfo


def arrived_at(day: date, at: time | None, *, closes_at: datetime, now: datetime, zone: tzinfo) -> datetime:
    """The moment that counts for what reached the authority on `day` (förvaltningslagen 22 §).

    Days and times are those of `zone`. Where nobody has noted the time (`at` is None), the whole of the day
    on which the round closes is in time. Never later than `now` for a day that has come.
    """
    if at is not None:
        return datetime.combine(day, at, zone)
    moment = min(datetime.combine(day, time(23, 59), zone), now)
    return min(moment, closes_at) if closes_at.astimezone(zone).date() == day else moment
