"""What the portal's tables hold, to prove that something changed nothing."""

from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session

Snapshot = dict[str, list[tuple[Any, ...]]]


def portal_snapshot() -> Snapshot:
    """Every row of every table of the portal, column by column."""
    return {
        model.__name__: list(model._default_manager.order_by("pk").values_list())
        for model in apps.get_app_config("stipend_portal").get_models()
    }


def site_snapshot() -> Snapshot:
    """Every row of every table of the site, but for the visitors' sessions."""
    return {
        model._meta.label: sorted(model._default_manager.values_list(), key=repr)
        for model in apps.get_models()
        if model is not Session
    }
