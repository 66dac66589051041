"""Last year's round in the demo: closed for applications, and in the middle of the board's assessment."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from home.accounts.people import account_for
from home.demo.content import read
from stipend_portal.demo import board
from stipend_portal.models import (
    Application,
    Draft,
    GuardianApproval,
    OutboxMessage,
    Programme,
    Round,
)
from stipend_portal.phases import Phase
from stipend_portal.questions.choices import ONE, TWO
from stipend_portal.services import guardian
from stipend_portal.services.submission import submit
from stipend_portal.states import State

CONTENT = Path(__file__).parent / "cases.toml"


@dataclass(frozen=True)
class _Calendar:
    """The round's days, counted from the day the demo is loaded."""

    today: date

    @property
    def opened(self) -> datetime:
        return _at(self.today - timedelta(days=75), time(8, 0))

    @property
    def closed(self) -> datetime:
        return _at(self.today - timedelta(days=15), time(23, 59))

    @property
    def departure(self) -> date:
        return self.today + timedelta(days=90)


def _at(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))


def make_round(programme: Programme) -> Round:
    """The round, without its cases."""
    days = _Calendar(timezone.localdate())
    round_, _created = Round.objects.get_or_create(
        slug="exempel-forra",
        defaults={
            "programme": programme,
            "name": "Förra exempelomgången",
            "name_en": "The former example round",
            "opens_at": days.opened,
            "closes_at": days.closed,
            "age_day": timezone.localdate(days.closed),
            "pot": 30_000,
            "ceiling": 12_000,
            "assessment_due": days.today + timedelta(days=10),
            "decision_planned": days.today + timedelta(days=24),
            "contact": "Barn- och utbildningsförvaltningen (exempel), stipendier@example.org",
            "blind": True,
            "phase": Phase.ASSESSMENT,
        },
    )
    return round_


def _answers(case: dict[str, Any], days: _Calendar) -> dict[str, Any]:
    first = case["name"].split()[0].lower()
    born = timezone.localdate(days.closed) - timedelta(days=round(case["age"] * 365.25) + 120)
    answers: dict[str, Any] = {
        "about": {
            "full_name": case["name"],
            "birth_date": born.isoformat(),
            "connection": "both",
            "phone": "",
            "school": case["school"],
        },
        "together": {"how": "alone"},
        "trip": {
            "purpose": case["purpose"],
            "destination": case["destination"],
            "partner_town": "",
            "departure": days.departure.isoformat(),
            "homecoming": (days.departure + timedelta(days=case["days"])).isoformat(),
            "stops": [],
            "host": case["host"],
            "plan": case["plan"],
        },
        "budget": {
            "rows": [{"what": what, "amount": str(amount), "quote": ""} for what, amount in case["costs"]],
            "own_contribution": "0",
            "other_funding": [],
            "amount": str(case["amount"]),
        },
        "why": {"reason": case["reason"], "sharing": case["sharing"]},
    }
    if case["guardians"]:
        asked = {
            "first_name": "Gun Exempel",
            "first_email": f"gun.{first}@example.org",
            "second_name": "Gary Exempel",
            "second_email": f"gary.{first}@example.org",
        }
        keep = tuple(asked)[: 2 * case["guardians"]]
        answers["custody"] = {"situation": TWO if case["guardians"] == 2 else ONE}
        answers["guardians"] = {key: asked[key] for key in keep}
    return answers


def _case(round_: Round, case: dict[str, Any], received_at: datetime) -> Application:
    first = case["name"].split()[0].lower()
    draft = Draft.objects.create(owner=account_for(f"{first}.exempel@example.org"), round=round_)
    application = submit(
        draft=draft,
        answers=_answers(case, _Calendar(timezone.localdate())),
        received_at=received_at,
        language="sv",
    )
    for approval in GuardianApproval.objects.filter(application=application)[: case["approved"]]:
        guardian.answer(approval=approval, approves=True)
    # They were handled long before the demo began.
    Application.objects.filter(pk=application.pk).update(state=State(case["state"]))
    return application


def load_cases(round_: Round) -> None:
    """The round's applications, some hours apart. Their mails count as sent long ago."""
    if round_.applications.exists():
        return
    for index, case in enumerate(read(CONTENT)["case"]):
        application = _case(round_, case, round_.closes_at - timedelta(days=20, hours=-31 * index))
        board.work_with(application, case)
    OutboxMessage.objects.filter(application__round=round_).update(
        status=OutboxMessage.Status.DELIVERED, sent_at=round_.closes_at
    )
