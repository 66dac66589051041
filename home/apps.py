"""The app's place in Django."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """Publishing: the pages, and what every other part of the site shares."""

    name = "home"
    verbose_name = _("Website")

    def ready(self) -> None:
        """Connect what follows from publishing, sign-outs, roles and the clock; be first of the demo's loaders."""
        from home import area_pages, checks, page_figures  # noqa: F401
        from home.accounts import role_log, session_clearing, sign_in_log  # noqa: F401
        from home.demo import (  # noqa: F401
            annual_reports,
            best_bets,
            examples,
            feedback,
            news,
            opportunities,
            pages,
        )
        from home.editing import (  # noqa: F401
            approval_mails,
            comment_mails,
            redirects,
            reminders,
            scheduling,
            setting_up,
            strategists,
        )
        from home.editing.links import work  # noqa: F401
        from home.feedback import retention  # noqa: F401
        from home.front_page import current  # noqa: F401
        from home.serving import publishing_signals
        from home.sharing import opportunity_shape, shapes  # noqa: F401
        from home.styleguide import basics, publishing, signing_in  # noqa: F401

        publishing_signals.connect()
        redirects.connect()
        strategists.connect()
        approval_mails.connect()
        post_migrate.connect(setting_up.set_up_editing, sender=self)
        sign_in_log.connect()
        role_log.connect()
