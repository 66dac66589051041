"""Whose words a page holds: comments are no words of the page."""

from typing import Any

from wagtail.models import COMMENTS_RELATION_NAME, Page, Revision

# What a version holds about comments, publishing and the page's place; all of it changes while the words stay.
NO_WORDS = frozenset(
    {
        COMMENTS_RELATION_NAME,
        "alias_of",
        "depth",
        "draft_title",
        "expired",
        "first_published_at",
        "has_unpublished_changes",
        "last_published_at",
        "latest_revision",
        "latest_revision_created_at",
        "live",
        "live_revision",
        "locked",
        "locked_at",
        "locked_by",
        "numchild",
        "path",
        "url_path",
    }
)


def last_writer(page: Page) -> int | None:
    """The key of whoever was the last to change the words of the page's newest version, asked anew of the database.

    The editor saves a version whenever someone comments. Versions that say the same as the one before them are
    therefore passed over. None where nobody is known.
    """
    writer, newer = None, None
    for version in Revision.objects.for_instance(page).order_by("-created_at", "-pk").iterator(chunk_size=10):
        words = _words(version)
        if newer not in (None, words):
            break
        writer, newer = version.user_id, words
    return writer


def _words(version: Revision) -> dict[str, Any]:
    return {name: value for name, value in version.content.items() if name not in NO_WORDS}
