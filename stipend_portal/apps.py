from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StipendPortalConfig(AppConfig):
    """The stipend portal, from an open round to a decision."""

    name = "stipend_portal"
    verbose_name = _("Stipends")

    def ready(self) -> None:
        """Connect the signal receivers and the front page's panel."""
        from stipend_portal import front_page  # noqa: F401
        from stipend_portal.mail import delivery  # noqa: F401
