"""The front page."""

from typing import Any

from django.db.models import Case, When
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index
from wagtail.url_routing import RouteResult

from home.blocks import BodyBlock
from home.front_page.panels import front_page_panels, shortest_age
from home.models.base import BasePage
from home.models.strategy_page import StrategyPage
from home.serving.page_cache import remembered
from home.serving.routing import find_below
from home.validity import seconds_to_midnight


class HomePage(BasePage):
    """The front page of one language: panels of other parts, then the strategy and its areas."""

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    parent_page_types = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the page of an address under this front page."""
        if path_components:
            return find_below(self, path_components).route(request, [])
        return super().route(request, path_components)

    def newest_strategy(self) -> StrategyPage | None:
        """The published strategy whose period began last, without its body; one still to come where none has."""
        today = timezone.localdate()
        published = StrategyPage.objects.child_of(self).live().select_related("locale").defer_streamfields()
        begun = Case(When(valid_from__lte=today, then=1), default=0)
        key = f"newest-strategy:{self.pk}:{today}"
        return remembered(key, published.order_by(begun.desc(), "-valid_from").first)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the panels and the newest strategy with its areas."""
        context = super().get_context(request, *args, **kwargs)
        strategy = self.newest_strategy()
        context["panels"] = front_page_panels(request)
        context["strategy"] = strategy
        context["areas"] = remembered(f"areas:{strategy.pk}", strategy.areas) if strategy else []
        return context

    def stays_true_for(self, response: HttpResponse) -> int | None:
        """Until the first of the panels changes, and not past midnight, when the strategy may end."""
        panels_hold = shortest_age(response.context_data["panels"])  # type: ignore[attr-defined]
        midnight = seconds_to_midnight()
        return midnight if panels_hold is None else min(panels_hold, midnight)
