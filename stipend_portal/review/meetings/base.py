"""What every page of a meeting shares: who is let in, and how it says no."""

from collections.abc import Collection
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages

from stipend_portal.meetings import (
    AGENDA_ROLES,
    MEETING_ROLES,
    cases_at_meetings,
    meeting_roles,
    meetings_for,
    roles_at,
)
from stipend_portal.models import AgendaItem, Meeting
from stipend_portal.permissions import RoundRoles, group_roles
from stipend_portal.review.meetings.words import why_not
from stipend_portal.review.opening import require_opened
from stipend_portal.review.pages import Crumb, ReviewPage, refuse
from stipend_portal.services.errors import ActRefused, NotAllowed, WrongState
from stipend_portal.services.meeting_errors import MeetingClosed
from stipend_portal.states import UNDECIDED, Role

SECRETARY = frozenset({Role.BOARD_SECRETARY})


def meetings_crumbs() -> list[Crumb]:
    """The way to the list of meetings."""
    return [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("meetings:index"), "label": _("Meetings")},
    ]


def meeting_crumbs(meeting: Meeting) -> list[Crumb]:
    """The way to one meeting."""
    return [
        *meetings_crumbs(),
        {"url": reverse("meetings:meeting", args=[meeting.pk]), "label": str(meeting)},
    ]


class MeetingsPage(ReviewPage, View):
    """Base of the pages about meetings: for those with a role that reads of them, in any round."""

    header_icon = "calendar-check"
    # Roles without which the page is refused; empty: whoever reads of meetings.
    needs: Collection[Role] = ()

    @cached_property
    def own(self) -> RoundRoles:
        """What this person does in which rounds, as far as meetings are open to it."""
        return meeting_roles(self.request.user)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """403 for those who have no use for meetings and for acts of others, 409 when it is too late."""
        try:
            self.let_in()
            return super().dispatch(request, *args, **kwargs)
        except NotAllowed as error:
            return self.refuse(403, _("Not for you"), why_not(error))
        except ActRefused as error:
            return self.refuse(409, _("That is not possible now"), why_not(error))

    def let_in(self) -> None:
        """Raise `NotAllowed` for someone without a role that reads of meetings, or with none that is needed."""
        if not group_roles(self.request.user) & frozenset(self.needs or MEETING_ROLES):
            raise NotAllowed

    def crumbs(self) -> list[Crumb]:
        """The way to the list."""
        return meetings_crumbs()

    def refuse(self, status: int, title: str, text: str) -> HttpResponse:
        """A page that says why not, and leads back, with what was typed."""
        known = hasattr(self, "meeting")
        crumbs = self.crumbs() if known or status != 403 else None
        return refuse(self.request, status=status, title=title, text=text, crumbs=crumbs, words=self.typed())

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        """The page itself."""
        return self.render_to_response(self.get_context_data(**context), status=status)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        return self.show()


class MeetingPage(MeetingsPage):
    """Base of the pages of one meeting. One that is not for this person is not found."""

    meeting: Meeting
    roles: frozenset[Role]
    # Whether a closed meeting refuses the page.
    only_open = True

    def let_in(self) -> None:
        """Find the meeting; then judge by role and by whether it is closed."""
        super().let_in()
        self.meeting = get_object_or_404(meetings_for(self.own), pk=self.kwargs["pk"])
        self.roles = roles_at(self.meeting, self.own)
        if self.needs and not self.roles & frozenset(self.needs):
            raise NotAllowed
        if self.needs and self.only_open and self.meeting.closed_at:
            raise MeetingClosed

    def crumbs(self) -> list[Crumb]:
        """The way to the meeting."""
        return meeting_crumbs(self.meeting)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The meeting, and what this person does at it."""
        return super().get_context_data(
            meeting=self.meeting,
            keeps=bool(self.roles & SECRETARY),
            prepares=bool(self.roles & AGENDA_ROLES),
            **kwargs,
        )

    def back(self, done: Any, url: str = "") -> HttpResponse:
        """Say that it is done."""
        messages.success(self.request, str(done))
        return redirect(url or reverse("meetings:meeting", args=[self.meeting.pk]))


class ItemPage(MeetingPage):
    """Base of the pages of one case on the agenda. A case that is not for this person is not found."""

    item: AgendaItem

    def let_in(self) -> None:
        """Find the item, through the door to its case."""
        super().let_in()
        items = AgendaItem.objects.filter(
            meeting=self.meeting, application__in=cases_at_meetings(self.request.user, self.own)
        ).select_related("application__round__programme", "decision")
        item = items.filter(pk=self.kwargs["item"]).first()
        if item is None:
            raise Http404
        item.meeting = self.meeting
        require_opened(self.request, item.application)
        self.item = item
        case_roles = {role for round_id, role in self.own if round_id == item.application.round_id}
        if self.needs and not case_roles & set(self.needs):
            raise NotAllowed
        self.case_roles = frozenset(case_roles)

    def require_waiting(self) -> None:
        """Raise `WrongState` for a case that is decided or put off."""
        if self.item.decision_id or self.item.put_off:
            raise WrongState

    def require_undecided(self) -> None:
        """Raise `WrongState` also for a case that has been decided or withdrawn while it stood on the agenda."""
        self.require_waiting()
        if self.item.application.state not in UNDECIDED:
            raise WrongState

    @property
    def item_url(self) -> str:
        """The case's own page at the meeting."""
        return reverse("meetings:item", args=[self.meeting.pk, self.item.pk])

    def crumbs(self) -> list[Crumb]:
        """The way to the item, or to the meeting where the page was refused before it was found."""
        if not hasattr(self, "item"):
            return super().crumbs()
        label = f"{self.item.number}. {self.item.application.reference}"
        return [*super().crumbs(), {"url": self.item_url, "label": label}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The item and its case."""
        return super().get_context_data(
            item=self.item, case=self.item.application, back_url=self.item_url, **kwargs
        )
