"""How the portal's templates write amounts, and the texts that BUN edits."""

from decimal import Decimal

from django import template
from django.utils.safestring import SafeString

from stipend_portal.formats import as_kronor
from stipend_portal.layout import as_html
from stipend_portal.texts import text

register = template.Library()


@register.filter
def kronor(amount: int | Decimal | None) -> str:
    """`5000` as `5 000 kronor`, in the reader's language."""
    return as_kronor(amount)


@register.filter
def laid_out(words: str) -> SafeString:
    """Plain words that BUN has written, as paragraphs, headings and lists."""
    return as_html(words)


@register.simple_tag(takes_context=True)
def portal_text(context: template.Context, key: str, contact: str = "") -> SafeString:
    """A text that BUN edits, as paragraphs. Whom to ask is the page's round's contact unless one is given."""
    asked = contact or getattr(context.get("round"), "contact", "")
    return as_html(text(key, contact=asked))
