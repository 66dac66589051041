"""The app's place in Django."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class StipendPortalConfig(AppConfig):
    """The stipend portal, from an open round to a decision."""

    name = "stipend_portal"
    verbose_name = _("Stipends")

    def ready(self) -> None:
        """Connect the signal receivers, the front page's panel and the demo's data."""
        from stipend_portal import front_page  # noqa: F401
        from stipend_portal.demo import loader  # noqa: F401
        from stipend_portal.mail import delivery  # noqa: F401
        from stipend_portal.role_permissions import give_role_permissions

        post_migrate.connect(give_role_permissions, sender=self)
