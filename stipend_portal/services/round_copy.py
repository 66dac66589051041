"""Next year's round from this year's, in one step."""

import re
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from home.models import User
from stipend_portal.models import Criterion, Round, RoundRole
from stipend_portal.models.round_event import RoundEventKind
from stipend_portal.phases import Phase
from stipend_portal.services.round_event import record_round_event
from stipend_portal.services.round_people import clash, name_maker
from stipend_portal.states import Role

# The whole weeks of a year: each day falls on the same day of the week.
WEEKS = 52
YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
DAYS = ("completeness_due", "assessment_due", "decision_planned")
ALIKE = (
    "programme",
    "min_age",
    "max_age",
    "residence",
    "pot",
    "ceiling",
    "assurance_level",
    "deciding_body",
    "blind",
    "contact",
)


def later_moment(moment: datetime, years: int) -> datetime:
    """The same weekday and time of day in Sweden, so many times 52 weeks later."""
    return timezone.localtime(moment) + timedelta(weeks=WEEKS * years)


def later_birthday(day: date, years: int) -> date:
    """The same day of the calendar so many years later; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)


def years_on(round_: Round) -> int:
    """How many years to move a round: one, or so many that the copy does not open before it is looked at."""
    years = 1
    while later_moment(round_.opens_at, years) <= timezone.now():
        years += 1
    return years


def with_years(text: str, years: int, opens_at: datetime) -> str:
    """A name with every year in it moved on; the year of opening is added where there is none."""
    moved = YEAR.sub(lambda found: str(int(found.group()) + years), text)
    return moved if YEAR.search(text) else f"{text} {opens_at.year}"


def coming_copy(round_: Round) -> Round:
    """The copy as it would be saved, without its rows: a new round with a free address."""
    years = years_on(round_)
    opens_at = later_moment(round_.opens_at, years)
    fields: dict[str, Any] = {name: getattr(round_, name) for name in ALIKE}
    for name in DAYS:
        day: date | None = getattr(round_, name)
        fields[name] = day and day + timedelta(weeks=WEEKS * years)
    slug, number = _free_address(with_years(round_.slug, years, opens_at).replace(" ", "-"))
    names = {name: with_years(getattr(round_, name), years, opens_at) for name in ("name", "name_en")}
    return Round(
        **fields,
        **{name: _shortened(text, number) for name, text in names.items()},
        slug=slug,
        opens_at=opens_at,
        closes_at=later_moment(round_.closes_at, years),
        age_day=later_birthday(round_.age_day, years),
        phase=Phase.OPEN,
        granted=0,
    )


@transaction.atomic
def copy_round(*, round: Round, actor: User) -> Round:
    """Make next year's round: criteria, amounts, ages and people as they were, all days moved.

    Whoever makes the copy becomes an officer of it. People who have left, or who no longer belong to the
    group of their role, are not taken along, nor a seat in the board that does not go with another role.
    """
    copy = coming_copy(Round.objects.select_for_update().get(pk=round.pk))
    copy.save()
    Criterion.objects.bulk_create([_criterion(row, copy) for row in round.criteria.all()])
    RoundRole.objects.bulk_create(
        [RoundRole(round=copy, user_id=row.user_id, role=row.role) for row in still_working(round)]
    )
    name_maker(round=copy, maker=actor)
    record_round_event(
        round=copy, kind=RoundEventKind.COPIED, actor=actor, data={"from": round.pk, "name": round.name}
    )
    return copy


def still_working(round_: Round) -> QuerySet[RoundRole]:
    """Those of a round who can have the same role again."""
    in_group = User.groups.through.objects.filter(user=OuterRef("user"), group__name=OuterRef("role"))
    handling = RoundRole.objects.filter(
        round=round_, user=OuterRef("user"), role__in=sorted(clash(tuple(Role)))
    )
    rows = RoundRole.objects.filter(Exists(in_group), round=round_, user__is_active=True)
    rows = rows.exclude(Exists(handling), role=Role.COMMITTEE_MEMBER)
    return rows.select_related("user").order_by("role", "pk")


def _criterion(row: Criterion, copy: Round) -> Criterion:
    alike = ("sort_order", "name", "name_en", "guidance", "weight", "highest")
    return Criterion(round=copy, **{name: getattr(row, name) for name in alike})


def _free_address(wanted: str) -> tuple[str, int]:
    """An address that no round has, and which in order it is of those that were wanted so."""
    longest = Round._meta.get_field("slug").max_length
    number, slug = 1, wanted[:longest]
    while Round.objects.filter(slug=slug).exists():
        number += 1
        ending = f"-{number}"
        slug = f"{wanted[: longest - len(ending)]}{ending}"
    return slug, number


def _shortened(name: str, number: int) -> str:
    """A name that fits its field, told apart from an earlier copy of the same."""
    longest = Round._meta.get_field("name").max_length
    ending = f" ({number})" if number > 1 else ""
    return f"{name[: longest - len(ending)]}{ending}"
