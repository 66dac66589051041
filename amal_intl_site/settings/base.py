"""What every way of running the site shares. One small file a concern, gathered here."""

from amal_intl_site.settings.accounts import *  # noqa: F403
from amal_intl_site.settings.apps import *  # noqa: F403
from amal_intl_site.settings.cms import *  # noqa: F403
from amal_intl_site.settings.eid import *  # noqa: F403
from amal_intl_site.settings.language import *  # noqa: F403
from amal_intl_site.settings.logs import *  # noqa: F403
from amal_intl_site.settings.mail import *  # noqa: F403
from amal_intl_site.settings.paths import BASE_DIR as BASE_DIR
from amal_intl_site.settings.security import *  # noqa: F403
from amal_intl_site.settings.storage import *  # noqa: F403
