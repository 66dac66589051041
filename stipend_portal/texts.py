"""Reading the texts that BUN edits: the words as they are now, in the reader's language."""

from typing import Any

from django.apps import AppConfig
from django.apps import apps as installed
from django.utils.translation import get_language, gettext, override

from home.serving.page_cache import empty_on_change_of, remembered
from stipend_portal.first_texts import TEXTS
from stipend_portal.models import PortalText

# The one thing that an editor can have filled in: whom to ask.
CONTACT = "{contact}"


def text(key: str, *, contact: str = "") -> str:
    """The text with this key in the reader's language; empty where BUN has emptied it.

    `contact` stands in for `{contact}` and is most often the round's; without one the municipality is named.
    """
    words = remembered(f"portal-texts:{get_language()}", _all_texts).get(key, "")
    return words.replace(CONTACT, contact or gettext("Åmål municipality"))


def declaration(*, contact: str = "") -> str:
    """What an applicant promises when she sends, in her language, to be kept with what she sent."""
    return text("declaration", contact=contact)


def _all_texts() -> dict[str, str]:
    return {row.key: row.local for row in PortalText.objects.all()}


def make_first_texts(sender: AppConfig, **kwargs: Any) -> None:
    """Make the rows that are missing, with their first words; run after every migration.

    What BUN has written, or emptied, is never touched.
    """
    try:
        model = kwargs.get("apps", installed).get_model("stipend_portal", "PortalText")
    except LookupError:  # migrated back to before there were texts
        return
    database = kwargs.get("using", "default")
    there = set(model.objects.using(database).values_list("key", flat=True))
    model.objects.using(database).bulk_create(
        (
            model(key=each.key, swedish=_in("sv", each.first), english=_in("en", each.first))
            for each in TEXTS
            if each.key not in there
        ),
        ignore_conflicts=True,
    )


def _in(language: str, words: object) -> str:
    with override(language):
        return str(words)


empty_on_change_of(PortalText)
