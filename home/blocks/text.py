"""Blocks of words."""

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.blocks.passages import PASSAGE_FEATURES


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
        description = _(
            "Says what the next part is about. Headings in order make a page easy to find one's way in."
        )
        template = "blocks/heading.html"

    def get_preview_value(self) -> Any:
        """A heading."""
        return self.normalize({"text": gettext("A heading of the second degree"), "level": HeadingLevel.H2})


class TextBlock(blocks.RichTextBlock):
    """Paragraphs, lists and links; headings have a block of their own, so that levels stay right."""

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs, lists and links. Words in another language can be marked as such.")
        template = "blocks/text.html"

    def __init__(self, **kwargs: object) -> None:
        features = ["bold", "italic", "link", "document-link", "ol", "ul", *PASSAGE_FEATURES]
        kwargs.setdefault("features", features)
        super().__init__(**kwargs)

    def get_preview_value(self) -> Any:
        """A paragraph and a list."""
        words = gettext("Short sentences, common words, one thing at a time.")
        return self.normalize(f"<p>{words}</p><ul><li>Gadebusch</li><li>Kubrat</li></ul>")


class QuoteBlock(blocks.StructBlock):
    """Somebody's words, with who said them."""

    text = blocks.TextBlock(max_length=600, label=_("Quote"))
    attribution = blocks.CharBlock(max_length=120, required=False, label=_("Who said it"))

    class Meta:
        icon = "openquote"
        label = _("Quote")
        description = _("Somebody's own words, set apart.")
        template = "blocks/quote.html"

    def get_preview_value(self) -> Any:
        """Words of nobody."""
        text, by = gettext("I learnt to ask before I guessed."), gettext("Exempel Exempelsson, an example")
        return self.normalize({"text": text, "attribution": by})


class FactBoxBlock(blocks.StructBlock):
    """Something set apart from the text: a definition, a deadline, what to bring."""

    title = blocks.CharBlock(max_length=120, label=_("Title"))
    text = TextBlock()

    class Meta:
        icon = "info-circle"
        label = _("Fact box")
        description = _("A short piece beside the text: a definition, a deadline, what to bring.")
        template = "blocks/fact_box.html"

    def get_preview_value(self) -> Any:
        """A box."""
        text = f"<p>{gettext('Something set apart from the text.')}</p>"
        return self.normalize({"title": gettext("Fact box"), "text": text})
