"""Wagtail's own words that its Swedish lacks and our people meet; `locale/` supplies them.

Nothing imports this. It only lets `make messages` find them.
"""

from django.utils.translation import gettext_noop

WORDS = (
    gettext_noop("Actions (footer)"),
    gettext_noop("Minimap"),
    gettext_noop("Side panels"),
    gettext_noop("Side panel width"),
    gettext_noop("There are no %(model_name)s to display."),
)
