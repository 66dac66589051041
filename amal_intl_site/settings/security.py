"""Cookies, headers and the content security policy."""

from csp.constants import NONE, SELF, UNSAFE_INLINE

from amal_intl_site.settings.eid import EID_ORIGINS

# The public site and the portal: everything from ourselves, nothing inline.
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ["/admin/"],
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        # The button for the e-ID is a form of ours that leads to the provider.
        "form-action": [SELF, *EID_ORIGINS],
    },
}

# Wagtail's admin has inline script and style; `home.security.admin_policy` sends this there.
ADMIN_CONTENT_SECURITY_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "object-src": [NONE],
    "base-uri": [SELF],
    "frame-ancestors": [SELF],
    "form-action": [SELF],
}

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "home.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Forms are text only here; a body larger than this is refused before it is read.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# A message to one person must not travel in a cookie onto a page that is kept for everyone.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
