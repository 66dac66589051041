"""Rounds, people and applications for tests. All of them are examples.

An application is made as a real one is: a draft sent in through `services.submission.submit`. How an
application stands later (`state`) is written straight to the row, so that a test can begin anywhere; a
decided one is made through the services, because its decision, letter and event belong together.
"""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from datetime import date, datetime, timedelta
from typing import Any

import factory
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from factory.django import DjangoModelFactory

from home.models import User
from stipend_portal.meetings import open_item
from stipend_portal.models import (
    AgendaItem,
    Application,
    ConflictOfInterest,
    Draft,
    Meeting,
    Programme,
    Round,
    RoundRole,
)
from stipend_portal.models.decision import Basis, Outcome
from stipend_portal.phases import Phase
from stipend_portal.services.decision import record_decision
from stipend_portal.services.submission import submit
from stipend_portal.states import Role, State

PASSWORD = "exempel-lösenord-1"

# The checked answers of someone with two guardians, as the forms leave them.
ANSWERS: dict[str, dict[str, Any]] = {
    "about": {
        "full_name": "Alva Exempel",
        "birth_date": "2011-03-27",
        "connection": "both",
        "phone": "",
    },
    "custody": {"situation": "two"},
    "guardians": {
        "first_name": "Gun Exempel",
        "first_email": "gun@example.org",
        "second_name": "Gary Exempel",
        "second_email": "gary@example.org",
    },
    "trip": {
        "purpose": "visit",
        "destination": "Türi, Estland",
        "partner_town": "",
        "departure": "2027-06-14",
        "homecoming": "2027-06-28",
        "stops": [],
        "plan": "Jag ska bo hos en familj och gå i skolan med deras barn.",
    },
    "budget": {
        "rows": [
            {"what": "Flyg tur och retur", "amount": "3200", "quote": ""},
            {"what": "Tåg", "amount": "800", "quote": ""},
        ],
        "amount": "4000",
    },
    "why": {
        "reason": "Jag vill lära mig hur det är att vara ung i ett annat land.",
        "sharing": "Jag berättar för min klass.",
    },
}


# Who else comes along in a group, and has an address of the same name.
OTHERS = ("Bo", "Cecilia", "Didrik", "Ebba", "Folke", "Greta")


class UserFactory(DjangoModelFactory):
    """Someone with an account and no password: an applicant."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    first_name = factory.Sequence(lambda n: f"Person{n}")
    last_name = "Exempel"

    @factory.post_generation
    def password(self: User, create: bool, extracted: str | None, **kwargs: Any) -> None:
        """Set `password=…`, or make one that nothing fits."""
        if extracted:
            self.set_password(extracted)
        else:
            self.set_unusable_password()
        self.save(update_fields=["password"])


class ProgrammeFactory(DjangoModelFactory):
    """A stipend."""

    class Meta:
        model = Programme

    name = "Exempelstipendiet"
    name_en = "The Example Stipend"
    purpose = "För unga som vill resa och lära känna andra."
    purpose_en = "For young people who want to travel and get to know others."
    attachments = Programme.Attachments.NONE


class RoundFactory(DjangoModelFactory):
    """A round that is open now. Traits: `closed`, `coming`."""

    class Meta:
        model = Round

    programme = factory.SubFactory(ProgrammeFactory)
    name = factory.Sequence(lambda n: f"Exempelomgång {n}")
    name_en = factory.Sequence(lambda n: f"Example round {n}")
    slug = factory.Sequence(lambda n: f"exempel-{n}")
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=10))
    closes_at = factory.LazyAttribute(lambda made: made.opens_at + timedelta(days=30))
    age_day = date(2027, 6, 1)
    pot = 50_000
    ceiling = 8_000
    contact = "Exempelenheten, exempel@example.org"
    # The phase in which every case can be handled and decided; tests about phases choose their own.
    phase = Phase.MEETING

    class Params:
        closed = factory.Trait(opens_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=60)))
        coming = factory.Trait(opens_at=factory.LazyFunction(lambda: timezone.now() + timedelta(days=5)))


def make_round(**fields: Any) -> Round:
    """A round, open now unless `closed=True` or `coming=True`."""
    return RoundFactory(**fields)


def make_applicant(**fields: Any) -> User:
    """A young person with an account: no group, no password."""
    return UserFactory(**fields)


def make_staff(
    *roles: Role | str, rounds: Sequence[Round] = (), declared: bool = True, **fields: Any
) -> User:
    """Someone who works here: a member of the group of each role, with that role in each of `rounds`.

    A case officer has said of every case that she has no jäv, unless `declared` is false; so has every
    officer of the round when an application is made. Board members must be declared by the test.
    """
    user = UserFactory(**{"password": PASSWORD, **fields})
    user.groups.set([Group.objects.get(name=Role(role).value) for role in roles])
    for round_ in rounds:
        for role in roles:
            RoundRole.objects.create(round=round_, user=user, role=Role(role))
    if declared and Role.CASE_OFFICER in roles:
        clear_of_conflict([user], Application.objects.filter(round__in=rounds))
    return user


def clear_of_conflict(people: Iterable[User], applications: Iterable[Application]) -> None:
    """Each of the people has answered that she has no jäv in each of the cases."""
    ConflictOfInterest.objects.bulk_create(
        [
            ConflictOfInterest(application=application, user=person, has_conflict=False)
            for person in people
            for application in applications
        ],
        ignore_conflicts=True,
    )


def officers_of(round: Round) -> QuerySet[User]:
    """The case officers of a round."""
    return User.objects.filter(round_roles__round=round, round_roles__role=Role.CASE_OFFICER)


def make_answers(
    guardians: int = 2, *, members: int = 0, born: str = "2010-05-01", **changes: Any
) -> dict[str, dict[str, Any]]:
    """`ANSWERS` with 0, 1 or 2 guardians and any answer changed by its name: `destination="Oslo, Norge"`.

    `reason` and other names are looked for in every section; `full_name` is the applicant's. `members` are
    the others of a group, all `born` on the same day.
    """
    answers = deepcopy(ANSWERS)
    if guardians == 0:
        del answers["guardians"], answers["custody"]
        answers["about"]["birth_date"] = "2008-03-27"
    elif guardians == 1:
        answers["custody"] = {"situation": "one"}
        answers["guardians"] = {name: answers["guardians"][name] for name in ("first_name", "first_email")}
    for name, value in changes.items():
        [section] = [section for section in answers.values() if name in section]
        section[name] = value
    if members:
        answers["together"] = {"how": "group"}
        answers["members"] = {
            "rows": [
                {
                    "name": f"{name} Exempel",
                    "birth_date": born,
                    "connection": "lives",
                    "email": f"{name.lower()}@example.org",
                }
                for name in OTHERS[:members]
            ]
        }
    return answers


def make_application(
    *,
    round: Round | None = None,
    applicant: User | None = None,
    guardians: int = 2,
    state: State = State.SUBMITTED,
    received_at: datetime | None = None,
    language: str = "sv",
    declared: bool = True,
    **answers: Any,
) -> Application:
    """An application sent in with version, approvals, event and mails, and then in `state`.

    The case officers of the round have answered about jäv unless `declared` is false.
    """
    round = round or make_round()
    draft = Draft.objects.create(owner=applicant or make_applicant(), round=round)
    application = submit(
        draft=draft,
        answers=make_answers(guardians, **answers),
        received_at=received_at or timezone.now(),
        language=language,
    )
    if declared:
        clear_of_conflict(officers_of(round), [application])
    if state in {State.DECIDED, State.CLOSED}:
        _set_state(application, State.PREPARED)
        decide(application)
    if state != application.state:
        _set_state(application, state)
    return application


def make_group_application(people: int = 3, **fields: Any) -> Application:
    """An application for a group, whose contact person is of full age unless told otherwise.

    The others are under eighteen and not answered; `born="2008-03-27"` makes them of full age. `fields` are
    those of `make_application`.
    """
    return make_application(**{"guardians": 0, "members": people - 1, **fields})


@transaction.atomic
def decide(application: Application, *, actor: User | None = None, **changes: Any) -> Application:
    """Record a decision on a prepared application: granted all 4 000 kronor by the board unless changed.

    The board decides it where it waits on an agenda, or else at a meeting of its own.
    """
    actor = actor or make_staff(Role.BOARD_SECRETARY, rounds=[application.round])
    given = {
        "outcome": Outcome.GRANTED,
        "amount": 4_000,
        "reason": "Resan följer reglerna för stipendiet.",
        "basis": Basis.BOARD,
        "basis_reference": "§ 12",
        "decided_on": timezone.localdate(),
        **changes,
    }
    item = None
    if given["basis"] == Basis.BOARD:
        item = open_item(application) or put_before_board(application, actor, on=given["decided_on"])
    decision = record_decision(application=application, actor=actor, item=item, **given)
    if item:
        AgendaItem.objects.filter(pk=item.pk).update(decision=decision, paragraph=given["basis_reference"])
    application.refresh_from_db()
    return application


def put_before_board(application: Application, actor: User, *, on: date | None = None) -> AgendaItem:
    """The application alone on the agenda of a closed meeting, straight in the tables."""
    meeting = Meeting.objects.create(
        body=application.round.deciding_body,
        on=on or timezone.localdate(),
        seats=5,
        created_by=actor,
        closed_at=timezone.now(),
    )
    return AgendaItem.objects.create(meeting=meeting, application=application, number=1)


def _set_state(application: Application, state: State) -> None:
    Application.objects.filter(pk=application.pk).update(state=state)
    application.refresh_from_db()
