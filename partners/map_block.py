"""The map of partners as a block of any page."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from home.serving.page_cache import remembered


class Shown(TextChoices):
    """Which partners a map shows."""

    ALL = "all", _("All partners")
    TWIN_TOWNS = "twin_towns", _("Twin towns")
    CHOSEN = "chosen", _("Those chosen below")


class PartnerMapBlock(blocks.StructBlock):
    """Partners in the reader's language: the map, what its lines mean, and the list that says the same."""

    shown = blocks.ChoiceBlock(choices=Shown.choices, default=Shown.ALL, label=_("What it shows"))
    towns = blocks.ListBlock(
        blocks.PageChooserBlock(page_type="partners.PartnerTownPage"),
        default=[],
        label=_("Chosen partners"),
    )

    class Meta:
        icon = "site"
        label = _("Map of partner towns")
        description = _("The map, and the list that says the same. It follows the partners' own pages.")
        group = _("Living data")
        template = "partners/map_block.html"
        preview_value = {"shown": Shown.ALL, "towns": []}

    # Told by its path alone: what stands inside is no matter of the tables of every page type.
    @classmethod
    def construct_from_lookup(cls, lookup: Any, *args: Any, **kwargs: Any) -> "PartnerMapBlock":
        """From the path."""
        return cls(*args, **kwargs)

    def deconstruct(self) -> Any:
        """As a plain block, not part by part."""
        return blocks.Block.deconstruct(self)

    def deconstruct_with_lookup(self, lookup: Any) -> Any:
        """The same."""
        return self.deconstruct()

    def clean(self, value: Any) -> Any:
        """Ask for partners where they are to be chosen."""
        value = super().clean(value)
        if value["shown"] == Shown.CHOSEN and not value["towns"]:
            raise StructBlockValidationError({"shown": ValidationError(_("Choose at least one partner."))})
        return value

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add what is drawn, once for all readers until something is published."""
        context = super().get_context(value, parent_context)
        language, shown = get_language(), value["shown"]
        chosen = [page.translation_key for page in value["towns"] if page] if shown == Shown.CHOSEN else []
        key = ":".join(["partner-map-block", str(language), shown, *map(str, chosen)])
        context["drawn"] = remembered(key, lambda: _draw(language, shown, chosen))
        return context


def _draw(language: str | None, shown: str, chosen: list[UUID]) -> SafeString:
    # The models load after the blocks.
    from partners.map import partner_map
    from partners.marks import town_marks
    from partners.models import PartnershipKind, PartnerTownPage
    from partners.models.partner_index_page import grouped

    pages = PartnerTownPage.objects.live().filter(locale__language_code=language)
    if shown == Shown.TWIN_TOWNS:
        pages = pages.filter(kind=PartnershipKind.TWIN_TOWN)
    elif shown == Shown.CHOSEN:
        pages = pages.filter(translation_key__in=chosen)
    towns = list(pages.order_by("path").select_related("locale").defer_streamfields())
    if not towns:
        return SafeString("")
    map_id = "-".join(["karta", shown, *(str(town.pk) for town in towns if chosen)])
    context = {"groups": grouped(towns), "map": partner_map(town_marks(towns, None), map_id)}
    return render_to_string("partners/map_block_drawn.html", context)
