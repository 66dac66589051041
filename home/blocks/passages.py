"""The languages that words inside a text can be marked with, and the names of the editor's features for them."""

from django.utils.translation import gettext_lazy as _

# The site's own languages, and those of the partner towns and the neighbours.
PASSAGE_LANGUAGES = {
    "sv": _("Words in Swedish"),
    "en": _("Words in English"),
    "de": _("Words in German"),
    "et": _("Words in Estonian"),
    "bg": _("Words in Bulgarian"),
    "nb": _("Words in Norwegian"),
}


def feature_of(code: str) -> str:
    """What the text editor calls the button for a language."""
    return f"lang-{code}"


PASSAGE_FEATURES = [feature_of(code) for code in PASSAGE_LANGUAGES]
