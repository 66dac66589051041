"""The page “Jäv”: the numbers that a person has not answered about, many at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView, View
from wagtail.admin import messages

from home.models import User
from stipend_portal.models import Application, Round
from stipend_portal.models.conflict_of_interest import Ground
from stipend_portal.permissions import (
    ASKED_ABOUT_CONFLICT,
    RoundRoles,
    group_roles,
    round_roles,
    rounds_with,
    to_be_asked,
)
from stipend_portal.review.conflict import DECLARING_ROLES, conflict_crumbs
from stipend_portal.review.conflict_forms import ANSWERS, NO, WHY, YES
from stipend_portal.review.menu import RoleViewSet
from stipend_portal.review.pages import NO_ENTRY, Crumb, ReviewPage, list_crumbs, refuse
from stipend_portal.services.conflict import CORRECTING_ROLES, declare
from stipend_portal.services.errors import ActRefused
from stipend_portal.states import Role

PER_PAGE = 50

# The box at the end of the page.
THE_REST = "the_rest"


@dataclass(frozen=True)
class Asked:
    """One number on the page, with what was chosen when it comes back with an error."""

    pk: int
    reference: str
    round_id: int
    answer: str = ""
    ground: str = ""
    error: str = ""


@dataclass(frozen=True)
class RoundOfAsked:
    """The numbers of one round."""

    name: str
    rows: list[Asked]


def asked_row(case: Application, chosen: Mapping[str, str]) -> Asked:
    """A number with what was posted for it."""
    answer = chosen.get(f"answer-{case.pk}", "")
    ground = chosen.get(f"ground-{case.pk}", "")
    known = answer if answer in {NO, YES} else ""
    ground = ground if ground in Ground else ""
    error = str(WHY) if known == YES and not ground else ""
    return Asked(case.pk, case.reference, case.round_id, known, ground, error)


class ConflictListView(ReviewPage, View):
    """Answering for many numbers at once. Each answer is saved by itself."""

    template_name = "stipend_portal/review/conflict_list.html"
    page_title = gettext_lazy("Jäv")
    header_icon = "clipboard-list"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """403 for those who are never asked."""
        if not group_roles(request.user) & ASKED_ABOUT_CONFLICT:
            return refuse(request, status=403, title=_("Not for you"), text=str(NO_ENTRY))
        return super().dispatch(request, *args, **kwargs)

    def crumbs(self) -> list[Crumb]:
        """The page is itself the last step."""
        return list_crumbs()[:1]

    @cached_property
    def roles(self) -> RoundRoles:
        """What this person does in which rounds."""
        return round_roles(self.request.user)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A page of numbers, the newest round first."""
        asked = to_be_asked(request.user, self.roles).order_by("-round_id", "reference")
        page = Paginator(asked, PER_PAGE).get_page(request.GET.get("p"))
        return self.show([asked_row(case, {}) for case in page], page=page)

    def show(
        self, rows: list[Asked], *, status: int = 200, error: str = "", page: Page | None = None
    ) -> HttpResponse:
        """The numbers, grouped by round."""
        rounds = Round.objects.filter(pk__in={row.round_id for row in rows}).order_by("-pk")
        grouped = [
            RoundOfAsked(each.local_name, [row for row in rows if row.round_id == each.pk]) for each in rounds
        ]
        context = self.get_context_data(
            rounds=grouped,
            shown=len(rows),
            answers=ANSWERS,
            grounds=Ground.choices,
            errors=[row for row in rows if row.error],
            error=error,
            page_obj=page,
            assesses=Role.COMMITTEE_MEMBER in {role for _round, role in self.roles},
        )
        return self.render_to_response(context, status=status)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save each answer, or show the page again when something is missing: then nothing is saved."""
        shown = {
            int(pk) for pk in request.POST.getlist("shown")[:PER_PAGE] if pk.isdecimal() and len(pk) < 19
        }
        asked = to_be_asked(request.user, self.roles).filter(pk__in=shown)
        rows = [asked_row(case, request.POST) for case in asked.order_by("-round_id", "reference")]
        rest = NO if THE_REST in request.POST else ""
        answered = [(row.pk, row.answer or rest, row.ground) for row in rows if row.answer or rest]
        if any(row.error for row in rows):
            return self.show(rows, status=422)
        if not answered and rows:
            return self.show(rows, status=422, error=_("You have not answered for any case yet."))
        self._save(request.user, {case.pk: case for case in asked}, answered, gone=len(shown) - len(rows))
        return redirect("conflicts:index")

    def _save(
        self, user: User, cases: Mapping[int, Application], answered: list[tuple[int, str, str]], *, gone: int
    ) -> None:
        saved = with_conflict = 0
        for pk, answer, ground in answered:
            try:
                declare(application=cases[pk], actor=user, has_conflict=answer == YES, ground=ground)
            except ActRefused:
                gone += 1
            else:
                saved += 1
                with_conflict += answer == YES
        self._tell(saved, with_conflict, gone)

    def _tell(self, saved: int, with_conflict: int, gone: int) -> None:
        if saved:
            text = ngettext("%(count)s answer is saved.", "%(count)s answers are saved.", saved)
            text %= {"count": saved}
            if with_conflict:
                more = ngettext(
                    "%(count)s case is no longer shown to you.",
                    "%(count)s cases are no longer shown to you.",
                    with_conflict,
                )
                text = f"{text} {more % {'count': with_conflict}}"
            messages.success(self.request, text)
        if gone:
            text = ngettext(
                "%(count)s case was left as it was: you have answered already, or it is no longer yours to answer for.",
                "%(count)s cases were left as they were: you have answered already, or they are no longer yours to "
                "answer for.",
                gone,
            )
            messages.warning(self.request, text % {"count": gone})


class GoneView(ReviewPage, TemplateView):
    """After a yes: that the case is gone, and who can mend a mistake. Names no case."""

    template_name = "stipend_portal/review/conflict_gone.html"
    page_title = gettext_lazy("Thank you for saying so")

    def crumbs(self) -> list[Crumb]:
        """The way back is to the other numbers, or to the list of cases."""
        return conflict_crumbs(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Those who can correct. Raises `Http404` for a round that the person does not work in."""
        roles = round_roles(self.request.user)
        if self.kwargs["round"] not in rounds_with(roles, DECLARING_ROLES):
            raise Http404
        people = User.objects.filter(
            round_roles__round=self.kwargs["round"],
            round_roles__role__in=sorted(CORRECTING_ROLES),
            is_active=True,
        )
        others = people.exclude(pk=self.request.user.pk).distinct().order_by("first_name", "last_name", "pk")
        return super().get_context_data(
            correctors=[str(person) for person in others], back=self.crumbs()[-1]["url"], **kwargs
        )


class ConflictViewSet(RoleViewSet):
    """“Jäv” in the menu."""

    name = "conflicts"
    url_prefix = "jav"
    icon = "clipboard-list"
    menu_label = gettext_lazy("Jäv")
    menu_name = "conflicts"
    shown_to = ASKED_ABOUT_CONFLICT

    def get_urlpatterns(self) -> list[URLPattern]:
        """The numbers, and what comes after a yes."""
        return [
            path("", ConflictListView.as_view(), name="index"),
            path("sagt/<int:round>/", GoneView.as_view(), name="gone"),
        ]
