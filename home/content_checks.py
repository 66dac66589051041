"""What the editor's checker looks for, beside what Wagtail's looks for: no page is made inaccessible in silence.

The checks run in the browser, over the page as it is shown. Those of our own are written in
`static/js/admin/content_checks.js`; here is which of them run, how strict, and what the editor is told.
"""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.models import Page

# Only what an editor wrote is judged: the frame around it is the site's own affair.
WRITTEN = "main"

MOST_WORDS_IN_A_SENTENCE = 25
MOST_WORDS_IN_A_PARAGRAPH = 100

# Links are read aloud in lists of their own, where these say nothing. Both languages, since passages mix.
VAGUE_LINKS = [
    *(
        "klicka här",
        "tryck här",
        "här",
        "länk",
        "läs mer",
        "läs vidare",
        "mer",
        "mer info",
        "mer information",
    ),
    *("click here", "click", "here", "link", "this link", "read more", "more", "more info", "learn more"),
]

AXE_RULES = [
    *("aria-allowed-attr", "button-name", "color-contrast", "definition-list", "document-title", "dlitem"),
    *("duplicate-id-aria", "empty-heading", "empty-table-header", "frame-title", "heading-order"),
    *("html-has-lang", "html-lang-valid", "image-alt", "image-redundant-alt", "input-button-name", "label"),
    *("link-in-text-block", "link-name", "list", "listitem", "p-as-heading", "page-has-heading-one"),
    *("scope-attr-valid", "svg-img-alt", "table-duplicate-name", "td-headers-attr", "th-has-data-cells"),
    *("valid-lang", "video-caption"),
]


def _rule(name: str, selector: str, impact: str) -> dict[str, Any]:
    return {
        "id": name,
        "impact": impact,
        "selector": selector,
        "tags": ["best-practice"],
        "any": [f"check-{name}"],
        "enabled": True,
    }


OWN_RULES = [
    _rule("amal-link-text", f"{WRITTEN} a[href]", "serious"),
    _rule("amal-pdf-link", f"{WRITTEN} a[href]", "minor"),
    _rule("amal-table-caption", f"{WRITTEN} table", "serious"),
    _rule("amal-table-headings", f"{WRITTEN} table", "serious"),
    _rule("amal-long-sentence", f"{WRITTEN} p, {WRITTEN} li", "moderate"),
    _rule("amal-long-paragraph", f"{WRITTEN} p", "moderate"),
    _rule("amal-capitals", f"{WRITTEN} :is(p, li, h1, h2, h3, a, strong)", "moderate"),
]
OWN_CHECKS: list[dict[str, Any]] = [
    {"id": "check-amal-link-text", "options": {"vague": VAGUE_LINKS}},
    {"id": "check-amal-pdf-link"},
    {"id": "check-amal-table-caption"},
    {"id": "check-amal-table-headings"},
    {"id": "check-amal-long-sentence", "options": {"most": MOST_WORDS_IN_A_SENTENCE}},
    {"id": "check-amal-long-paragraph", "options": {"most": MOST_WORDS_IN_A_PARAGRAPH}},
    {"id": "check-amal-capitals"},
]


def _told(name: Promise, help_text: Promise) -> dict[str, Promise]:
    return {"error_name": name, "help_text": help_text}


MESSAGES = {
    "amal-link-text": _told(
        _("The link does not say where it leads"),
        _("Write what the reader will find there, such as “How to apply for a stipend”. Not “read more”."),
    ),
    "amal-pdf-link": _told(
        _("A PDF file is linked"),
        _("Is it accessible: tagged, with headings and a language? If you can, make a page of it instead."),
    ),
    "amal-table-caption": _told(
        _("The table has no caption"),
        _("Write what the table is about, so that it can be found and skipped."),
    ),
    "amal-table-headings": _told(
        _("The table lacks headings"),
        _("Every column needs a heading. Otherwise the cells mean nothing aloud."),
    ),
    "amal-long-sentence": _told(
        _("A long sentence"),
        _("More than 25 words are hard to keep in mind. Make it two sentences, or a list."),
    ),
    "amal-long-paragraph": _told(
        _("A long paragraph"),
        _("More than 100 words in one piece scare readers away. Part it, or add headings."),
    ),
    "amal-capitals": _told(
        _("Words in capitals"), _("Capitals are hard to read and may be spelled out aloud. Write as usual.")
    ),
    "color-contrast": _told(_("Weak contrast"), _("The text must stand out from what is behind it.")),
    "image-alt": _told(
        _("The picture has no description"), _("Say what it shows, or say that it only adorns.")
    ),
    "image-redundant-alt": _told(
        _("The description repeats the text beside it"), _("Say something else, or say that it only adorns.")
    ),
    "video-caption": _told(_("The film has no captions"), _("Add a file with captions, of the kind vtt.")),
    "page-has-heading-one": _told(_("The page has no title"), _("Write a title.")),
    "valid-lang": _told(_("Unknown language"), _("Mark the passage with one of the languages in the list.")),
    "link-in-text-block": _told(
        _("The link looks like the text around it"), _("Links must differ by more than colour.")
    ),
}


class OwnChecks(ContentCheckerItem):
    """Wagtail's checker with more of axe's rules, and rules of our own."""

    axe_include: ClassVar[list[str]] = [WRITTEN]
    axe_run_only: ClassVar[list[str]] = [
        *sorted({*ContentCheckerItem.axe_run_only, *AXE_RULES}),
        *(rule["id"] for rule in OWN_RULES),
    ]
    axe_custom_rules: ClassVar[list[dict[str, Any]]] = [*ContentCheckerItem.axe_custom_rules, *OWN_RULES]
    axe_custom_checks: ClassVar[list[dict[str, Any]]] = [*ContentCheckerItem.axe_custom_checks, *OWN_CHECKS]
    axe_messages: ClassVar[dict[str, Any]] = {**ContentCheckerItem.axe_messages, **MESSAGES}

    class Media:
        js = ("js/admin/content_checks.js",)


def use_own_checks(request: HttpRequest, items: list[Any], page: Page | None) -> None:
    """Put our checker where Wagtail's is, in the bar on the page and in the editor."""
    items[:] = [
        OwnChecks(in_editor=item.in_editor) if isinstance(item, ContentCheckerItem) else item
        for item in items
    ]
