"""What was done with the comments on a page and is still to be told to those concerned."""

from django.conf import settings
from django.db import models


class UntoldComment(models.Model):
    """One row for each thing done, until the mail about it is written. The words are kept no longer than that."""

    class Act(models.TextChoices):
        """The names of the lists in the mail."""

        NEW = "new_comments"
        REPLY = "new_replies"
        RESOLVED = "resolved_comments"
        DELETED = "deleted_comments"

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="untold_comments")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    act = models.CharField(max_length=20, choices=Act)
    # The key of the comment that began the thread, which may have been taken away since.
    thread = models.IntegerField(null=True)
    text = models.TextField()
    done_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "untold comment"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.page_id}: {self.act}"
