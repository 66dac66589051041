"""The app's place in Django."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from home.block_registry import register_block

register_block("partner_map", "partners.map_block.PartnerMapBlock")


class PartnersConfig(AppConfig):
    """Partner towns, projects, and proposals of new ones."""

    name = "partners"
    verbose_name = _("Partners")

    def ready(self) -> None:
        """Put the map where it is shown, towns and projects under areas, and start the periodic work."""
        from home.areas import register_area_pages
        from home.models.about_pages import register_subject
        from partners import front_page, search_kinds, share_map, structured_data, styleguide, year_figures  # noqa: F401
        from partners.demo import proposals, subjects, towns  # noqa: F401
        from partners.models import PartnerProjectPage, PartnerTownPage
        from partners.proposals import clearing  # noqa: F401
        from partners.role_permissions import give_role_permissions

        register_area_pages("projects", PartnerProjectPage, _("Projects"))
        register_area_pages("towns", PartnerTownPage, _("Partner towns"))
        register_subject(PartnerTownPage)
        register_subject(PartnerProjectPage)
        post_migrate.connect(give_role_permissions, sender=self)
