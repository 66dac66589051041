"""Someone has lost her phone and her recovery codes: an administrator removes the second step, and it is logged."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from home.accounts.second_factor import acts
from home.accounts.second_factor.rule import app_of, is_required
from home.accounts.staff import staff_members
from home.models import User


@dataclass(frozen=True)
class SecondFactorLine:
    """How someone's second step stands: `since` when, and where it can be removed or (one's own) changed."""

    since: datetime | None
    reset_url: str
    own_url: str


def second_factor_line(asking: User, person: User) -> SecondFactorLine | None:
    """What an administrator may know of a person's second step; None for others, and where none is needed."""
    if not (is_required() and asking.is_superuser and person.is_staff_member):
        return None
    app = app_of(person)
    own = asking == person
    return SecondFactorLine(
        since=app.created_at if app else None,
        reset_url=""
        if own or app is None
        else reverse("wagtailusers_users:reset_second_factor", args=[person.pk]),
        own_url=reverse("second_factor") if own else "",
    )


class ResetSecondFactorView(WagtailAdminTemplateMixin, TemplateView):
    """Asks before it is done. For administrators; nobody removes her own."""

    template_name = "wagtailusers/users/reset_second_factor.html"
    page_title = gettext_lazy("Remove the second step")
    header_icon = "user"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Find whom it is about."""
        if not is_required():
            raise Http404
        if not request.user.is_superuser:
            raise PermissionDenied
        self.person = get_object_or_404(staff_members(), pk=kwargs["pk"])
        if self.person == request.user:
            return redirect("second_factor")
        if app_of(self.person) is None:
            messages.info(request, _("%(name)s has no second step to remove.") % {"name": self.person})
            return redirect("wagtailusers_users:edit", self.person.pk)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Remove it, log it, and tell the person."""
        acts.reset(self.person, by=request.user)
        text = _("The second step is removed. %(name)s sets up a new one when signing in the next time.")
        messages.success(request, text % {"name": self.person})
        return redirect("wagtailusers_users:edit", self.person.pk)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way here."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("wagtailusers_users:index"), "label": _("Users")},
            {"url": reverse("wagtailusers_users:edit", args=[self.person.pk]), "label": str(self.person)},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whom it is about."""
        return super().get_context_data(person=self.person, **kwargs)
