"""What is written to the log: enough to mend a fault, nothing about a person, no key to anything."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "hide_secret_paths": {"()": "home.security.log_filter.HideSecretPaths"},
        "hide_recipients": {"()": "home.security.log_filter.HideRecipients"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["hide_secret_paths"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django's own would write the same lines once more, without the filter.
    "loggers": {
        "django": {"handlers": [], "propagate": True, "level": "WARNING"},
        "wagtail.admin": {"filters": ["hide_recipients"]},
    },
}
