"""What happened, when, and who did it. Only ever added to."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from home.models.immutable import Immutable
from stipend_portal.states import Role, State


class EventKind(models.TextChoices):
    """What kinds of thing happen to a case."""

    SUBMITTED = "submitted", _("Application received")
    MOVED = "moved", _("State changed")
    GUARDIAN_APPROVED = "guardian_approved", _("Guardian approved")
    GUARDIAN_DECLINED = "guardian_declined", _("Guardian declined")
    GUARDIAN_WITHDREW = "guardian_withdrew", _("Guardian took the approval back")
    GUARDIAN_ON_PAPER = "guardian_on_paper", _("Guardian's approval on paper recorded")
    GUARDIAN_WAIVED = "guardian_waived", _("Goes on without a guardian's approval")
    GUARDIAN_REMINDED = "guardian_reminded", _("Guardian reminded")
    GUARDIAN_ASKED_AGAIN = "guardian_asked_again", _("Guardian asked again")
    MEMBER_CONFIRMED = "member_confirmed", _("Member of the group said yes")
    MEMBER_DECLINED = "member_declined", _("Member of the group said no")
    MEMBER_REMINDED = "member_reminded", _("Member of the group reminded")
    MEMBER_ASKED_AGAIN = "member_asked_again", _("Member of the group asked again")
    SUPPLEMENT_REQUESTED = "supplement_requested", _("Supplement requested")
    SUPPLEMENT_ANSWERED = "supplement_answered", _("Supplement received")
    SUPPLEMENT_ENDED = "supplement_ended", _("Supplement no longer waited for")
    MESSAGE_SENT = "message_sent", _("Message to the applicant")
    MESSAGE_RECEIVED = "message_received", _("Message from the applicant")
    FILE_REMOVED = "file_removed", _("Harmful file removed")
    DECISION_RECORDED = "decision_recorded", _("Decision recorded")
    LETTER_RELEASED = "letter_released", _("Letter released")
    LETTER_CHANGED = "letter_changed", _("Letter changed before it was released")
    LETTER_POSTED = "letter_posted", _("Letter sent by post")
    LETTER_RESENT = "letter_resent", _("Letter sent again")
    MESSAGE_SETTLED = "message_settled", _("Message needs no answer")
    NOTE_WRITTEN = "note_written", _("Note written")
    ASSIGNED = "assigned", _("Assigned")
    UNASSIGNED = "unassigned", _("No longer assigned")
    NO_CONFLICT = "no_conflict", _("Answered: no jäv")
    CONFLICT_DECLARED = "conflict_declared", _("Answered: jäv")
    CONFLICT_CORRECTED = "conflict_corrected", _("Answer about jäv corrected")
    ASSESSED = "assessed", _("Assessment handed in")
    ASSESSMENT_REOPENED = "assessment_reopened", _("Assessment taken up again")
    LATE_ACCEPTED = "late_accepted", _("Late application treated as in time")
    NO_LONGER_LATE = "no_longer_late", _("No longer late: the closing day was moved")
    PROTECTED = "protected", _("Marked as protected identity")
    UNPROTECTED = "unprotected", _("No longer protected identity")
    OPENED = "opened", _("Protected case opened")
    DIARY_NUMBERED = "diary_numbered", _("Diary number written")
    DOCUMENT_REGISTERED = "document_registered", _("Document registered")
    ENTERED_FROM_PAPER = "entered_from_paper", _("Entered from paper")
    ON_AGENDA = "on_agenda", _("Put on the agenda")
    OFF_AGENDA = "off_agenda", _("Taken off the agenda")
    REPORTED = "reported", _("Decision reported to the board")


class Event(Immutable):
    """One line in the log of a case. The name is the actor's as it was then."""

    application = models.ForeignKey(
        "stipend_portal.Application",
        on_delete=models.PROTECT,
        related_name="events",
        verbose_name=_("application"),
    )
    kind = models.CharField(_("what happened"), max_length=24, choices=EventKind)
    at = models.DateTimeField(_("when"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who"),
    )
    actor_name = models.CharField(_("name then"), max_length=200)
    actor_role = models.CharField(_("role then"), max_length=24, choices=Role)
    from_state = models.CharField(_("from"), max_length=24, choices=State, blank=True)
    to_state = models.CharField(_("to"), max_length=24, choices=State, blank=True)
    data = models.JSONField(_("details"), default=dict, blank=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["application", "at"], name="event_of_application")]

    def __str__(self) -> str:
        return f"{self.application}: {self.get_kind_display()}"
