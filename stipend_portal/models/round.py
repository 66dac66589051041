"""One call for applications: when, for whom, how much, and who works with it."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from stipend_portal import rules
from stipend_portal.phases import Phase
from stipend_portal.states import STAFF_ROLES

# Nobody is older; what is above is a slip of the finger.
OLDEST = 120
# How many years ahead a round can be planned: a slip in the year is told at once.
YEARS_AHEAD = 10


class RoundQuerySet(models.QuerySet["Round"]):
    """Rounds by where they are in time."""

    def open_at(self, now: datetime) -> "RoundQuerySet":
        """Rounds that take applications in time at `now`."""
        return self.filter(opens_at__lte=now, closes_at__gt=now - timedelta(minutes=1))

    def opening_after(self, now: datetime) -> "RoundQuerySet":
        """Rounds still to come, the nearest first."""
        return self.filter(opens_at__gt=now).order_by("opens_at")


class Assurance(models.IntegerChoices):
    """How sure the site must be of who applies: Digg's levels of assurance (tillitsnivåer)."""

    CODE = 1, _("A code by e-mail is enough")
    LEVEL_2 = 2, _("E-ID, level 2 or higher")
    LEVEL_3 = 3, _("E-ID, level 3 or higher")
    LEVEL_4 = 4, _("E-ID, level 4")


class Residence(models.TextChoices):
    """Which link to Åmål a round asks for."""

    EITHER = "either", _("Lives or goes to school in Åmål municipality")
    LIVES = "lives", _("Lives in Åmål municipality")
    STUDIES = "studies", _("Goes to school in Åmål municipality")


class Round(ClusterableModel):
    """An application round. Every rule of it is data that BUN edits here."""

    programme = models.ForeignKey(
        "stipend_portal.Programme",
        on_delete=models.PROTECT,
        related_name="rounds",
        verbose_name=_("stipend"),
    )
    name = models.CharField(_("name in Swedish"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120)
    slug = models.SlugField(
        _("address"),
        unique=True,
        help_text=_("The last part of the web address, such as var-2027."),
    )
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(
        _("closes"),
        help_text=_("The whole of this minute is in time. Later applications are received and marked late."),
    )
    min_age = models.PositiveSmallIntegerField(_("lowest age"), default=13)
    max_age = models.PositiveSmallIntegerField(_("highest age"), default=19)
    age_day = models.DateField(_("day on which ages are counted"))
    residence = models.CharField(_("link to Åmål"), max_length=8, choices=Residence, default=Residence.EITHER)
    pot = models.PositiveIntegerField(_("money to grant, in whole kronor"))
    ceiling = models.PositiveIntegerField(_("most for one person, in whole kronor"))
    assurance_level = models.PositiveSmallIntegerField(
        _("how applicants sign in"),
        choices=Assurance,
        default=Assurance.CODE,
        help_text=_("An e-ID can be demanded only where one is connected to the site."),
    )
    completeness_due = models.DateField(_("completeness check done by"), null=True, blank=True)
    assessment_due = models.DateField(_("assessments handed in by"), null=True, blank=True)
    decision_planned = models.DateField(_("planned day of decision"), null=True, blank=True)
    deciding_body = models.CharField(_("who decides"), max_length=120, default="Barn- och utbildningsnämnden")
    blind = models.BooleanField(
        _("blind assessment"),
        default=False,
        help_text=_("Assessors see neither name, school, address nor files until the meeting."),
    )
    phase = models.CharField(_("phase"), max_length=12, choices=Phase, default=Phase.OPEN, editable=False)
    contact = models.CharField(
        _("whom to ask"),
        max_length=200,
        help_text=_("A unit with its telephone or e-mail, never a private address."),
    )
    granted = models.PositiveIntegerField(_("granted so far, in whole kronor"), default=0, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("application round")
        verbose_name_plural = _("application rounds")
        ordering = ["-opens_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="round_closes_after_it_opens",
                violation_error_message=_("The round must close after it opens."),
            ),
            models.CheckConstraint(
                condition=Q(max_age__gte=F("min_age")),
                name="round_ages_in_order",
                violation_error_message=_("The highest age must not be below the lowest."),
            ),
            models.CheckConstraint(
                condition=Q(ceiling__gt=0) & Q(ceiling__lte=F("pot")),
                name="round_ceiling_within_pot",
                violation_error_message=_("The most for one person must fit in the money to grant."),
            ),
            models.CheckConstraint(condition=Q(phase__in=Phase.values), name="round_phase_known"),
            models.CheckConstraint(
                condition=Q(granted__lte=F("pot")),
                name="round_pot_not_exceeded",
                violation_error_message=_("More has been granted than that."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The round's start page."""
        return reverse("round_start", args=[self.slug])

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save what BUN edits. What is granted and the phase change under lock, never from an opened form."""
        if not self._state.adding and kwargs.get("update_fields") is None:
            names = {field.name for field in self._meta.concrete_fields if not field.primary_key}
            kwargs["update_fields"] = sorted(names - {"granted", "phase"} | {"roles", "criteria"})
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Refuse what cannot be, with words an editor understands.

        A pot below what has been granted already, ages that nobody has, days too far ahead, and planned days
        that come before what they rest on.
        """
        super().clean()
        problems = self._ages_too_high() | self._days_too_far()
        if self.pot is not None and self.pot < self.granted:
            problems["pot"] = _("More has been granted than that.")
        problems = self._days_out_of_order() | problems
        if problems:
            raise ValidationError(problems)

    def _ages_too_high(self) -> dict[str, Any]:
        """Which ages are above what anyone lives to see."""
        told = {name: getattr(self, name) for name in ("min_age", "max_age")}
        words = _("Write an age of at most %(age)d years.") % {"age": OLDEST}
        return {name: words for name, age in told.items() if age is not None and age > OLDEST}

    def _days_too_far(self) -> dict[str, Any]:
        """Which days are so far ahead that the year must be wrong."""
        last = timezone.localdate().year + YEARS_AHEAD
        names = ("opens_at", "closes_at", "age_day", "completeness_due", "assessment_due", "decision_planned")
        told = {name: getattr(self, name) for name in names}
        words = _("This day is too far ahead. Check the year: it can be %(year)d at the latest.") % {
            "year": last
        }
        return {name: words for name, day in told.items() if day and day.year > last}

    def _days_out_of_order(self) -> dict[str, Any]:
        """What is wrong with the planned days: each must come on the day of the one before it, or later."""
        closes = self.closes_at and timezone.localtime(self.closes_at).date()
        days = [
            ("closes_at", closes),
            ("completeness_due", self.completeness_due),
            ("assessment_due", self.assessment_due),
            ("decision_planned", self.decision_planned),
        ]
        told = [(name, day) for name, day in days if day]
        return {
            name: _("This day comes before “%(earlier)s” (%(day)s). Write that day or a later one.")
            % {"earlier": self._meta.get_field(before).verbose_name, "day": earlier.isoformat()}
            for (before, earlier), (name, day) in pairwise(told)
            if day < earlier
        }

    @property
    def local_name(self) -> str:
        """The name in the reader's language."""
        return self.name_en if get_language() == "en" else self.name

    @property
    def has_opened(self) -> bool:
        """Whether the first moment of the round has passed."""
        return rules.has_opened(timezone.now(), self.opens_at)

    @property
    def has_closed(self) -> bool:
        """Whether an application sent now would be late."""
        return rules.is_late(timezone.now(), self.closes_at)

    @property
    def remaining(self) -> int:
        """Whole kronor left to grant."""
        return rules.remaining_pot(pot=self.pot, granted=self.granted)


class RoundRole(models.Model):
    """A person's work in a round. Without one, no case of the round can be seen."""

    round = ParentalKey(Round, on_delete=models.CASCADE, related_name="roles", verbose_name=_("round"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="round_roles",
        verbose_name=_("person"),
    )
    role = models.CharField(
        _("role"), max_length=24, choices=[(role.value, role.label) for role in STAFF_ROLES]
    )

    class Meta:
        verbose_name = _("role in the round")
        verbose_name_plural = _("roles in the round")
        constraints = [
            models.UniqueConstraint(fields=["round", "user", "role"], name="round_role_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
