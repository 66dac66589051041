"""Wagtail."""

WAGTAIL_SITE_NAME = "Åmål i världen"
WAGTAILADMIN_BASE_URL = "http://localhost:8000"
# Wagtail's database search, with each page's words stemmed by its own language's dictionary.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "home.search.backends", "SEARCH_CONFIG": "swedish"}}
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "mp4", "odt", "pdf", "txt", "vtt", "webm", "xlsx"]
WAGTAILIMAGES_IMAGE_MODEL = "home.Picture"
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

# How many months a closed proposal of co-operation is kept; None keeps it until the records plan says otherwise.
PARTNERSHIP_PROPOSAL_MONTHS: int | None = None
# Visits are counted in each process and written to the database this often; 0 counts none.
PAGE_VIEWS_WRITTEN_EVERY_SECONDS = 60
# What readers write under "What did you miss?" is removed after this many days.
PAGE_HELP_TEXT_DAYS = 365
# Nobody has the right to publish alone, so whoever approves a page needs none.
WAGTAIL_FINISH_WORKFLOW_ACTION = "home.editing.approving.publish_approved"
# Wagtail's mails to administrators about pages that wait; `home.editing.approval_mails` says who is told.
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False

# Which addresses elsewhere the worker tries, to find broken links: `public`, `none`, or `any` (tests only).
LINK_CHECK_ADDRESSES = "none"
