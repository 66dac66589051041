"""The entry “Ranking” of the menu, and its addresses."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from stipend_portal.review.menu import RoleViewSet
from stipend_portal.review.ranking.access import SHOWN_TO
from stipend_portal.review.ranking.compare import CompareView
from stipend_portal.review.ranking.lines import AmountsView, OrderView
from stipend_portal.review.ranking.plan_acts import AdoptView, CopyView, DeleteView, NewPlanView, TakeBackView
from stipend_portal.review.ranking.plan_page import LineView, PlanView, UpdateView
from stipend_portal.review.ranking.rounds import RankingIndexView, RoundRankingView


class RankingViewSet(RoleViewSet):
    """Ranking and proposals for the money."""

    name = "ranking"
    url_prefix = "rangordning"
    icon = "list-ol"
    menu_label = _("Ranking")
    shown_to = SHOWN_TO

    def get_urlpatterns(self) -> list[URLPattern]:
        """The choice of round, the round, its proposals, and what can be done to one."""
        plan = "forslag/<int:plan>/"
        return [
            path("", RankingIndexView.as_view(), name="index"),
            path("<int:pk>/", RoundRankingView.as_view(), name="round"),
            path("<int:pk>/nytt/", NewPlanView.as_view(), name="new"),
            path("<int:pk>/jamfor/", CompareView.as_view(), name="compare"),
            path(plan, PlanView.as_view(), name="plan"),
            path(f"{plan}linje/", LineView.as_view(), name="line"),
            path(f"{plan}uppdatera/", UpdateView.as_view(), name="update"),
            path(f"{plan}belopp/", AmountsView.as_view(), name="amounts"),
            path(f"{plan}ordning/<int:case>/", OrderView.as_view(), name="order"),
            path(f"{plan}kopiera/", CopyView.as_view(), name="copy"),
            path(f"{plan}ta-bort/", DeleteView.as_view(), name="delete"),
            path(f"{plan}anta/", AdoptView.as_view(), name="adopt"),
            path(f"{plan}angra/", TakeBackView.as_view(), name="take_back"),
        ]
