"""What is about something that has a page of its own: a town, a project, an office."""

from django import forms
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from home.models.in_areas import InAreas

_subjects: list[type[Page]] = []


def register_subject(page_type: type[Page]) -> type[Page]:
    """Let stories, news and events be about pages of this type. Use as a decorator, or call it in `ready()`."""
    _subjects.append(page_type)
    return page_type


def possible_subjects() -> Q:
    """The pages an editor may choose: of the registered types, in Swedish, so that each thing stands there once."""
    return Q(
        content_type__model__in=[subject._meta.model_name for subject in _subjects],
        content_type__app_label__in={subject._meta.app_label for subject in _subjects},
        locale__language_code=settings.LANGUAGE_CODE,
    )


class AboutPages(InAreas):
    """Mix-in for stories, news and events that are about a town, a project or the like.

    Editors choose the Swedish page in every language: look up by `translation_key`, as `about()` does.
    """

    about_pages = ParentalManyToManyField(
        "wagtailcore.Page",
        blank=True,
        related_name="+",
        limit_choices_to=possible_subjects,
        verbose_name=_("it is about"),
        help_text=_("It is then shown on these pages too."),
    )

    about_panel = FieldPanel("about_pages", widget=forms.CheckboxSelectMultiple)

    class Meta:
        abstract = True

    @classmethod
    def about(cls, page: Page) -> QuerySet:
        """The published pages of this type about a page, in the page's own language, newest first."""
        return (
            cls.objects.live()  # type: ignore[attr-defined]
            .filter(about_pages__translation_key=page.translation_key, locale=page.locale_id)
            .order_by("-first_published_at")
            .distinct()
        )

    def subjects(self) -> QuerySet[Page]:
        """The published pages that this one is about, and its priority areas, in its own language."""
        chosen = [*self.about_pages.all(), *self.areas.all()]
        found = Page.objects.live().filter(
            translation_key__in=[page.translation_key for page in chosen],
            locale=self.locale_id,  # type: ignore[attr-defined]
        )
        return found.select_related("locale").order_by("title")
