"""`make bench`: production's settings, spoken to over plain HTTP on this machine, with example content."""

from amal_intl_site.settings.apps import MIDDLEWARE
from amal_intl_site.settings.production import *  # noqa: F403

# Sessions are made beforehand, without anyone signing in.
STAFF_SECOND_FACTOR = False
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

MIDDLEWARE = ["bench.query_count.QueryCountMiddleware", *MIDDLEWARE]
