"""What needs one person among those who write the pages: shown first when she signs in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.ui.components import Component
from wagtail.models import Page, TaskState, WorkflowState

from home.editing.languages import TO_DO, English, with_english
from home.editing.look_over import FIRST_REMINDER, with_review_by
from home.editing.reports.english import way_on
from home.models import LinkCheck, User

# So many of each are shown; the report has all.
SHOWN = 5


@dataclass(frozen=True)
class Item:
    """One thing that needs her: since when, by which day, and a word about it."""

    label: str
    url: str
    since: date | None = None
    due: date | None = None
    note: str = ""
    late: bool = False


@dataclass(frozen=True)
class Group:
    """Things of one kind; `count` is of all of them, and `url` leads to all."""

    title: str
    items: list[Item]
    count: int
    url: str = ""

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.items)


# Each asks a fixed number of queries.
Source = Callable[[User], Group]


def _edit(page: int) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page])


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def _waiting(title: str, rows: list[tuple[str, datetime]]) -> Group:
    """Pages that wait, from their keys as text and since when."""
    titles = dict(
        Page.objects.filter(pk__in=[key for key, _at in rows[:SHOWN]]).values_list("pk", "draft_title")
    )
    items = [
        Item(titles[int(key)], _edit(int(key)), since=_day(at))
        for key, at in rows[:SHOWN]
        if int(key) in titles
    ]
    return Group(title, items, len(rows), reverse("wagtailadmin_reports:workflow"))


def to_approve(user: User) -> Group:
    """Pages of others that wait for a second person."""
    content_type = ContentType.objects.get_for_model(Page)
    states = TaskState.objects.reviewable_by(user).filter(workflow_state__base_content_type=content_type)
    rows = states.order_by("started_at").values_list("workflow_state__object_id", "started_at")
    return _waiting(_("Waiting for you to read and approve"), list(rows))


def returned(user: User) -> Group:
    """Her own pages that somebody has sent back."""
    states = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        status=WorkflowState.STATUS_NEEDS_CHANGES,
        requested_by=user,
    )
    rows = states.order_by("current_task_state__finished_at")
    return _waiting(
        _("Sent back to you"), list(rows.values_list("object_id", "current_task_state__finished_at"))
    )


def _report(name: str, user: User) -> str:
    return f"{reverse(name)}?{urlencode({'owner': user.pk})}"


def to_look_over(user: User) -> Group:
    """Her pages whose day has come or comes soon."""
    today = timezone.localdate()
    pages = with_review_by(Page.objects.filter(owner=user)).filter(review_by__lte=today + FIRST_REMINDER)
    items = [
        Item(page.title, _edit(page.pk), due=page.review_by, late=page.review_by < today)
        for page in pages.order_by("review_by", "pk")[:SHOWN]
    ]
    return Group(_("To look over"), items, pages.count(), _report("pages_to_look_over", user))


def broken_links(user: User) -> Group:
    """Broken links on her pages."""
    broken = LinkCheck.objects.filter(page__owner=user, status=LinkCheck.Status.BROKEN)
    items = [
        Item(str(link), _edit(link.page_id), since=_day(link.first_failed), note=link.page.title)
        for link in broken.select_related("page").order_by("first_failed", "pk")[:SHOWN]
    ]
    return Group(_("Broken links on your pages"), items, broken.count(), _report("broken_links", user))


def english_to_write(user: User) -> Group:
    """Her Swedish pages whose English is missing or older."""
    pages = with_english(Page.objects.filter(owner=user)).filter(english__in=TO_DO)
    items = [
        Item(page.title, way_on(page), note=English(page.english).label)
        for page in pages.order_by("last_published_at", "pk")[:SHOWN]
    ]
    return Group(_("English to write or renew"), items, pages.count(), _report("swedish_and_english", user))


SOURCES: tuple[Source, ...] = (to_approve, returned, to_look_over, broken_links, english_to_write)


class NeedsMePanel(Component):
    """“What needs you”, for those who write pages."""

    name = "needs_me"
    order = 60
    template_name = "home/editing/needs_me.html"

    def __init__(self, user: User) -> None:
        self.user = user

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The groups in which there is something."""
        return {"groups": [group for source in SOURCES if (group := source(self.user)).items]}


def add_panel(request: Any, panels: list[Component]) -> None:
    """Show the panel to those who write pages, in place of Wagtail's own list of what waits to be approved."""
    if user_has_any_page_permission(request.user):
        panels[:] = [each for each in panels if each.name != "workflow_objects_to_moderate"]
        panels.append(NeedsMePanel(request.user))
