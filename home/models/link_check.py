"""What is known of a link on a published page."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

# An address elsewhere counts as broken after so many failures in a row; a page that is gone (404, 410) at once.
MOST_FAILURES = 3


class LinkCheck(models.Model):
    """A link on a page, and whether it led somewhere when it was last tried."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("not tried yet")
        WORKS = "works", _("works")
        FAILING = "failing", _("failed, will be tried again")
        BROKEN = "broken", _("broken")

    class Problem(models.TextChoices):
        NONE = "", _("none")
        PAGE_MISSING = "page_missing", _("the page does not exist")
        PAGE_NOT_PUBLISHED = "page_not_published", _("the page is not published")
        DOCUMENT_MISSING = "document_missing", _("the file does not exist")
        PLACE_MISSING = "place_missing", _("the place on the page does not exist")
        GONE = "gone", _("the address does not exist")
        ERROR = "error", _("the other site answers with an error")
        NO_ANSWER = "no_answer", _("the other site does not answer")

    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="link_checks", verbose_name=_("page")
    )
    # An address, `#place`, or a thing of ours as `page:12` or `document:3`.
    url = models.CharField(_("address"), max_length=1000)
    text = models.CharField(_("link text"), max_length=255, blank=True)
    status = models.CharField(_("status"), max_length=16, choices=Status, default=Status.WAITING)
    problem = models.CharField(_("problem"), max_length=32, choices=Problem, default=Problem.NONE, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    last_checked = models.DateTimeField(_("last tried"), null=True, blank=True)
    first_failed = models.DateTimeField(_("broken since"), null=True, blank=True)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = [models.UniqueConstraint(fields=["page", "url"], name="link_checked_once_a_page")]
        indexes = [models.Index(fields=["status", "last_checked"], name="link_status_checked")]

    def __str__(self) -> str:
        return self.text or self.url

    def note(self, problem: str, now: datetime) -> None:
        """Write down how a try went, unsaved."""
        self.last_checked, self.problem = now, problem
        if problem == self.Problem.NONE:
            self.status, self.failures, self.first_failed = self.Status.WORKS, 0, None
            return
        self.failures = min(self.failures + 1, MOST_FAILURES)
        self.first_failed = self.first_failed or now
        passing = problem in {self.Problem.ERROR, self.Problem.NO_ANSWER}
        self.status = self.Status.FAILING if passing and self.failures < MOST_FAILURES else self.Status.BROKEN
