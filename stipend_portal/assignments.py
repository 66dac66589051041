"""Who is to assess which case: the one place that knows the rule.

A round is shared out once an assessor is assigned to any of its cases. From then on each case is assessed
by those assigned to it. Before that, every board member of the round assesses every case. A case with
protected identity is never part of this: it is assessed by those who are named on it by hand, and naming
them shares nothing out.
"""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from home.models import User
from stipend_portal.models import Application, Assignment, ConflictOfInterest, RoundRole
from stipend_portal.states import UNDECIDED, Role

ASSESSORS = Assignment.objects.filter(kind=Assignment.Kind.ASSESSOR)


def is_shared_out(round_id: int) -> bool:
    """Whether assessors have been assigned in a round, so that not everybody assesses everything."""
    return ASSESSORS.filter(application__round=round_id, application__protected=False).exists()


def assigned_to(user: User) -> Q:
    """The applications a board member is expected to assess, as a filter on applications.

    It opens nothing: use it on what a door such as `review.access.cases_to_assess` lets through. That she
    is a board member of the round, and has no jäv, is the door's to judge.
    """
    shared_out = ASSESSORS.filter(application__protected=False).values("application__round")
    named = Exists(ASSESSORS.filter(application=OuterRef("pk"), user=user.pk))
    return named | Q(~Q(round__in=shared_out), protected=False)


def people_of(round_id: int, role: Role) -> QuerySet[User]:
    """Those who have a role in a round: named in it, in the user group, and with an active account."""
    seats = RoundRole.objects.filter(round=round_id, role=role, user=OuterRef("pk"))
    people = User.objects.filter(Exists(seats), groups__name=role, is_active=True)
    return people.order_by("first_name", "last_name", "pk")


def board_of(round_id: int) -> QuerySet[User]:
    """The board members of a round."""
    return people_of(round_id, Role.COMMITTEE_MEMBER)


def free_of_conflict(people: QuerySet[User], application: Application) -> QuerySet[User]:
    """Those of some people who have not said that they have jäv in a case, and who do not apply in it."""
    jav = ConflictOfInterest.objects.filter(application=application, user=OuterRef("pk"), has_conflict=True)
    return people.filter(~Exists(jav)).exclude(pk=application.applicant_id)


def assessors_expected(application: Application) -> QuerySet[User]:
    """Who is to assess a case: the assigned, or the whole board of the round where nothing is shared out.

    Whoever has jäv, or applies herself, is never among them.
    """
    board = free_of_conflict(board_of(application.round_id), application)
    named = Exists(ASSESSORS.filter(application=application, user=OuterRef("pk")))
    if application.protected:
        return board.filter(named)
    shared_out = ASSESSORS.filter(application__round=application.round_id, application__protected=False)
    return board.filter(named | ~Exists(shared_out))


def load_in(round_id: int, kind: Assignment.Kind) -> dict[int, int]:
    """How many undecided cases of a round each person has, by her key. Protected ones are not told of."""
    rows = Assignment.objects.filter(
        kind=kind,
        application__round=round_id,
        application__state__in=sorted(UNDECIDED),
        application__protected=False,
    )
    return dict(rows.order_by().values_list("user").annotate(Count("pk")))


def to_share_out(round_id: int, user: User) -> QuerySet[Application]:
    """The undecided cases of a round that someone may share out: all in which she has no jäv.

    Nothing but numbers is needed for that, so she need not have answered about jäv. A case with protected
    identity is left to those who are named on it.
    """
    jav = ConflictOfInterest.objects.filter(application=OuterRef("pk"), user=user.pk, has_conflict=True)
    cases = Application.objects.filter(
        ~Exists(jav), round=round_id, state__in=sorted(UNDECIDED), protected=False
    )
    return cases.exclude(applicant=user.pk).order_by("received_at", "pk")
