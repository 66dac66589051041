"""Blocks of words."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class HeadingLevel(TextChoices):
    """Levels an editor may use: the page's title is the only h1, and deeper than h3 is another page."""

    H2 = "h2", _("Heading")
    H3 = "h3", _("Subheading")


class HeadingBlock(blocks.StructBlock):
    """A heading between paragraphs."""

    text = blocks.CharBlock(max_length=120, label=_("Text"))
    level = blocks.ChoiceBlock(choices=HeadingLevel.choices, default=HeadingLevel.H2, label=_("Level"))

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "blocks/heading.html"

    def get_searchable_content(self, value: blocks.StructValue) -> list[str]:
        """The words; the name of the level is not among what the page says."""
        return [value["text"]]


class TextBlock(blocks.RichTextBlock):
    """Paragraphs, lists and links; headings have a block of their own, so that levels stay right."""

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "blocks/text.html"

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("features", ["bold", "italic", "link", "document-link", "ol", "ul"])
        super().__init__(**kwargs)


class QuoteBlock(blocks.StructBlock):
    """Somebody's words, with who said them."""

    text = blocks.TextBlock(max_length=600, label=_("Quote"))
    attribution = blocks.CharBlock(max_length=120, required=False, label=_("Who said it"))

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "blocks/quote.html"


class FactBoxBlock(blocks.StructBlock):
    """Something set apart from the text: a definition, a deadline, what to bring."""

    title = blocks.CharBlock(max_length=120, label=_("Title"))
    text = TextBlock()

    class Meta:
        icon = "info-circle"
        label = _("Fact box")
        template = "blocks/fact_box.html"
