"""Where the editors' guide stands in the admin: its address and its entry in the menu."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.menu import MenuItem

from home.editing.guide import guide


class EditorsMenuItem(MenuItem):
    """An entry in the menu for those who write pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether it is of use to this person."""
        return user_has_any_page_permission(request.user)


def admin_urls() -> list[URLPattern]:
    """The guide."""
    return [path("handledning/", guide, name="editors_guide")]


def guide_menu_item() -> EditorsMenuItem:
    """The guide's entry, among the main ones."""
    return EditorsMenuItem(
        _("Guide"), reverse("editors_guide"), name="guide", icon_name="doc-full", order=8900
    )


def editing_css() -> SafeString:
    """The look of the guide and of what needs me."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin/editing.css"))
