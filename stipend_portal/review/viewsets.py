"""The entries of the menu “Stipends”: cases, rounds, stipends, texts."""

from typing import Any

from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from stipend_portal.formats import as_kronor
from stipend_portal.models import Application, Round
from stipend_portal.review.act_views import DecideView, MoveView, ReleaseView
from stipend_portal.review.acts import ACTS, ASK_FOR_MORE, DECIDE, STOP_WAITING
from stipend_portal.review.attachments import attachment
from stipend_portal.review.case_list import CaseListView
from stipend_portal.review.case_page import CaseView
from stipend_portal.review.copy import version_copy
from stipend_portal.review.guardian_views import guardian_urls
from stipend_portal.review.member_views import AskMemberAgainView
from stipend_portal.review.messages import WriteMessageView
from stipend_portal.review.programmes import ProgrammeViewSet
from stipend_portal.review.round_form import RolesPanel, RoundForm
from stipend_portal.review.setting_up import SettingUpViewSet
from stipend_portal.review.step_counts import HOW_FAR, RoundListView, StepCountsView
from stipend_portal.review.supplement import AskForMoreView, StopWaitingView
from stipend_portal.review.texts import TextViewSet

# The confirm pages of acts that do more than move the case.
VIEWS = {ASK_FOR_MORE: AskForMoreView, STOP_WAITING: StopWaitingView, DECIDE: DecideView}


def closing_time(round_: Round) -> str:
    """When a round closes, in Swedish time."""
    return timezone.localtime(round_.closes_at).strftime("%Y-%m-%d %H:%M")


def left_to_grant(round_: Round) -> str:
    """What is left of the pot."""
    return as_kronor(round_.remaining)


class CaseViewSet(ModelViewSet):
    """The cases. Nothing of them is added, edited or deleted here: a case only moves, act by act."""

    model = Application
    name = "cases"
    url_prefix = "arenden"
    icon = "folder-open-inverse"
    menu_label = _("Cases")
    index_view_class = CaseListView
    list_per_page = 25
    # The generic index of references would be rewritten at every send-in, for nobody to read.
    add_to_reference_index = False
    form_fields: list[str] = []

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """No way to the generic views, which ask for a model's permission and not for the case's."""
        missing = ("index_results", "history", "usage", "add", "edit", "delete", "copy")
        closed = {f"{name}_url_name": None for name in missing}
        return super().get_common_view_kwargs(**{**kwargs, **closed})

    def get_urlpatterns(self) -> list[URLPattern]:
        """The list, the case, its acts and its letters; none of the generic views."""
        acts = [
            path(f"<int:pk>/{act.slug}/", VIEWS.get(act, MoveView).as_view(act=act), name=act.slug)
            for act in ACTS
        ]
        return [
            path("", self.index_view, name="index"),
            path("<int:pk>/", CaseView.as_view(), name="case"),
            *acts,
            *guardian_urls(),
            path(
                "<int:pk>/deltagare/<int:member>/fraga-igen/",
                AskMemberAgainView.as_view(),
                name="ask_member_again",
            ),
            path("<int:pk>/meddelande/", WriteMessageView.as_view(), name="message"),
            path("<int:pk>/version/<int:number>/kopia.pdf", version_copy, name="version_copy"),
            path("<int:pk>/bilaga/<uuid:file_id>/", attachment, name="attachment"),
            path("<int:pk>/brev/<uuid:message>/", ReleaseView.as_view(), name="letter"),
        ]

    def register_admin_url_finder(self) -> None:
        """Cases have no edit page for Wagtail to find."""


class RoundViewSet(SettingUpViewSet):
    """Application rounds, with the people who work in each."""

    model = Round
    name = "rounds"
    url_prefix = "omgangar"
    icon = "calendar"
    menu_label = _("Rounds")
    ordering = ["-opens_at"]
    # Few and short, so that the list fits a telephone.
    list_display = [
        "name",
        Column("closes_at", label=_("Closes"), accessor=closing_time, sort_key="closes_at"),
        Column("remaining", label=_("Left to grant"), accessor=left_to_grant, classname="review-wrap"),
        HOW_FAR,
    ]
    index_view_class = RoundListView
    panels = [
        MultiFieldPanel(
            [
                FieldPanel("programme"),
                FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]),
                FieldPanel("slug"),
                FieldPanel("contact"),
            ],
            heading=_("The round"),
        ),
        MultiFieldPanel(
            [
                HelpPanel(content=_("All times are Swedish time.")),
                FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
                FieldPanel("decision_planned"),
            ],
            heading=_("When"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("min_age"), FieldPanel("max_age")]),
                FieldPanel("age_day"),
                FieldPanel("assurance_level"),
            ],
            heading=_("For whom"),
        ),
        MultiFieldPanel([FieldRowPanel([FieldPanel("pot"), FieldPanel("ceiling")])], heading=_("Money")),
        RolesPanel(
            "roles",
            heading=_("Who works with the round"),
            label=_("Person"),
            help_text=_(
                "Only those named here see the round's applications. Each person must also belong to the "
                "user group of the role."
            ),
            panels=[FieldRowPanel([FieldPanel("user"), FieldPanel("role")])],
        ),
    ]
    edit_handler = ObjectList(panels, base_form_class=RoundForm)

    def get_urlpatterns(self) -> list[URLPattern]:
        """How far people came, beside the rest."""
        counts = path("<int:pk>/hur-langt/", StepCountsView.as_view(), name="step_counts")
        return [*super().get_urlpatterns(), counts]


class StipendViewSetGroup(ViewSetGroup):
    """The menu."""

    items = (CaseViewSet, RoundViewSet, ProgrammeViewSet, TextViewSet)
    menu_label = _("Stipends")
    menu_name = "stipends"
    menu_icon = "globe"
    menu_order = 90
    add_to_admin_menu = True
