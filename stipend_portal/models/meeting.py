"""The board's meetings: who was there, what was on the agenda, and what the minutes say."""

from datetime import date, timedelta

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stipend_portal.models.decision import WITH_MONEY, Outcome

# Kommunallagen 13:5: an appeal is made within three weeks of the announcement that the minutes are adjusted.
APPEAL_TIME = timedelta(weeks=3)


class Meeting(models.Model):
    """One meeting of a deciding body."""

    body = models.CharField(_("body"), max_length=120)
    on = models.DateField(_("date"))
    place = models.CharField(_("place"), max_length=120, blank=True)
    # Kommunallagen 6:27: more than half of the members must be there, for each case.
    seats = models.PositiveSmallIntegerField(_("members of the body"), validators=[MinValueValidator(1)])
    adjusted_on = models.DateField(_("minutes adjusted"), null=True, blank=True)
    announced_on = models.DateField(_("announced on the notice board"), null=True, blank=True)
    # From then on attendance and agenda stand as they are.
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(adjusted_on__isnull=True) | Q(adjusted_on__gte=F("on")),
                name="meeting_adjusted_after_it",
                violation_error_message=_("The minutes cannot be adjusted before the meeting."),
            ),
            models.CheckConstraint(
                condition=Q(announced_on__isnull=True)
                | Q(adjusted_on__isnull=False, announced_on__gte=F("adjusted_on")),
                name="meeting_announced_after_adjusted",
                violation_error_message=_("The minutes are announced when they have been adjusted."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.on:%Y-%m-%d}"

    @property
    def appeal_until(self) -> date | None:
        """The last day to appeal: announced + three weeks (kommunallagen 13:5)."""
        return self.announced_on + APPEAL_TIME if self.announced_on else None


class Attendance(models.Model):
    """Someone at a meeting. Most board members have an account; a deputy who has none is named by hand."""

    class Capacity(models.TextChoices):
        CHAIR = "chair", _("Chair")
        VICE_CHAIR = "vice_chair", _("Vice chair")
        MEMBER = "member", _("Member")
        SERVING_DEPUTY = "serving_deputy", _("Deputy serving as member")
        DEPUTY = "deputy", _("Deputy")
        OTHER = "other", _("Official or other")

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="attendance", verbose_name=_("meeting")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person"),
    )
    name = models.CharField(_("name"), max_length=200)
    capacity = models.CharField(_("as"), max_length=16, choices=Capacity, default=Capacity.MEMBER)
    present = models.BooleanField(_("present"), default=True)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "user"], condition=Q(user__isnull=False), name="attends_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} / {self.pk}"


class AgendaItem(models.Model):
    """One case on the agenda: what is proposed, what was decided, and who left the room."""

    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="items", verbose_name=_("meeting")
    )
    application = models.ForeignKey(
        "stipend_portal.Application",
        on_delete=models.PROTECT,
        related_name="agenda_items",
        verbose_name=_("application"),
    )
    number = models.PositiveSmallIntegerField(_("number on the agenda"))
    proposed_outcome = models.CharField(_("proposal"), max_length=16, choices=Outcome, blank=True)
    proposed_amount = models.PositiveIntegerField(_("proposed amount in whole kronor"), default=0)
    proposed_reason = models.TextField(_("proposed reason"), blank=True)
    reservations = models.TextField(_("reservations"), blank=True)
    paragraph = models.CharField(_("paragraph of the minutes"), max_length=20, blank=True)
    # Put off to another meeting: not decided here, and free to be on another agenda.
    put_off = models.BooleanField(_("put off"), default=False)
    decision = models.OneToOneField(
        "stipend_portal.Decision",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agenda_item",
        verbose_name=_("decision"),
    )
    # Those who left for jäv while this case was dealt with, as the minutes must say (kommunallagen 6:30).
    recused = models.ManyToManyField(
        Attendance, blank=True, related_name="recusals", verbose_name=_("left for jäv")
    )

    class Meta:
        verbose_name = _("item on the agenda")
        verbose_name_plural = _("items on the agenda")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "application"], name="on_agenda_once"),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(decision__isnull=True, put_off=False),
                name="on_one_agenda_at_a_time",
            ),
            models.CheckConstraint(
                condition=(
                    Q(proposed_outcome="", proposed_amount=0)
                    | Q(proposed_outcome__in=sorted(WITH_MONEY), proposed_amount__gt=0)
                    | (Q(proposed_outcome__in=sorted(set(Outcome) - WITH_MONEY), proposed_amount=0))
                ),
                name="agenda_amount_fits_proposal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} / {self.number}"


class ReportedDecision(models.Model):
    """A delegated decision (kommunallagen 6:40, 7:8) or a correction that has been reported to the board."""

    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="reported", verbose_name=_("meeting")
    )
    decision = models.OneToOneField(
        "stipend_portal.Decision",
        on_delete=models.PROTECT,
        related_name="reported",
        verbose_name=_("decision"),
    )

    class Meta:
        verbose_name = _("reported decision")
        verbose_name_plural = _("reported decisions")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.meeting} / {self.decision_id}"
