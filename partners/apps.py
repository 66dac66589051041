"""The app's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from home.block_registry import register_block

register_block("partner_map", "partners.map_block.PartnerMapBlock")


class PartnersConfig(AppConfig):
    """Partner towns."""

    name = "partners"
    verbose_name = _("Partners")

    def ready(self) -> None:
        """Put the map on the front page and the towns in the demo."""
        from partners import front_page  # noqa: F401
        from partners.demo import towns  # noqa: F401
