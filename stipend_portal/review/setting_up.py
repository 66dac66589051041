"""What the forms for setting up share."""

from typing import Any

from django.urls import URLPattern
from wagtail.admin.viewsets.model import ModelViewSet


class SettingUpViewSet(ModelViewSet):
    """Base for what BUN sets up: added and edited, never deleted, since cases and decisions rest on it."""

    copy_view_enabled = False
    add_to_reference_index = False
    left_out = frozenset({"delete", "usage"})

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """No links to what is left out."""
        closed = {f"{name}_url_name": None for name in self.left_out}
        return super().get_common_view_kwargs(**{**kwargs, **closed})

    def get_urlpatterns(self) -> list[URLPattern]:
        """All but what is left out."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name not in self.left_out]
