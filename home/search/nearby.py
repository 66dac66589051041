"""Pages with an address like one that leads nowhere: a letter was wrong, or the page has moved."""

from difflib import get_close_matches

from django.utils.translation import get_language

from home.search.pages import searchable_pages
from home.serving.addresses import with_roots
from home.serving.page_cache import remembered

# How alike two addresses must be, and how many are shown.
LIKENESS = 0.6
MOST = 3
# Longer ones are nobody's slip of the finger.
LONGEST = 100


def _addresses() -> dict[str, tuple[str, str]]:
    pages = searchable_pages().filter(depth__gte=3)
    return {page.slug: (page.title, page.get_url() or "") for page in with_roots(pages)}


def nearby(path: str) -> list[tuple[str, str]]:
    """Title and address of published pages in the reader's language whose address is like `path`, nearest first."""
    slug = path.rstrip("/").rpartition("/")[2].lower()
    if not slug or len(slug) > LONGEST:
        return []
    addresses = remembered(f"addresses:{get_language()}", _addresses)
    return [addresses[match] for match in get_close_matches(slug, addresses, n=MOST, cutoff=LIKENESS)]
