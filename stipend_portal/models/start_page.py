"""The pages about applying that editors write: the list of rounds, and the start page of each round.

An editor adds words of her own. Who, how much, until when and what is asked always come from the round
and the editable texts, so that a page can never say something else than what holds.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from home.accounts.assurance import eid_name
from home.blocks import BodyBlock
from home.editing.page_form import EditorsPageForm
from home.models import BasePage
from stipend_portal.models.criterion import weighed
from stipend_portal.models.round import Round
from stipend_portal.questions import sections_for

# What `apply.urls` answers under each front page.
ADDRESS = "ansok"
# The address follows the round, so an editor is not asked for it.
FOR_SEARCH_ENGINES = [
    MultiFieldPanel([FieldPanel("seo_title"), FieldPanel("search_description")], _("For search engines")),
]


def seconds_of_truth(rounds: Iterable[Round]) -> int | None:
    """Whole seconds until the first of these rounds opens or closes; None when none of them will."""
    now = timezone.now()
    changes = [
        (moment - now).total_seconds()
        for each in rounds
        for moment in (each.opens_at, each.closes_at + timedelta(minutes=1))
        if moment > now
    ]
    return min(map(int, changes), default=None)


def rounds_now() -> dict[str, Any]:
    """`open_rounds`, the one that closes first, first, and `next_round`, the nearest to come, or None."""
    now, all_rounds = timezone.now(), Round.objects.select_related("programme")
    return {
        "open_rounds": list(all_rounds.open_at(now).order_by("closes_at")),
        "next_round": all_rounds.opening_after(now).first(),
    }


def stays_true(shown: dict[str, Any]) -> int | None:
    """For how many seconds what `rounds_now` gave holds."""
    coming = shown["next_round"]
    return seconds_of_truth([*shown["open_rounds"], *([coming] if coming else [])])


def start_context(shown: Round) -> dict[str, Any]:
    """What the start page tells of a round: its questions, its criteria, and the site's e-ID, if any."""
    return {
        "round": shown,
        "sections": sections_for(shown.programme),
        "criteria": weighed(shown.criteria.all()),
        "eid_name": eid_name(),
    }


class FixedAddress:
    """A page whose last part of the address is not an editor's to choose.

    Wagtail checks a published page in full and a draft in part before it is saved.
    """

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Take the address first."""
        self.slug = self.own_address()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        """Take the address first."""
        self.slug = self.own_address()
        super().minimal_clean()


class StipendsPage(FixedAddress, BasePage):
    """The page at `/ansok/` in one language: an editor's words around the rounds that are open."""

    search_kind = "stipend"

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    template = "stipend_portal/apply/rounds.html"
    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    promote_panels = [
        *FOR_SEARCH_ENGINES,
        MultiFieldPanel([FieldPanel("show_in_menus")], _("For site menus")),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["stipend_portal.RoundPage", "home.EasyReadPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("page about applying")
        verbose_name_plural = _("pages about applying")

    def own_address(self) -> str:
        """Where applying begins."""
        return ADDRESS

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the rounds."""
        return {**super().get_context(request, *args, **kwargs), **rounds_now()}

    def stays_true_for(self, response: HttpResponse) -> int | None:
        """Until one of the rounds opens or closes."""
        return stays_true(response.context_data)  # type: ignore[attr-defined]


class RoundPageForm(EditorsPageForm):
    """A round has one page in each language."""

    def clean(self) -> dict[str, Any]:
        """Refuse a second page for the same round."""
        data = super().clean()
        chosen = data.get("round")
        others = RoundPage.objects.child_of(self.parent_page).exclude(pk=self.instance.pk)
        if chosen and others.filter(round=chosen).exists():
            self.add_error("round", ValidationError(_("This round has a page already. Edit that one.")))
        return data


class RoundPage(FixedAddress, BasePage):
    """The start page of a round in one language, at the round's own address."""

    search_kind = "stipend"

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="pages", verbose_name=_("round"))
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    template = "stipend_portal/apply/start.html"
    base_form_class = RoundPageForm
    content_panels = [*BasePage.content_panels, FieldPanel("round"), FieldPanel("body")]
    promote_panels = FOR_SEARCH_ENGINES
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    parent_page_types = ["stipend_portal.StipendsPage"]
    subpage_types = ["home.EasyReadPage"]

    class Meta:
        verbose_name = _("start page of a round")
        verbose_name_plural = _("start pages of rounds")

    @cached_property
    def whole_round(self) -> Round:
        """The round with its stipend, in one query."""
        return Round.objects.select_related("programme").get(pk=self.round_id)

    def own_address(self) -> str:
        """The round's address. A copy of the page waits beside it until it is given another round."""
        if not self.round_id:
            return self.slug
        beside = self.get_siblings(inclusive=False) if self.path else Page.objects.none()
        return self.slug if beside.filter(slug=self.round.slug).exists() else self.round.slug

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the facts of the round."""
        return {**super().get_context(request, *args, **kwargs), **start_context(self.whole_round)}

    def stays_true_for(self, response: HttpResponse) -> int | None:
        """Until the round opens or closes."""
        return seconds_of_truth([self.whole_round])


@receiver(post_save, sender=Round, dispatch_uid="round-pages-follow")
def follow_the_round(sender: type[Round], instance: Round, **kwargs: Any) -> None:
    """Give the round's pages its new address; Wagtail lets the old one lead there."""
    for page in RoundPage.objects.filter(round=instance).exclude(slug=instance.slug):
        page.save()
