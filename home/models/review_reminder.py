"""When the owner of a page was last reminded to look it over."""

from django.db import models


class ReviewReminder(models.Model):
    """One row a page, so that several workers do not remind twice."""

    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.CASCADE, primary_key=True, related_name="review_reminder"
    )
    sent_on = models.DateField()

    class Meta:
        verbose_name = "review reminder"

    def __str__(self) -> str:
        return f"{self.page_id}: {self.sent_on}"
