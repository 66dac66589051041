"""Jäv on the case page: the question before it, what it offers, and who has answered what."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from home.models import User
from stipend_portal.models import Application
from stipend_portal.permissions import (
    ASKED_ABOUT_CONFLICT,
    HANDLING_ROLES,
    group_roles,
    round_roles,
    rounds_with,
    to_be_asked,
)
from stipend_portal.review.conflict_forms import AnswerForm
from stipend_portal.review.offers import Offer
from stipend_portal.review.pages import Crumb, list_crumbs
from stipend_portal.services.conflict import CORRECTING_ROLES
from stipend_portal.states import Role

# Who may say of a case that she reads that she has jäv: all who do something with it.
DECLARING_ROLES = frozenset({Role.CASE_OFFICER, Role.COMMITTEE_MEMBER, Role.BOARD_SECRETARY, Role.FINANCE})


@dataclass(frozen=True)
class ShownAnswer:
    """What one person has answered, and where it is corrected by someone who may."""

    name: str
    has_conflict: bool
    ground: str
    at: datetime
    correct_url: str


def conflict_offers(case: Application, roles: frozenset[Role]) -> list[Offer]:
    """Saying that one has jäv, for whoever finds it out while reading."""
    if not roles & DECLARING_ROLES:
        return []
    return [Offer(_("I have jäv"), reverse("cases:conflict", args=[case.pk]))]


def conflict_answers(case: Application, user: User, roles: frozenset[Role]) -> list[ShownAnswer]:
    """Who has answered what about jäv in the case, for those who read all of it.

    Context for `conflict_answers.html`. Nobody is offered to correct what she has said herself.
    """
    corrects = bool(roles & CORRECTING_ROLES)
    return [
        ShownAnswer(
            name=str(answer.user),
            has_conflict=answer.has_conflict,
            ground=answer.get_ground_display(),
            at=answer.declared_at,
            correct_url=(
                reverse("cases:correct_conflict", args=[case.pk, answer.pk])
                if corrects and answer.user_id != user.pk
                else ""
            ),
        )
        for answer in case.conflicts.select_related("user").order_by("declared_at", "pk")
    ]


def conflict_crumbs(user: User) -> list[Crumb]:
    """A way here that names no case: over the page about jäv, for those who are asked, or over the list."""
    if not group_roles(user) & ASKED_ABOUT_CONFLICT:
        return list_crumbs()
    return [list_crumbs()[0], {"url": reverse("conflicts:index"), "label": _("Jäv")}]


def question(
    request: HttpRequest, case: Application, form: AnswerForm, *, status: int = 200
) -> TemplateResponse:
    """The page that asks about jäv. It knows the number of the case and nothing else."""
    title = _("Do you have jäv in %(reference)s?") % {"reference": case.reference}
    context = {
        "header_title": title,
        "page_title": title,
        "breadcrumbs_items": [*conflict_crumbs(request.user), {"url": "", "label": case.reference}],
        "form": form,
        "action": reverse("cases:conflict", args=[case.pk]),
    }
    return TemplateResponse(request, "stipend_portal/review/conflict_question.html", context, status=status)


def ask_before_opening(request: HttpRequest, pk: int) -> TemplateResponse:
    """The question instead of the case, for one who handles it and has not answered. Raises `Http404` for others."""
    user = request.user
    roles = round_roles(user)
    handled = rounds_with(roles, HANDLING_ROLES)
    case = to_be_asked(user, roles).filter(pk=pk, round_id__in=handled).first()
    if case is None:
        raise Http404
    return question(request, case, AnswerForm())
