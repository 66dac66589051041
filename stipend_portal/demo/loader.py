"""The demo's stipend, round and people, added to what `load_demo` loads."""

from datetime import datetime, time, timedelta
from pathlib import Path

from django.contrib.auth.models import Group
from django.utils import timezone

from home.demo.content import add_pages, read
from home.demo.pages import front_pages
from home.demo.registry import register_demo_loader
from home.models import User
from stipend_portal.demo import last_year
from stipend_portal.demo.criteria import add_criteria
from stipend_portal.demo.page_owners import give_pages_owners
from stipend_portal.demo.people import DEMO_PASSWORD, DEMO_PEOPLE, DemoPerson
from stipend_portal.models import GroupAmount, Programme, Round, RoundPage, RoundRole, StipendsPage
from stipend_portal.states import Role

CONTENT = Path(__file__).parent / "pages.toml"


def _person(person: DemoPerson) -> User:
    first, _space, last = person.name.partition(" ")
    user, created = User.objects.get_or_create(
        email=person.email,
        defaults={
            "first_name": first,
            "last_name": last,
            "is_superuser": person.is_superuser,
            "is_staff": person.is_superuser,
        },
    )
    if created:
        user.set_password(DEMO_PASSWORD if person.roles or person.is_superuser else None)
        user.save()
        user.groups.set(Group.objects.filter(name__in=person.roles))
    return user


def _minute(days: int, at: time) -> datetime:
    """A minute some days from today, Swedish time."""
    return timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(days=days), at))


def _round() -> Round:
    programme, _created = Programme.objects.get_or_create(
        name="Exempel: Internationellt stipendium för unga",
        defaults={
            "name_en": "Example: International stipend for young people",
            "purpose": (
                "Stipendiet hjälper unga i Åmål att lära känna världen och få vänner i andra länder. "
                "Belopp, ålder och datum här är exempel."
            ),
            "purpose_en": (
                "The stipend helps young people in Åmål to get to know the world and make friends in other "
                "countries. Amounts, ages and dates here are examples."
            ),
            "applicants": Programme.Applicants.BOTH,
            "largest_group": 8,
            "asks_school": True,
            "asks_host": True,
            "asks_own_contribution": True,
            "asks_other_funding": True,
            "rules": (
                "Du är 13–19 år och bor eller går i skola i Åmål. Resan går till ett annat land. Du ordnar den "
                "själv eller tillsammans med andra. Efter resan berättar du om den hemma. Reglerna är exempel."
            ),
            "rules_en": (
                "You are 13–19 years old and live or go to school in Åmål. The trip goes to another country. You "
                "arrange it yourself or together with others. Afterwards you tell others about it at home. The "
                "rules are examples."
            ),
        },
    )
    for people, amount in ((3, 10_000), (6, 8_000)):
        GroupAmount.objects.get_or_create(programme=programme, people=people, defaults={"amount": amount})
    round_, _created = Round.objects.get_or_create(
        slug="exempel",
        defaults={
            "programme": programme,
            "name": "Exempelomgången",
            "name_en": "The example round",
            "opens_at": _minute(-14, time(8, 0)),
            "closes_at": _minute(60, time(23, 59)),
            "age_day": timezone.localdate() + timedelta(days=60),
            "pot": 120_000,
            "ceiling": 15_000,
            "decision_planned": timezone.localdate() + timedelta(days=95),
            "contact": "Barn- och utbildningsförvaltningen (exempel), stipendier@example.org",
        },
    )
    return round_


def _pages(round_: Round) -> None:
    content = read(CONTENT)
    pages = add_pages(front_pages(), StipendsPage, content["index"])
    add_pages(pages, RoundPage, {**content["round"], "round": round_})


@register_demo_loader
def load() -> None:
    """Make the demo's people, stipend, round and pages, and give each person her work in the round."""
    round_ = _round()
    former = last_year.make_round(round_.programme)
    for each in (round_, former):
        add_criteria(each)
    for person in DEMO_PEOPLE:
        user = _person(person)
        for role in person.roles:
            if role is not Role.COMMUNICATOR:
                for each in (round_, former):
                    RoundRole.objects.get_or_create(round=each, user=user, role=role)
    last_year.load_cases(former)
    _pages(round_)
    give_pages_owners()
