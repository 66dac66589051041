"""The pages that belong to a round, in the order of the work: what its own page leads to, and for whom."""

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stipend_portal.formats import Text
from stipend_portal.models import Round
from stipend_portal.phases import Phase, Work, phases_for
from stipend_portal.review.pages import Crumb
from stipend_portal.states import Role


def round_crumbs(round_: Round) -> list[Crumb]:
    """The way from the admin's front page to one round's page."""
    return [
        {"url": reverse("wagtailadmin_home"), "label": gettext("Home")},
        {"url": reverse("rounds:index"), "label": gettext("Rounds")},
        {"url": reverse("rounds:round", args=[round_.pk]), "label": round_.name},
    ]


@dataclass(frozen=True)
class RoundLink:
    """One page: its words, the name of its address, and who needs it in which phases (none: in all).

    The address takes the round's key, or nothing; then the round is given as `?round=`.
    """

    label: Text
    url_name: str
    roles: Collection[Role]
    phases: Collection[Phase] = ()


ROUND_PAGES: list[RoundLink] = [
    RoundLink(
        _("Cases"), "cases:index", (Role.CASE_OFFICER, Role.BOARD_SECRETARY, Role.AUDITOR, Role.FINANCE)
    ),
    RoundLink(
        _("Share out the cases"),
        "rounds:share_out",
        (Role.CASE_OFFICER,),
        sorted(phases_for(Work.HANDLE)),
    ),
    RoundLink(_("Diary numbers"), "rounds:diary_numbers", (Role.CASE_OFFICER, Role.BOARD_SECRETARY)),
    RoundLink(
        _("How far people came"),
        "rounds:step_counts",
        (Role.CASE_OFFICER, Role.BOARD_SECRETARY, Role.AUDITOR, Role.STRATEGIST),
    ),
    RoundLink(
        _("Ranking"),
        "ranking:round",
        (Role.CASE_OFFICER, Role.BOARD_SECRETARY, Role.AUDITOR),
        (Phase.RANKING, Phase.MEETING, Phase.CLOSED),
    ),
    RoundLink(_("Proposal for the money"), "ranking:round", (Role.COMMITTEE_MEMBER,), (Phase.MEETING,)),
    RoundLink(
        _("Meetings"),
        "meetings:index",
        (Role.CASE_OFFICER, Role.BOARD_SECRETARY, Role.COMMITTEE_MEMBER, Role.AUDITOR),
        (Phase.MEETING, Phase.CLOSED),
    ),
]


def address_of(url_name: str, round_: Round) -> str:
    """The address of a page for this round; empty when there is none."""
    try:
        return reverse(url_name, args=[round_.pk])
    except NoReverseMatch:
        pass
    try:
        return f"{reverse(url_name)}?round={round_.pk}"
    except NoReverseMatch:
        return ""


def links_for(round_: Round, roles: Collection[Role]) -> list[tuple[Text, str]]:
    """The pages of a round that someone with these roles in it needs now, as words and address."""
    needed = [
        link
        for link in ROUND_PAGES
        if frozenset(link.roles) & frozenset(roles) and (not link.phases or round_.phase in link.phases)
    ]
    found = [(link.label, address_of(link.url_name, round_)) for link in needed]
    return [(label, address) for label, address in found if address]
