"""Static files, uploaded files and caches."""

from amal_intl_site.settings.paths import BASE_DIR, VAR_DIR

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # What applicants attach. No address leads here: a view that asks for permission reads it.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "private", "base_url": None, "file_permissions_mode": 0o600},
    },
    "staticfiles": {"BACKEND": "home.serving.static_files.JoiningStaticFilesStorage"},
}
# Where ClamAV's daemon listens: unix:/path or tcp://host:port. Empty: attached files are not scanned.
CLAMD_ADDRESS = ""
# Pages name hashed files only, so a stale browser cache cannot show an old style.
WHITENOISE_KEEP_ONLY_HASHED_FILES = False

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # Whole public pages, in each process: the fastest place there is, emptied on publishing.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}
# In production: shared by all web processes, because the limits on signing in are counted here. Django's usual 300
# rows would throw out counts that still matter. Nothing comes near this: the worker removes what is past its time.
DATABASE_CACHE = {
    "BACKEND": "django.core.cache.backends.db.DatabaseCache",
    "LOCATION": "django_cache",
    "OPTIONS": {"MAX_ENTRIES": 1_000_000, "CULL_FREQUENCY": 10},
}
# Another process sees a newly published page within this many seconds.
PUBLIC_PAGE_CACHE_SECONDS = 30
