"""The test run. PostgreSQL by DATABASE_URL; SQLite in memory when there is none."""

import environ

from amal_intl_site.settings.base import *  # noqa: F403
from amal_intl_site.settings.paths import VAR_DIR

env = environ.Env()

DEMO = True
DEBUG = False
SECRET_KEY = "test-only-" + "x" * 50
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
BASE_URL = "http://testserver"
WAGTAILADMIN_BASE_URL = BASE_URL

DATABASES = {"default": env.db("DATABASE_URL", default="sqlite://:memory:")}

# The tests of the second step switch it on; the others sign in by `force_login`.
STAFF_SECOND_FACTOR = False

# Fast, because tests sign in often; strength is production's concern.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    # A browser asks for pictures and films where they lie; the folder goes with the run.
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
PUBLIC_PAGE_CACHE_SECONDS = 0
# A thread of its own would write outside the tests' transactions.
PAGE_VIEWS_WRITTEN_EVERY_SECONDS = 0

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DEMO_INBOX_DIR = VAR_DIR / "test-mail"
DEFAULT_FROM_EMAIL = "Åmål i världen (exempel) <stipendier@example.org>"
