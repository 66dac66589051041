"""The body of every page."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from home.block_registry import registered_blocks
from home.blocks.contact import ContactBlock
from home.blocks.figures import KeyFiguresBlock
from home.blocks.links import FileBlock, LinkListBlock
from home.blocks.media import PictureBlock
from home.blocks.sequences import QuestionsBlock, StepsBlock
from home.blocks.table import TableBlock
from home.blocks.text import FactBoxBlock, HeadingBlock, HeadingLevel, QuoteBlock, TextBlock
from home.blocks.video import FilmElsewhereBlock, VideoBlock

WORDS = _("Words")
PICTURES = _("Pictures and film")
LEADING_ON = _("Leading on")


class BodyBlock(blocks.StreamBlock):
    """Few blocks, each with one use, so that pages look alike and stay readable. Later apps add theirs."""

    heading = HeadingBlock(group=WORDS)
    text = TextBlock(group=WORDS)
    quote = QuoteBlock(group=WORDS)
    fact_box = FactBoxBlock(group=WORDS)
    steps = StepsBlock(group=WORDS)
    questions = QuestionsBlock(group=WORDS)
    figures = KeyFiguresBlock(group=WORDS)
    table = TableBlock(group=WORDS)
    picture = PictureBlock(group=PICTURES)
    video = VideoBlock(group=PICTURES)
    film_elsewhere = FilmElsewhereBlock(group=PICTURES)
    links = LinkListBlock(group=LEADING_ON)
    file = FileBlock(group=LEADING_ON)
    contact = ContactBlock(group=LEADING_ON)

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        super().__init__([*registered_blocks(), *(local_blocks or [])], **kwargs)

    def clean(self, value: Any) -> Any:
        """Refuse a subheading that stands under no heading: whoever listens would hear a level skipped."""
        value = super().clean(value)
        if self.is_deferred_validation:
            return value
        problems, under_heading = {}, False
        for index, child in enumerate(value):
            if child.block_type != "heading":
                continue
            if child.value["level"] == HeadingLevel.H2:
                under_heading = True
            elif not under_heading:
                message = _("A subheading needs a heading above it. Make this one a heading.")
                problems[index] = StructBlockValidationError({"level": ValidationError(message)})
        if problems:
            raise StreamBlockValidationError(problems)
        return value

    def stays_true_for(self, value: blocks.StreamValue) -> int | None:
        """For how many seconds all of it stays true; None where no block sets a limit.

        A block with live data says so itself, with a method of this name.
        """
        limits = [
            child.block.stays_true_for(child.value)
            for child in value
            if hasattr(child.block, "stays_true_for")
        ]
        return min((limit for limit in limits if limit is not None), default=None)
