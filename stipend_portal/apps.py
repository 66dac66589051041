"""The app's place in Django."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from home.block_registry import register_block

register_block("round", "stipend_portal.round_block.RoundBlock")


class StipendPortalConfig(AppConfig):
    """The stipend portal, from an open round to a decision."""

    name = "stipend_portal"
    verbose_name = _("Stipends")

    def ready(self) -> None:
        """Connect the signal receivers, the front page's panel, the demo's data and the periodic work."""
        from stipend_portal import (  # noqa: F401
            area_section,
            front_page,
            search_kinds,
            structured_data,
            styleguide,
            year_figures,
        )
        from stipend_portal.demo import loader  # noqa: F401
        from stipend_portal.mail import delivery  # noqa: F401
        from stipend_portal.role_permissions import give_role_permissions
        from stipend_portal.services import (  # noqa: F401
            clearing,
            pruning,
            reminders,
            scanning,
            supplement_request,
        )
        from stipend_portal.texts import make_first_texts

        post_migrate.connect(give_role_permissions, sender=self)
        post_migrate.connect(make_first_texts, sender=self)
