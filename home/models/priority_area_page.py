"""One of a strategy's priority areas."""

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from home.agenda2030 import GOALS, Goal
from home.areas import area_sections
from home.blocks import BodyBlock
from home.blocks.figures import KeyFiguresBlock
from home.models.base import BasePage
from home.models.goals_field import GoalsField
from home.validity import seconds_to_midnight


class PriorityAreaPage(BasePage):
    """A priority area; its place among its siblings is its place in the strategy."""

    search_kind = "strategy"

    goals = GoalsField(
        _("goals of Agenda 2030"), help_text=_("Those that the area does most for. Three or four are plenty.")
    )
    shows_stipends = models.BooleanField(
        _("show the stipends"),
        default=False,
        help_text=_("The rounds that are open or coming are shown under what is done in the area."),
    )
    figures = StreamField(
        [("figures", KeyFiguresBlock())],
        blank=True,
        max_num=1,
        verbose_name=_("figures"),
        help_text=_("Each with when it was true and who says so."),
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("body"),
        FieldPanel("figures"),
        FieldPanel("shows_stipends"),
        FieldPanel("goals"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body"), index.SearchField("figures")]
    parent_page_types = ["home.StrategyPage"]
    subpage_types = ["home.EasyReadPage"]

    class Meta:
        verbose_name = _("priority area")
        verbose_name_plural = _("priority areas")

    @property
    def chosen_goals(self) -> list[Goal]:
        """The goals in the order of their numbers."""
        return [GOALS[number] for number in sorted(self.goals) if number in GOALS]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the strategy and all its areas, so that a reader can go on to the next, and what is done."""
        context = super().get_context(request, *args, **kwargs)
        strategy = self.get_parent().specific
        context["strategy"] = strategy
        context["areas"] = strategy.areas()
        context["sections"] = area_sections(self, request)
        return context

    def stays_true_for(self, response: HttpResponse) -> int | None:
        """Until midnight, when the strategy may end, or until the first of the sections changes."""
        sections = response.context_data["sections"]  # type: ignore[attr-defined]
        limits = [section.max_age_seconds for section in sections if section.max_age_seconds is not None]
        return min([seconds_to_midnight(), *limits])
