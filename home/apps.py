from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """Publishing: the pages, and what every other part of the site shares."""

    name = "home"
    verbose_name = _("Website")
