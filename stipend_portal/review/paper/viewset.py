"""“Paper application” in the menu."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from stipend_portal.review.menu import RoleViewSet
from stipend_portal.review.paper.views import SHOWN_TO, ChooseRoundView, EnterView


class PaperViewSet(RoleViewSet):
    """Entering what came on paper."""

    name = "paper"
    url_prefix = "papper"
    icon = "doc-full"
    menu_label = _("Paper application")
    menu_name = "paper"
    shown_to = SHOWN_TO

    def get_urlpatterns(self) -> list[URLPattern]:
        """The choice of round, and the form."""
        return [
            path("", ChooseRoundView.as_view(), name="index"),
            path("<int:round>/", EnterView.as_view(), name="enter"),
        ]
