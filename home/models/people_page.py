"""Whom to turn to."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from home.blocks import BodyBlock
from home.blocks.contact import ContactChoiceBlock
from home.models.base import BasePage
from home.models.contact_function import ContactFunction


class PeoplePage(BasePage):
    """The people who work with the wider world, as functions: who sits at the desk may change, the page need not."""

    functions = StreamField(
        [("function", ContactChoiceBlock(label=_("Function")))],
        verbose_name=_("functions"),
        help_text=_("They are shown by unit, in this order."),
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [*BasePage.content_panels, FieldPanel("functions"), FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.EasyReadPage"]

    class Meta:
        verbose_name = _("contact page")
        verbose_name_plural = _("contact pages")

    def units(self) -> list[tuple[str, list[ContactFunction]]]:
        """The functions by unit, in the editor's order. One that has been deleted is passed over."""
        units: dict[str, list[ContactFunction]] = {}
        for block in self.functions:
            if block.value is not None:
                units.setdefault(block.value.shown_unit, []).append(block.value)
        return list(units.items())
