"""Whom to ask, in the admin: one row each, used by every page."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from home.models import ContactFunction


class ContactFunctionViewSet(SnippetViewSet):
    """The functions of the municipality that answer questions."""

    model = ContactFunction
    icon = "mail"
    menu_label = _("Contacts")
    menu_name = "contacts"
    menu_order = 250
    add_to_admin_menu = True
    list_display = ["name", "unit", "email", "phone"]
    search_fields = ["name", "unit", "email"]
    ordering = ["name"]
