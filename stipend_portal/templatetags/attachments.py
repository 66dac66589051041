"""What the page of attachments must tell before anyone chooses a file."""

from django import template

from stipend_portal.services.files import LIMITS

register = template.Library()


@register.simple_tag
def largest_file() -> int:
    """How many megabytes a file may have."""
    return LIMITS.max_megabytes
