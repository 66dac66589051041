"""Figures that say something, and where they come from."""

from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class KeyFigureBlock(blocks.StructBlock):
    """One figure. Without a source and a day it says nothing."""

    number = blocks.CharBlock(max_length=20, label=_("Number"), help_text=_("As it is read: 12 000, 3,5 %."))
    what = blocks.CharBlock(max_length=120, label=_("What it counts"))
    source = blocks.CharBlock(max_length=120, label=_("Source"))
    as_of = blocks.DateBlock(label=_("As of"), help_text=_("The day for which the figure was true."))


class KeyFiguresBlock(blocks.StructBlock):
    """A row of figures."""

    figures = blocks.ListBlock(KeyFigureBlock(), min_num=1, max_num=6, label=_("Figures"))

    class Meta:
        icon = "order"
        label = _("Key figures")
        description = _("A few numbers in large type, each with its source and day.")
        template = "blocks/key_figures.html"

    def get_preview_value(self) -> Any:
        """Two figures."""
        source = gettext("An example")
        rows = [("4", gettext("partner towns")), ("7 500", gettext("kilometres to the farthest"))]
        figures = [
            {"number": number, "what": what, "source": source, "as_of": date(2030, 1, 1)}
            for number, what in rows
        ]
        return self.normalize({"figures": figures})
