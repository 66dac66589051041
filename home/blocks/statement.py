"""Blocks of the accessibility statement: what not everyone can use, and why."""

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

CRITERION = RegexValidator(
    r"^[1-4]\.[1-5]\.\d{1,2}$", _("Write the number of a criterion of WCAG, such as 1.4.3.")
)


class DeficiencyBlock(blocks.StructBlock):
    """Content that does not meet the law and is to be mended."""

    what = blocks.TextBlock(
        rows=2,
        max_length=600,
        label=_("What cannot be used, and by whom"),
        help_text=_("Say it so that a reader knows whether it concerns her."),
    )
    criterion = blocks.CharBlock(
        required=False,
        validators=[CRITERION],
        label=_("Criterion of WCAG"),
        help_text=_("Its number, such as 1.4.3."),
    )
    why = blocks.TextBlock(rows=2, max_length=600, label=_("Why it is so"))
    alternative = blocks.TextBlock(
        rows=2, max_length=600, required=False, label=_("How to get it another way")
    )
    mended_by = blocks.DateBlock(required=False, label=_("To be mended by"))

    class Meta:
        icon = "warning"
        label = _("Deficiency")
        template = "blocks/statement_entry.html"
        preview_value = {
            "what": "Exempel: Filmen saknar text.",
            "criterion": "1.2.2",
            "why": "Exempel: Den är gammal.",
        }


class BurdenBlock(blocks.StructBlock):
    """Content that would be a disproportionate burden to adapt (lag 2018:1937, 12 §)."""

    what = blocks.TextBlock(rows=2, max_length=600, label=_("What cannot be used, and by whom"))
    why = blocks.TextBlock(
        rows=3,
        max_length=1000,
        label=_("Why it would be too great a burden"),
        help_text=_("The law asks for the reasons: the resources it takes against the use it would be of."),
    )
    alternative = blocks.TextBlock(
        rows=2, max_length=600, required=False, label=_("How to get it another way")
    )

    class Meta:
        icon = "warning"
        label = _("Disproportionate burden")
        template = "blocks/statement_entry.html"
        preview_value = {
            "what": "Exempel: Filmen saknar syntolkning.",
            "why": "Exempel: Det kostar mer än det ger.",
        }


class ExemptBlock(blocks.StructBlock):
    """Content that the law does not cover (lag 2018:1937, 9 §)."""

    what = blocks.TextBlock(rows=2, max_length=600, label=_("What it is about"))
    why = blocks.TextBlock(rows=2, max_length=600, label=_("Why the law does not cover it"))

    class Meta:
        icon = "info-circle"
        label = _("Outside the law")
        template = "blocks/statement_entry.html"
        preview_value = {
            "what": "Exempel: Andras webbplatser.",
            "why": "Exempel: Vi bestämmer inte över dem.",
        }


class DeficienciesBlock(blocks.StreamBlock):
    """Any number of deficiencies."""

    deficiency = DeficiencyBlock()


class BurdensBlock(blocks.StreamBlock):
    """Any number of disproportionate burdens."""

    burden = BurdenBlock()


class ExemptionsBlock(blocks.StreamBlock):
    """Any number of things outside the law."""

    exempt = ExemptBlock()
