"""When a paper application came in. Pure functions of plain values."""

from datetime import date, datetime, time, tzinfo

LAST_MINUTE = time(23, 59)


def arrived_at(day: date, at: time | None, *, closes_at: datetime, now: datetime, zone: tzinfo) -> datetime:
    """The moment that counts for what reached the authority on `day` (förvaltningslagen 22 §).

    Days and times are those of `zone`. Where nobody has noted the time (`at` is None), the whole of the day
    on which the round closes is in time. Never later than `now` for a day that has come.
    """
    if at is not None:
        return datetime.combine(day, at, zone)
    moment = min(datetime.combine(day, LAST_MINUTE, zone), now)
    return min(moment, closes_at) if closes_at.astimezone(zone).date() == day else moment


def has_time(moment: datetime, *, closes_at: datetime, zone: tzinfo) -> bool:
    """Whether someone noted at what time the paper came whose moment is from `arrived_at`.

    Where nobody did, the moment is the last minute of the day, the one in which the round closes, or that of
    writing it in, with its seconds. None of these is told as the time it came.
    """
    at = moment.astimezone(zone)
    return at.time() != LAST_MINUTE and moment != closes_at and not (at.second or at.microsecond)
