"""The entries of the menu “Stipends”: cases, rounds, stipends, texts."""

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from stipend_portal.models import Application
from stipend_portal.review.act_views import DecideView, MoveView, ReleaseView
from stipend_portal.review.acts import ACTS, ASK_FOR_MORE, DECIDE, STOP_WAITING
from stipend_portal.review.assessing.viewset import AssessingViewSet
from stipend_portal.review.attachments import attachment
from stipend_portal.review.audit.views import LogViewSet
from stipend_portal.review.case_list_desk import HANDLING_ROLES
from stipend_portal.review.case_list_urls import list_urls
from stipend_portal.review.case_page import CaseView
from stipend_portal.review.case_urls import case_urls
from stipend_portal.review.conflict_list import ConflictViewSet
from stipend_portal.review.conflict_views import conflict_urls
from stipend_portal.review.copy import version_copy
from stipend_portal.review.guardian_views import guardian_urls
from stipend_portal.review.late import AcceptLateView
from stipend_portal.review.letters.templates import LetterTemplateViewSet
from stipend_portal.review.letters.urls import LettersViewSet, case_letter_urls
from stipend_portal.review.meetings.correct import CorrectDecisionView
from stipend_portal.review.meetings.viewset import MeetingViewSet
from stipend_portal.review.member_views import member_urls
from stipend_portal.review.menu import RoleViewSet
from stipend_portal.review.paper.supplement import AnswerOnPaperView
from stipend_portal.review.paper.viewset import PaperViewSet
from stipend_portal.review.paper.withdrawal import WithdrawView
from stipend_portal.review.programmes import ProgrammeViewSet
from stipend_portal.review.protection_views import protection_urls
from stipend_portal.review.ranking.viewset import RankingViewSet
from stipend_portal.review.rounds import RoundViewSet
from stipend_portal.review.statistics.views import StatisticsViewSet
from stipend_portal.review.supplement import AskForMoreView, StopWaitingView
from stipend_portal.review.supplement_templates import SupplementTemplateViewSet
from stipend_portal.review.texts import TextViewSet

# The confirm pages of acts that do more than move the case.
VIEWS = {ASK_FOR_MORE: AskForMoreView, STOP_WAITING: StopWaitingView, DECIDE: DecideView}


class CaseViewSet(RoleViewSet, ModelViewSet):
    """The cases. Nothing of them is added, edited or deleted here: a case only moves, act by act."""

    model = Application
    name = "cases"
    url_prefix = "arenden"
    icon = "folder-open-inverse"
    menu_label = _("Cases")
    shown_to = HANDLING_ROLES
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
            *list_urls(),
            path("<int:pk>/", CaseView.as_view(), name="case"),
            *acts,
            *guardian_urls(),
            *conflict_urls(),
            *protection_urls(),
            *member_urls(),
            path("<int:pk>/ratta-beslut/", CorrectDecisionView.as_view(), name="correct_decision"),
            path("<int:pk>/svar-pa-papper/", AnswerOnPaperView.as_view(), name="answer_on_paper"),
            path("<int:pk>/aterkalla/", WithdrawView.as_view(), name="withdraw"),
            path("<int:pk>/godta-sen/", AcceptLateView.as_view(), name="accept_late"),
            *case_urls(),
            path("<int:pk>/version/<int:number>/kopia.pdf", version_copy, name="version_copy"),
            path("<int:pk>/bilaga/<uuid:file_id>/", attachment, name="attachment"),
            *case_letter_urls(),
            path("<int:pk>/brev/<uuid:message>/", ReleaseView.as_view(), name="letter"),
        ]

    def register_admin_url_finder(self) -> None:
        """Cases have no edit page for Wagtail to find."""


class StipendViewSetGroup(ViewSetGroup):
    """The menu."""

    items = (
        CaseViewSet,
        PaperViewSet,
        ConflictViewSet,
        AssessingViewSet,
        RoundViewSet,
        RankingViewSet,
        MeetingViewSet,
        LettersViewSet,
        StatisticsViewSet,
        LogViewSet,
        ProgrammeViewSet,
        TextViewSet,
        LetterTemplateViewSet,
        SupplementTemplateViewSet,
    )
    menu_label = _("Stipends")
    menu_name = "stipends"
    menu_icon = "globe"
    menu_order = 90
    add_to_admin_menu = True
