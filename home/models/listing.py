"""Pages that list the pages under them."""

from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from home.blocks import BodyBlock
from home.models.base import BasePage
from home.pictures import with_pictures


class ListingPage(BasePage):
    """A heading and a few words, then cards of the published pages below, a dozen at a time.

    A type of its own says what it lists in `entries()`, and may narrow it by what the reader chose in the address.
    """

    entries_per_page: ClassVar[int] = 12

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        abstract = True

    def entries(self, request: HttpRequest) -> QuerySet[Any]:
        """The pages to list, in order."""
        raise NotImplementedError

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add one page of the list, as `entries`: a page number out of range gives the nearest."""
        context = super().get_context(request, *args, **kwargs)
        found = with_pictures(self.entries(request)).select_related("locale").defer_streamfields()
        context["entries"] = Paginator(found, self.entries_per_page).get_page(request.GET.get("sida"))
        return context
