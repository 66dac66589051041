"""Language, time and formats. Swedish at `/`, English under `/en/`."""

from django.utils.translation import gettext_lazy as _

from amal_intl_site.settings.paths import BASE_DIR

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", _("Swedish")), ("en", _("English"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
WAGTAIL_I18N_ENABLED = True

# Deadlines are told and kept in Swedish time, whatever the server's clock is set to.
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
WAGTAIL_USER_TIME_ZONES = ["Europe/Stockholm", "UTC"]
