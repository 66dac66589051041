"""“Rounds” in the admin: the list, the form, and each round's own pages."""

from contextlib import AbstractContextManager

from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic

from stipend_portal.models import Round
from stipend_portal.review.assignment_round import ShareOutView
from stipend_portal.review.copy_round import CopyRoundView
from stipend_portal.review.diary import RoundDiaryView
from stipend_portal.review.phases import NextPhaseView, PreviousPhaseView
from stipend_portal.review.round_form import ROUND_PANELS, RoundForm
from stipend_portal.review.round_page import RoundPageView
from stipend_portal.review.setting_up import PublishedEditView, SettingUpViewSet
from stipend_portal.review.step_counts import StepCountsView
from stipend_portal.services.late_exception import hold_late
from stipend_portal.services.published import changing_round, record_created
from stipend_portal.services.round_people import name_maker


def closing_time(round_: Round) -> str:
    """When a round closes, in Swedish time."""
    return timezone.localtime(round_.closes_at).strftime("%Y-%m-%d %H:%M")


def page_of(round_: Round) -> str:
    """The round's own page, which leads on to its form."""
    return reverse("rounds:round", args=[round_.pk])


class RoundCreateView(generic.CreateView):
    """Sets up a round, and begins its log."""

    def save_instance(self) -> Round:
        """Save, with whoever sets it up as an officer, and write that it was set up and with whom."""
        round_ = super().save_instance()
        name_maker(round=round_, maker=self.request.user)
        record_created(round=Round.objects.get(pk=round_.pk), actor=self.request.user)
        return round_

    def get_success_url(self) -> str:
        """The new round's page."""
        return page_of(self.object)


class RoundEditView(PublishedEditView):
    """Changes a round; its log is told what was published and who works with it."""

    def hold_first(self) -> None:
        """The cases that a later closing day is about: cases are locked before their round."""
        hold_late(self.kwargs["pk"])

    def changing(self, reason: str) -> AbstractContextManager[None]:
        """Watch what becomes different."""
        return changing_round(round=self.object, actor=self.request.user, reason=reason)

    def wrong_state_text(self) -> str:
        """Assessments came in between."""
        return _(
            "Someone has begun to assess since you opened this page, so the criteria and whether assessment "
            "is blind can no longer be changed. Check the rest and save again."
        )

    def get_success_url(self) -> str:
        """The round's page."""
        return page_of(self.object)


class RoundViewSet(SettingUpViewSet):
    """Application rounds, with the people who work in each."""

    model = Round
    name = "rounds"
    url_prefix = "omgangar"
    icon = "calendar"
    menu_label = gettext_lazy("Rounds")
    ordering = ["-opens_at"]
    # Few and short, so that the list fits a telephone.
    list_display = [
        TitleColumn("name", label=gettext_lazy("Round"), get_url=page_of, sort_key="name"),
        Column("phase", label=gettext_lazy("Phase"), accessor="get_phase_display", classname="review-wrap"),
        Column("closes_at", label=gettext_lazy("Closes"), accessor=closing_time, sort_key="closes_at"),
    ]
    add_view_class = RoundCreateView
    edit_view_class = RoundEditView
    edit_handler = ObjectList(ROUND_PANELS, base_form_class=RoundForm)

    def get_urlpatterns(self) -> list[URLPattern]:
        """The round's own pages, beside the rest."""
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/", RoundPageView.as_view(), name="round"),
            path("<int:pk>/fas/vidare/", NextPhaseView.as_view(), name="next_phase"),
            path("<int:pk>/fas/tillbaka/", PreviousPhaseView.as_view(), name="previous_phase"),
            path("<int:pk>/kopiera/", CopyRoundView.as_view(), name="make_copy"),
            path("<int:pk>/fordela/", ShareOutView.as_view(), name="share_out"),
            path("<int:pk>/diarienummer/", RoundDiaryView.as_view(), name="diary_numbers"),
            path("<int:pk>/hur-langt/", StepCountsView.as_view(), name="step_counts"),
        ]
