"""Weekdays and free days, as the law counts them (lag 1930:173 om beräkning av lagstadgad tid, 2 §)."""

from datetime import date, timedelta

DAY = timedelta(days=1)
SATURDAY = 5
# Month and day of those that stand still: holidays (lag 1989:253), and Christmas and New Year's Eve.
FIXED = frozenset({(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)})
# Days after Easter Day: Good Friday, Easter Monday, Ascension Day. The others are Sundays.
AROUND_EASTER = frozenset({-2, 1, 39})


def easter(year: int) -> date:
    """Easter Day of a year in the Gregorian calendar, by the rule of Meeus, Jones and Butcher."""
    golden, century, rest = year % 19, year // 100, year % 100
    corrected = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - century // 4 - corrected + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


def is_free(day: date) -> bool:
    """Whether no time ends on it: a Saturday, a Sunday, a holiday, or the eve of midsummer, Christmas or New Year.

    All Saints' Day and Midsummer Day are Saturdays.
    """
    midsummer_eve = day.month == 6 and day.weekday() == 4 and 19 <= day.day <= 25
    fixed = (day.month, day.day) in FIXED
    return (
        day.weekday() >= SATURDAY or fixed or midsummer_eve or (day - easter(day.year)).days in AROUND_EASTER
    )


def ends_on(day: date) -> date:
    """The day on which a time ends that is counted to `day`: that day, or else the next weekday."""
    while is_free(day):
        day += DAY
    return day


def weekdays_after(day: date, count: int) -> date:
    """The day that comes `count` weekdays after `day`, which itself is not counted."""
    while count:
        day += DAY
        count -= not is_free(day)
    return day
