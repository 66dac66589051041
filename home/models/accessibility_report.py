"""What readers cannot use, or ask for in another form: something to answer, with a day to answer by."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.weekdays import weekdays_after

# The law says "as soon as possible" (2018:1937, 13 §); this is what the site promises.
WEEKDAYS_TO_ANSWER = 10


class AccessibilityReport(models.Model):
    """A reader's words about accessibility, and what became of them.

    Whoever wrote may be unknown: then the answer is only kept here. A refusal is a decision in writing with
    its reasons, and can be appealed (lag 2018:1937, 15 and 20 §§).
    """

    class Kind(models.TextChoices):
        """What the reader wants."""

        FAULT = "fault", _("Something does not work for me")
        OTHER_FORM = "other_form", _("I need something in another form")

    class State(models.TextChoices):
        """How far it has come."""

        NEW = "new", _("Not answered")
        ANSWERED = "answered", _("Answered, not yet mended")
        MENDED = "mended", _("Mended")
        REFUSED = "refused", _("Refused")

    arrived_at = models.DateTimeField(_("came in"), default=timezone.now, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.FAULT)
    page = models.CharField(_("page"), max_length=300, blank=True)
    text = models.TextField(_("what the reader wrote"), max_length=4000)
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)
    answer_by = models.DateField(_("answer by"), editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.NEW)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("handled by"),
    )
    answer = models.TextField(_("answer"), max_length=4000, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    mended_at = models.DateTimeField(_("mended"), null=True, blank=True)

    class Meta:
        verbose_name = _("accessibility report")
        verbose_name_plural = _("accessibility reports")
        ordering = ["-arrived_at", "-pk"]
        indexes = [
            models.Index(fields=["-arrived_at", "-id"], name="accessibility_report_by_time"),
            models.Index(fields=["answer_by"], condition=Q(state="new"), name="accessibility_report_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="new", answered_at__isnull=True, answer="")
                | ~Q(state="new") & Q(answered_at__isnull=False) & ~Q(answer=""),
                name="accessibility_report_answered_in_words",
            ),
            models.CheckConstraint(
                condition=Q(state="mended", mended_at__isnull=False)
                | ~Q(state="mended") & Q(mended_at__isnull=True),
                name="accessibility_report_mended_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def save(self, *args: object, **kwargs: object) -> None:
        """Save; a new one gets its day to answer by."""
        if self.answer_by is None:
            self.answer_by = weekdays_after(timezone.localdate(self.arrived_at), WEEKDAYS_TO_ANSWER)
        super().save(*args, **kwargs)

    def is_overdue(self, today: date | None = None) -> bool:
        """Whether it waits for an answer that should have been given before `today` (Swedish time)."""
        return self.state == self.State.NEW and self.answer_by < (today or timezone.localdate())

    @property
    def page_link(self) -> str:
        """The address of the page, where the reader gave an address of this site; her words lead nowhere."""
        return self.page if self.page.startswith("/") and not self.page.startswith("//") else ""
