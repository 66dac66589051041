"""The look of the Wagtail admin."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString


def brand_css() -> SafeString:
    """The site's colours in the admin."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin/brand.css"))
