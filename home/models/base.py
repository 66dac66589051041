"""What every page has in common."""

from datetime import date
from http import HTTPMethod
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from home.editing.page_form import EditorsPageForm
from home.editing.page_rights import EditorsPagePermissionTester
from home.models.contact_function import ContactFunction
from home.models.user import User
from home.serving.open_to_all import is_any_page_limited
from home.serving.page_cache import mark_public, remembered


def _easy_read_pages() -> Any:
    return apps.get_model("home", "EasyReadPage").objects.live()


def _paths_retold() -> frozenset[str]:
    """The paths of all pages that have an easy-to-read version: few have, and every page asks."""
    return frozenset(path[: -Page.steplen] for path in _easy_read_pages().values_list("path", flat=True))


class BasePage(Page):
    """What all pages have: a summary, a picture, whom to ask, a day to look it over, and a copy kept in memory."""

    # Where a page shows its body in a way of its own, or a card needs one, its type says otherwise.
    card_template = "components/card.html"

    # What readers can narrow a search to; see `home.search.kinds`.
    search_kind = "page"

    summary = models.TextField(
        _("summary"),
        blank=True,
        max_length=300,
        help_text=_("One or two sentences: shown first on the page, in lists and by search engines."),
    )
    picture = models.ForeignKey(
        "home.Picture",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown at the top of the page, in lists, and where the page is shared."),
    )
    picture_decorative = models.BooleanField(
        _("the picture only adorns"),
        default=False,
        help_text=_(
            "Tick it when the picture says nothing that the text does not. It is then silent when read aloud."
        ),
    )
    picture_description = models.CharField(
        _("description of the picture"),
        max_length=250,
        blank=True,
        help_text=_("What the picture shows, for those who cannot see it."),
    )
    contact = models.ForeignKey(
        "home.ContactFunction",
        verbose_name=_("whom to ask"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    review_by = models.DateField(
        _("review by"),
        null=True,
        blank=True,
        help_text=_("The day by which somebody must check that the page is still true."),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel(
            [FieldPanel("picture"), FieldPanel("picture_description"), FieldPanel("picture_decorative")],
            heading=_("Picture"),
        ),
    ]
    settings_panels = [
        FieldPanel("contact"),
        FieldPanel("owner"),
        FieldPanel("review_by"),
        *Page.settings_panels,
    ]
    base_form_class = EditorsPageForm
    search_fields = [*Page.search_fields, index.SearchField("summary", boost=1.5)]

    # Pages are read; forms have views of their own.
    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]

    class Meta:
        abstract = True

    @property
    def meta_description(self) -> str:
        """What search engines and shared links show."""
        return self.search_description or self.summary

    @property
    def picture_alt(self) -> str:
        """What the picture shows, or nothing where it only adorns."""
        if self.picture is None or self.picture_decorative:
            return ""
        return self.picture_description or self.picture.description

    @property
    def shown_on(self) -> date | None:
        """The day that a card shows; None where the day of the page means nothing to the reader."""
        return None

    def clean(self) -> None:
        """Ask what the picture shows, or to be told that it only adorns."""
        super().clean()
        if self.picture and not self.picture_decorative and not self.picture_alt:
            raise ValidationError(
                {"picture_description": _("Say what the picture shows, or tick that it only adorns.")}
            )

    def permissions_for_user(self, user: User) -> EditorsPagePermissionTester:
        """What a person may do with the page."""
        return EditorsPagePermissionTester(user, self)

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """What limits who may read the page; asked for only on a site that limits any page at all."""
        return (
            super().get_view_restrictions() if is_any_page_limited() else PageViewRestriction.objects.none()
        )

    def easy_read(self) -> Page | None:
        """The published page that says the same in easy words, if there is one."""
        if not self.numchild or self.path not in remembered("pages-retold", _paths_retold):
            return None
        return _easy_read_pages().child_of(self).defer_streamfields().first()

    def whom_to_ask(self) -> ContactFunction | None:
        """The function that answers about the page."""
        return self.contact

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the easy-to-read version, and whom to ask."""
        context = super().get_context(request, *args, **kwargs)
        context["easy_read"] = self.easy_read()
        context["contact"] = self.whom_to_ask()
        return context

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the page, and let a copy for visitors without a session be kept."""
        response = super().serve(request, *args, **kwargs)
        limits = [self.stays_true_for(response), self.body_stays_true_for()]
        seconds = min((limit for limit in limits if limit is not None), default=None)
        return mark_public(request, response, seconds)

    @method_decorator(csp_replace({"frame-ancestors": [SELF]}))
    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show the page as it would be; the editor shows it in a frame, which the public page forbids."""
        return super().serve_preview(request, mode_name)

    def body_stays_true_for(self) -> int | None:
        """For how many seconds the blocks of the body stay true; None where none of them sets a limit."""
        body = getattr(self, "body", None)
        return body.stream_block.stays_true_for(body) if body else None

    def stays_true_for(self, response: HttpResponse) -> int | None:
        """For how many seconds this response may be kept; None leaves it to the setting."""
        return None
