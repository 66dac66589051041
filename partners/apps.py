"""The app's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    """Partner towns."""

    name = "partners"
    verbose_name = _("Partners")

    def ready(self) -> None:
        """Put the map on the front page and on shared links, towns in the demo and their kind in the search."""
        from partners import front_page, search_kinds, share_map  # noqa: F401
        from partners.demo import towns  # noqa: F401
