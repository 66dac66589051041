"""The app's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """Publishing: the pages, and what every other part of the site shares."""

    name = "home"
    verbose_name = _("Website")

    def ready(self) -> None:
        """Connect what empties the page cache and what logs sign-outs and roles; be first of the demo's loaders."""
        from home import area_pages, checks, current, publishing_signals  # noqa: F401
        from home.accounts import role_log, sign_in_log
        from home.demo import (  # noqa: F401
            annual_reports,
            best_bets,
            examples,
            feedback,
            news,
            opportunities,
            pages,
        )
        from home.feedback import retention  # noqa: F401

        publishing_signals.connect()
        sign_in_log.connect()
        role_log.connect()
