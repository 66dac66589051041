"""Making next year's round from this one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages

from home.models import User
from stipend_portal.review.round_page import RoundView, dates_of, facts_of
from stipend_portal.services.round_copy import coming_copy, copy_round, still_working


class CopyRoundView(RoundView, View):
    """GET shows what the copy will be, POST makes it and leads to its form."""

    template_name = "stipend_portal/review/copy_round.html"

    def get_page_title(self) -> str:
        """What is about to be copied."""
        return _("Copy %(round)s") % {"round": self.round.name}

    def is_open_to(self, user: User) -> bool:
        """Only to those who set up rounds."""
        return user.has_perm("stipend_portal.add_round")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        copy, staying = coming_copy(self.round), list(still_working(self.round))
        people = self.round.roles.select_related("user").order_by("role", "pk")
        gone = [person for person in people if person not in staying]
        context = {
            "copy": copy,
            "dates": dates_of(copy),
            "facts": facts_of(copy),
            "criteria": self.round.criteria.count(),
            "staying": staying,
            "gone": gone,
        }
        return self.render_to_response(self.get_context_data(**context))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make it."""
        copy = copy_round(round=self.round, actor=request.user)
        messages.success(request, _("The copy is saved. Check the name, the days and the people below."))
        return redirect("rounds:edit", copy.pk)
