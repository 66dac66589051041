"""The page of one case at the meeting: the proposal, who is in the room, and recording what was decided."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from stipend_portal.agenda_items import items_of
from stipend_portal.appeals import appeal_until
from stipend_portal.formats import as_kronor
from stipend_portal.meetings import AGENDA_ROLES, Capacity
from stipend_portal.models import Application, Attendance, ConflictOfInterest
from stipend_portal.phases import Work, allows
from stipend_portal.redaction import redact
from stipend_portal.review.assessing.people import hidden_in, is_blind, with_people
from stipend_portal.review.meetings.base import SECRETARY, ItemPage
from stipend_portal.review.meetings.item_form import ItemForm
from stipend_portal.review.meetings.paragraphs import next_number
from stipend_portal.review.meetings.shown import ShownItem, show_items
from stipend_portal.review.meetings.words import day_problem, no_quorum, quorum_words, why_not
from stipend_portal.review.offers import Offer
from stipend_portal.services.errors import (
    AmountTooLarge,
    DayBeforeArrival,
    DayToCome,
    NotAllowed,
    PotExceeded,
    WrongState,
)
from stipend_portal.services.meeting_decision import decide_item
from stipend_portal.services.meeting_errors import MeetingClosed, NoQuorum, ParagraphTaken
from stipend_portal.states import Role


class ItemView(ItemPage):
    """One case, with the way to the one before and the one after."""

    template_name = "stipend_portal/review/meetings/item.html"
    free_text = ("amount", "reason", "paragraph", "reservations")

    def get_page_title(self) -> str:
        """Number on the agenda and reference."""
        return f"{self.item.number}. {self.item.application.reference}"

    def crumbs(self) -> list[dict[str, Any]]:
        """The way to the meeting; the item is itself the last step."""
        return super().crumbs()[:-1]

    @cached_property
    def attendance(self) -> list[Attendance]:
        """Everyone on the list of those attending."""
        return list(self.meeting.attendance.all())

    @cached_property
    def rows(self) -> list[ShownItem]:
        """The agenda as this person sees it."""
        return show_items(self.meeting, self.attendance, items_of(self.meeting, self.request.user, self.own))

    @cached_property
    def at(self) -> int:
        """Where the item stands among those this person sees."""
        return next(at for at, row in enumerate(self.rows) if row.item and row.item.pk == self.item.pk)

    @property
    def row(self) -> ShownItem:
        """The item, ready to print."""
        return self.rows[self.at]

    @property
    def may_record(self) -> bool:
        """Whether this person records the decision here and now, once enough take part."""
        return (
            bool(self.case_roles & SECRETARY)
            and self.row.waits
            and not self.meeting.closed_at
            and allows(self.item.application.round.phase, Work.DECIDE_IN_MEETING)
        )

    @property
    def wrong_day(self) -> str:
        """Why the day of the meeting rules out that the case is decided at it; empty when it does not."""
        return day_problem(self.meeting, self.item.application) if self.row.waits else ""

    @property
    def enough(self) -> bool:
        """Whether enough take part."""
        return bool(self.row.room and self.row.room.quorum.reached)

    def form(self, data: Any = None) -> ItemForm:
        """The form, filled in with the proposal."""
        known = {row.pk for row in self.row.room.left} if self.row.room else set()
        staying = [row for row in self.attendance if row.present and row.pk not in known]
        return ItemForm(
            data,
            item=self.item,
            reader=self.request.user,
            staying=staying,
            suggested=next_number(self.meeting),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The case, the room and the neighbours."""
        item, case, room = self.item, self.item.application, self.row.room
        decision = item.decision
        return super().get_context_data(
            row=self.row,
            room=room,
            quorum_words=quorum_words(room.quorum),
            no_quorum=self._no_quorum() if self.row.waits and not self.enough else "",
            attendance_url=reverse("meetings:attendance", args=[self.meeting.pk]),
            unanswered=self._unanswered(),
            documents=self.row.item.application.on_the_table,
            applied=as_kronor(case.amount_applied),
            case_url=self._case_url(),
            before=self.rows[self.at - 1] if self.at else None,
            after=self.rows[self.at + 1] if self.at + 1 < len(self.rows) else None,
            decision=decision,
            told=self._told(),
            appeal_until=appeal_until(decision) if decision else None,
            corrected=decision and case.current_decision_id != decision.pk,
            may_record=self.may_record,
            wrong_day=self.wrong_day,
            wrong_phase=self.row.waits and not allows(case.round.phase, Work.DECIDE_IN_MEETING),
            offers=self._offers(),
            **kwargs,
        )

    @property
    def _handles(self) -> bool:
        """Whether she reads the case as one who handles it."""
        return bool(self.case_roles - {Role.COMMITTEE_MEMBER})

    def _case_url(self) -> str:
        """Where this person reads the case; the door has let her in as one who handles it or as a member."""
        name = "cases:case" if self._handles else "assessing:case"
        return reverse(name, args=[self.item.application_id])

    def _told(self) -> dict[str, str]:
        """What has been written about the case. A round that has gone back is blind again to its board."""
        item, decision = self.item, self.item.decision
        written = {
            "proposed_reason": item.proposed_reason,
            "reason": decision.reason if decision else "",
            "reservations": item.reservations,
        }
        if self._handles or not is_blind(item.application.round):
            return written
        case = with_people(Application.objects.filter(pk=item.application_id)).get()
        hidden = hidden_in(case)
        return {name: redact(text, hidden) for name, text in written.items()}

    def _no_quorum(self) -> str:
        if not self.attendance:
            return _("Nobody has been written down as present yet, so nothing can be decided.")
        return no_quorum(self.row.room.quorum)

    def _unanswered(self) -> list[str]:
        """Members who are here and have not answered about jäv for the case: it is theirs to say."""
        if not self.row.waits:
            return []
        here = [
            row for row in self.attendance if row.present and row.user_id and row.capacity != Capacity.OTHER
        ]
        answered = ConflictOfInterest.objects.filter(
            application=self.item.application, user__in=[row.user_id for row in here]
        )
        known = set(answered.values_list("user", flat=True))
        return [row.name for row in here if row.user_id not in known]

    def _offers(self) -> list[Offer]:
        args = [self.meeting.pk, self.item.pk]
        if self.meeting.closed_at or not self.case_roles & AGENDA_ROLES:
            return []
        offers = []
        if self.row.waits:
            offers.append(Offer(_("Change the proposal"), reverse("meetings:propose", args=args)))
            if self.case_roles & SECRETARY:
                put_off = Offer(_("Put off to another meeting"), reverse("meetings:put_off", args=args))
                offers.insert(len(offers) if self.enough or not self.attendance else 0, put_off)
        if not self.item.decision_id and not self.item.put_off:
            offers.append(Offer(_("Take off the agenda"), reverse("meetings:take_off", args=args)))
        return offers

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The case, with the form for the secretary."""
        return self.show(form=self.form() if self.may_record and self.enough and not self.wrong_day else None)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Record the decision, or show the form again with what was typed."""
        if not self.case_roles & SECRETARY:
            raise NotAllowed
        if self.meeting.closed_at:
            raise MeetingClosed
        self.require_waiting()
        form = self.form(request.POST)
        if form.is_valid():
            try:
                decide_item(item=self.item, actor=request.user, decided=form.decided)
            except (PotExceeded, AmountTooLarge) as error:
                form.refuse_amount(error)
            except ParagraphTaken as error:
                form.add_error("paragraph", why_not(error))
            except (NoQuorum, DayToCome, DayBeforeArrival) as error:
                form.add_error(None, why_not(error))
            except WrongState as error:
                return self.refuse(409, _("The case has moved on"), why_not(error))
            else:
                return self.back(
                    _("The decision is recorded. The letter waits for someone else to release it."),
                    self._next_url(),
                )
        return self.show(status=422, form=form)

    def _next_url(self) -> str:
        """The next case that waits, or else the meeting."""
        later = [row.url for row in self.rows[self.at + 1 :] if row.waits]
        return later[0] if later else ""
