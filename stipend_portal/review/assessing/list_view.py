"""The list of the cases that a board member assesses."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from stipend_portal.permissions import group_roles, to_be_asked
from stipend_portal.review.assessing.cases import rounds_of_cases
from stipend_portal.review.pages import NO_ENTRY, Crumb, ReviewPage, refuse
from stipend_portal.states import Role


def assessing_crumbs() -> list[Crumb]:
    """The way from the admin's front page to the list."""
    return [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("assessing:index"), "label": _("Assess")},
    ]


class AssessingListView(ReviewPage, TemplateView):
    """Her cases, round by round: which are left, by when, and what she has done so far."""

    template_name = "stipend_portal/review/assessing/list.html"
    page_title = gettext_lazy("Assess")
    header_icon = "form"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """403 for those who are not board members."""
        if Role.COMMITTEE_MEMBER not in group_roles(request.user):
            return refuse(request, status=403, title=_("Not for you"), text=str(NO_ENTRY))
        return super().dispatch(request, *args, **kwargs)

    def crumbs(self) -> list[Crumb]:
        """The list is itself the last step."""
        return assessing_crumbs()[:1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rounds, and how many numbers she has not answered about."""
        return super().get_context_data(
            rounds=rounds_of_cases(self.request.user),
            unanswered=to_be_asked(self.request.user).count(),
            **kwargs,
        )
