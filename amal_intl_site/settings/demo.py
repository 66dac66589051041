"""`make run`: SQLite, example content, mail shown at /demo/mail/. Never for real applications."""

import os

from amal_intl_site.settings.base import *  # noqa: F403
from amal_intl_site.settings.paths import VAR_DIR

DEMO = True
# The people of the demo have no telephones. STAFF_SECOND_FACTOR=1 shows what production asks of those who work here.
STAFF_SECOND_FACTOR = os.environ.get("STAFF_SECOND_FACTOR") == "1"
DEBUG = os.environ.get("DEBUG") == "1"
# Not a secret: the demo holds no real person's data. Production reads its own from the environment.
SECRET_KEY = "demo-only-" + "x" * 50
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
PORT = os.environ.get("PORT", "8000")
BASE_URL = f"http://localhost:{PORT}"
WAGTAILADMIN_BASE_URL = BASE_URL

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": VAR_DIR / "demo.sqlite3",
        "OPTIONS": {
            # Writers queue instead of failing when the web and the worker meet.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
}

EMAIL_BACKEND = "stipend_portal.mail.demo_inbox.DemoInboxBackend"
DEMO_INBOX_DIR = VAR_DIR / "mail"
DEFAULT_FROM_EMAIL = "Åmål i världen (exempel) <stipendier@example.org>"
