"""The body of every page."""

from wagtail import blocks

from home.blocks.links import LinkListBlock
from home.blocks.text import FactBoxBlock, HeadingBlock, QuoteBlock, TextBlock


class BodyBlock(blocks.StreamBlock):
    """Few blocks, each with one use, so that pages look alike and stay readable."""

    heading = HeadingBlock()
    text = TextBlock()
    quote = QuoteBlock()
    fact_box = FactBoxBlock()
    links = LinkListBlock()
