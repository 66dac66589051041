"""The entry “Assess” of the menu, and its addresses."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from stipend_portal.review.assessing.acts import FollowVersionView, ReopenView
from stipend_portal.review.assessing.attachments import attachment
from stipend_portal.review.assessing.autosave import AutosaveView
from stipend_portal.review.assessing.case_view import AssessView
from stipend_portal.review.assessing.list_view import AssessingListView
from stipend_portal.review.menu import RoleViewSet
from stipend_portal.states import Role


class AssessingViewSet(RoleViewSet):
    """For board members: the list, and one page for each case."""

    name = "assessing"
    url_prefix = "bedomning"
    icon = "form"
    menu_label = _("Assess")
    shown_to = (Role.COMMITTEE_MEMBER,)

    def get_urlpatterns(self) -> list[URLPattern]:
        """The list first: the menu leads there."""
        return [
            path("", AssessingListView.as_view(), name="index"),
            path("<int:pk>/", AssessView.as_view(), name="case"),
            path("<int:pk>/spara/", AutosaveView.as_view(), name="autosave"),
            path("<int:pk>/ta-upp/", ReopenView.as_view(), name="reopen"),
            path("<int:pk>/ny-version/", FollowVersionView.as_view(), name="follow_version"),
            path("<int:pk>/bilaga/<uuid:file_id>/", attachment, name="attachment"),
        ]
