"""Production: everything that differs between places comes from the environment.

`.env.example` lists the variables; a missing required one stops the start with its name.
"""

import environ

from amal_intl_site.settings.base import *  # noqa: F403
from amal_intl_site.settings.security import CONTENT_SECURITY_POLICY as CONTENT_SECURITY_POLICY
from amal_intl_site.settings.storage import CACHES, DATABASE_CACHE

env = environ.Env()

DEMO = False
DEBUG = False
SECRET_KEY = env("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
BASE_URL = env("BASE_URL").rstrip("/")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
WAGTAILADMIN_BASE_URL = BASE_URL
# `none` for a server that may not ask other sites.
LINK_CHECK_ADDRESSES = env("LINK_CHECK_ADDRESSES", default="public")
# After how many months a closed proposal of co-operation is deleted; 0 before the records plan says so.
PARTNERSHIP_PROPOSAL_MONTHS = env.int("PARTNERSHIP_PROPOSAL_MONTHS", default=0) or None

DATABASES = {"default": env.db("DATABASE_URL")}
DATABASES["default"]["OPTIONS"] = {
    "pool": {"min_size": 1, "max_size": env.int("DATABASE_POOL_SIZE", default=8)}
}
CACHES["default"] = DATABASE_CACHE

# Attached files wait until this scanner has passed them.
CLAMD_ADDRESS = env("CLAMD_ADDRESS", default="")

# Mail: an Anymail backend with its API key, or plain SMTP by EMAIL_URL.
EMAIL_BACKEND = env("EMAIL_BACKEND", default="django.core.mail.backends.smtp.EmailBackend")
if EMAIL_BACKEND == "django.core.mail.backends.smtp.EmailBackend":
    email = env.email_url("EMAIL_URL")
    EMAIL_HOST = email["EMAIL_HOST"]
    EMAIL_PORT = email["EMAIL_PORT"]
    EMAIL_HOST_USER = email["EMAIL_HOST_USER"]
    EMAIL_HOST_PASSWORD = email["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS = email.get("EMAIL_USE_TLS", False)
    EMAIL_USE_SSL = email.get("EMAIL_USE_SSL", False)
    EMAIL_TIMEOUT = 20
ANYMAIL = env.json("ANYMAIL", default={})
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Limits on signing in are counted per visitor, whose address the proxies in front tell.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1)

# A proxy ends TLS and says so in this header; it must remove the header from outside.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=True)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
