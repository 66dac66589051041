"""An application: it exists from the moment it is sent in, and is never lost."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from stipend_portal.states import WITH_DECISION, State

if TYPE_CHECKING:
    from stipend_portal.models.version import ApplicationVersion

# Without 0, O, 1, I, L, U: read aloud over the telephone, none is taken for another.
REFERENCE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_reference(year: int) -> str:
    """A reference number such as `AV-2027-7KQ4MD`. It names an application and opens nothing."""
    return f"AV-{year}-{get_random_string(6, REFERENCE_ALPHABET)}"


class Application(models.Model):
    """The case. What the applicant wrote is in its versions; the columns here are for lists."""

    reference = models.CharField(_("reference"), max_length=20, unique=True)
    round = models.ForeignKey(
        "stipend_portal.Round",
        on_delete=models.PROTECT,
        related_name="applications",
        verbose_name=_("round"),
    )
    # Empty when it came on paper: nobody can sign in to it.
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("applicant"),
    )
    # How to reach someone who applied on paper.
    contact_email = models.EmailField(_("e-mail address"), blank=True)
    postal_address = models.TextField(_("postal address"), blank=True)
    # The draft it came from: the same draft sent twice is the same application.
    draft = models.OneToOneField(
        "stipend_portal.Draft",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="application",
        verbose_name=_("draft"),
    )
    state = models.CharField(_("state"), max_length=24, choices=State, default=State.SUBMITTED)
    received_at = models.DateTimeField(_("received"))
    received_late = models.BooleanField(_("received late"), default=False)
    # An officer has decided, with a reason in the log, to treat it as if it came in time.
    late_accepted = models.BooleanField(_("treated as in time"), default=False)
    # Seen only by those who are named on it.
    protected = models.BooleanField(_("protected identity"), default=False)
    diary_number = models.CharField(_("diary number"), max_length=40, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    current_decision = models.OneToOneField(
        "stipend_portal.Decision",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decision"),
    )

    # From the newest version, so that a list is one query on indexed columns.
    applicant_name = models.CharField(_("name"), max_length=120)
    birth_date = models.DateField(_("date of birth"))
    destination = models.CharField(_("destination"), max_length=400)
    departure = models.DateField(_("departure"))
    school = models.CharField(_("school and class"), max_length=200, blank=True)
    people = models.PositiveSmallIntegerField(_("people"), default=1)
    amount_applied = models.DecimalField(_("amount applied for"), max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(fields=["-received_at", "-id"], name="application_newest"),
            models.Index(fields=["round", "-received_at", "-id"], name="application_round_newest"),
            models.Index(fields=["round", "state", "-received_at", "-id"], name="application_round_state"),
            models.Index(fields=["applicant", "-received_at"], name="application_own"),
            # What the list of cases is sorted by; migration 0012 has two more, which only PostgreSQL knows.
            models.Index(fields=["applicant_name", "id"], name="application_by_name"),
            models.Index(fields=["destination", "id"], name="application_by_destination"),
            models.Index(fields=["amount_applied", "id"], name="application_by_amount"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="application_state_known"),
            models.CheckConstraint(
                condition=(
                    Q(state__in=sorted(WITH_DECISION), current_decision__isnull=False)
                    | (~Q(state__in=sorted(WITH_DECISION)) & Q(current_decision__isnull=True))
                ),
                name="application_decided_when_decision_exists",
            ),
            models.CheckConstraint(
                condition=Q(amount_applied__gte=0), name="application_amount_not_negative"
            ),
        ]

    def __str__(self) -> str:
        """The reference, never a name: this text reaches logs and lists that more people read."""
        return self.reference

    def get_absolute_url(self) -> str:
        """The applicant's own page."""
        return reverse("my_application", args=[self.reference])

    @property
    def late_not_accepted(self) -> bool:
        """Whether it came late and nobody has decided to treat it as if it came in time."""
        return self.received_late and not self.late_accepted

    @property
    def email(self) -> str:
        """Where mail to the applicant goes; empty for someone on paper who has no address, see the print queue."""
        return self.applicant.email if self.applicant else self.contact_email

    @property
    def latest_version(self) -> "ApplicationVersion":
        """What was sent in last."""
        return self.versions.latest("number")
