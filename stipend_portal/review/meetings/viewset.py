"""“Meetings” in the menu."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from stipend_portal.documents.minutes_annex_docx import DOCX
from stipend_portal.documents.minutes_annex_pdf import PDF
from stipend_portal.meetings import MEETING_ROLES
from stipend_portal.review.meetings.agenda import AgendaView, OrderView
from stipend_portal.review.meetings.attendance import AttendanceView
from stipend_portal.review.meetings.index import (
    ChangeMeetingView,
    MakeMeetingView,
    MeetingsView,
    RemoveMeetingView,
)
from stipend_portal.review.meetings.item import ItemView
from stipend_portal.review.meetings.item_acts import ProposeView, PutOffView, TakeOffView
from stipend_portal.review.meetings.many import ManyView
from stipend_portal.review.meetings.minutes import AnnexView, CloseView, MinutesView
from stipend_portal.review.meetings.overview import MeetingView
from stipend_portal.review.meetings.report import DelegatedView, ReportView
from stipend_portal.review.menu import RoleViewSet


class MeetingViewSet(RoleViewSet):
    """The board's meetings."""

    name = "meetings"
    url_prefix = "sammantraden"
    icon = "calendar-check"
    menu_label = _("Meetings")
    menu_name = "meetings"
    shown_to = MEETING_ROLES

    def get_urlpatterns(self) -> list[URLPattern]:
        """The list, a meeting, its cases, and its minutes."""
        item = "<int:pk>/punkt/<int:item>/"
        return [
            path("", MeetingsView.as_view(), name="index"),
            path("nytt/", MakeMeetingView.as_view(), name="make"),
            path("delegationsbeslut/", DelegatedView.as_view(), name="delegated"),
            path("<int:pk>/", MeetingView.as_view(), name="meeting"),
            path("<int:pk>/andra/", ChangeMeetingView.as_view(), name="change"),
            path("<int:pk>/ta-bort/", RemoveMeetingView.as_view(), name="remove"),
            path("<int:pk>/narvaro/", AttendanceView.as_view(), name="attendance"),
            path("<int:pk>/dagordning/", AgendaView.as_view(), name="agenda"),
            path("<int:pk>/ordning/", OrderView.as_view(), name="order"),
            path(item, ItemView.as_view(), name="item"),
            path(f"{item}forslag/", ProposeView.as_view(), name="propose"),
            path(f"{item}ta-bort/", TakeOffView.as_view(), name="take_off"),
            path(f"{item}skjut-upp/", PutOffView.as_view(), name="put_off"),
            path("<int:pk>/som-foreslaget/", ManyView.as_view(), name="many"),
            path("<int:pk>/anmal/", ReportView.as_view(), name="report"),
            path("<int:pk>/stang/", CloseView.as_view(), name="close"),
            path("<int:pk>/protokoll/", MinutesView.as_view(), name="minutes"),
            path("<int:pk>/bilaga.pdf", AnnexView.as_view(kind=PDF), name="annex_pdf"),
            path("<int:pk>/bilaga.docx", AnnexView.as_view(kind=DOCX), name="annex_docx"),
        ]
