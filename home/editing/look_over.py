"""Pages with the day by which somebody must look them over."""

from datetime import date, timedelta

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

# The owner is told so long before the day, on the day, and then every week.
FIRST_REMINDER = timedelta(days=14)
THEN_EVERY = timedelta(days=7)


class LookOver(models.TextChoices):
    """How a page stands towards its day."""

    OVERDUE = "overdue", _("The day has passed")
    SOON = "soon", _("Within two weeks")
    LATER = "later", _("Later")
    NEVER = "never", _("No day")


def with_review_by(pages: QuerySet[Page]) -> QuerySet[Page]:
    """The published pages of ours among these, with `review_by` whatever their type: each type has its own column."""
    from home.models import BasePage

    types = [model for model in apps.get_models() if issubclass(model, BasePage)]
    columns = [f"{model._meta.model_name}__review_by" for model in types]
    pages = pages.live().filter(content_type__in=ContentType.objects.get_for_models(*types).values())
    return pages.annotate(review_by=Coalesce(*columns, output_field=models.DateField()))


def state(review_by: date | None, today: date) -> LookOver:
    """How a page with this day stands on `today`. The day itself is not yet too late."""
    if review_by is None:
        return LookOver.NEVER
    if review_by < today:
        return LookOver.OVERDUE
    return LookOver.SOON if review_by <= today + FIRST_REMINDER else LookOver.LATER


def reminder_day(review_by: date, today: date) -> date | None:
    """The latest day, up to `today`, on which the owner is to be reminded; None while it is too early."""
    if today < review_by - FIRST_REMINDER:
        return None
    if today < review_by:
        return review_by - FIRST_REMINDER
    return today - (today - review_by) % THEN_EVERY
