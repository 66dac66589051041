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
    gettext_noop(
        "A heading that identifies the overall topic of the table, and is useful for screen reader users."
    ),
    gettext_noop("A network error occurred"),
    gettext_noop("Add a concise description for search engines"),
    gettext_noop("Any"),
    gettext_noop("Anyone with editing permissions can create schedules"),
    gettext_noop("Autosave is <span>paused</span>"),
    gettext_noop("Autosave is paused"),
    gettext_noop("Avoid skipping levels"),
    gettext_noop("But only those with publishing permissions can make them effective."),
    gettext_noop("Button text is empty"),
    gettext_noop("Choose when this %(model_name)s should go live and/or expire"),
    gettext_noop("Date updated"),
    gettext_noop("Empty frame title found"),
    gettext_noop("Empty heading found"),
    gettext_noop("Image alt text has inappropriate pattern"),
    gettext_noop("Incorrect heading hierarchy"),
    gettext_noop("Input button text is empty"),
    gettext_noop("Link text is empty"),
    gettext_noop("Meta description is empty"),
    gettext_noop("Misusing paragraphs as headings"),
    gettext_noop("Saved"),
    gettext_noop("Show issue"),
    gettext_noop("Table header text is empty"),
    gettext_noop(
        "Troubleshoot your connection to the site before proceeding. "
        "Open the editor in a separate tab to view the last saved version."
    ),
    gettext_noop("Use a meaningful title for screen reader users"),
    gettext_noop("Use meaningful text"),
    gettext_noop("Use meaningful text for screen reader users"),
    gettext_noop("Use proper heading tags"),
    gettext_noop("View latest version"),
    gettext_noop("%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s"),
)
