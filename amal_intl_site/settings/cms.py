"""Wagtail."""

WAGTAIL_SITE_NAME = "Åmål i världen"
WAGTAILADMIN_BASE_URL = "http://localhost:8000"
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "swedish"}
}
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "txt", "xlsx"]
WAGTAILIMAGES_EXTENSIONS = ["avif", "jpg", "jpeg", "png", "webp", "svg"]
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = True
# Addresses are ASCII, as they are read aloud and typed.
WAGTAIL_ALLOW_UNICODE_SLUGS = False

# Nothing is loaded from, or told to, other hosts.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []

# A page editor posts many fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Nobody has the right to publish alone, so whoever approves a page needs none.
WAGTAIL_FINISH_WORKFLOW_ACTION = "home.editing.approving.publish_approved"

# Which addresses elsewhere the worker tries, to find broken links: `public`, `none`, or `any` (tests only).
LINK_CHECK_ADDRESSES = "none"
