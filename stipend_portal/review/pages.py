"""What every page of the review workspace shares: its frame, and its way of saying no."""

from collections.abc import Sequence
from fnmatch import fnmatchcase
from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from stipend_portal.models import Application

Crumb = dict[str, Any]


def list_crumbs() -> list[Crumb]:
    """The way from the admin's front page to the list of cases."""
    return [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("cases:index"), "label": _("Cases")},
    ]


def case_crumbs(case: Application) -> list[Crumb]:
    """The way to one case. Only its reference is named: page titles end up in browser histories."""
    return [*list_crumbs(), {"url": reverse("cases:case", args=[case.pk]), "label": case.reference}]


class ReviewPage(WagtailAdminTemplateMixin):
    """A page in Wagtail's frame with a visible heading and a way back that need no script."""

    header_icon = "folder-open-inverse"
    # The inputs in which one writes, `*` for any ending: what stands there is given back when an act is refused.
    free_text: Sequence[str] = ()
    request: HttpRequest

    def typed(self) -> str:
        """What someone has written, and would lose when the act is refused."""
        posted = self.request.POST
        names = [name for name in posted if any(fnmatchcase(name, each) for each in self.free_text)]
        words = [value.strip() for name in names for value in posted.getlist(name)]
        return "\n\n".join(filter(None, words))

    def get_breadcrumbs_items(self) -> list[Crumb]:
        """The way here, with this page last."""
        return [*self.crumbs(), {"url": "", "label": self.get_page_title()}]

    def crumbs(self) -> list[Crumb]:
        """The way to the page above this one."""
        return list_crumbs()


NO_ENTRY = gettext_lazy("Your role does not include this. Nothing has been changed.")


def refuse(
    request: HttpRequest,
    *,
    status: int,
    title: str,
    text: str,
    crumbs: list[Crumb] | None = None,
    words: str = "",
) -> TemplateResponse:
    """A page that says in plain words why something was not done; its last crumb is the way back.

    `words` are what was typed and would otherwise be lost.
    """
    crumbs = crumbs or [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
    context = {
        "header_title": title,
        "page_title": title,
        "text": text,
        "words": words,
        "back": crumbs[-1],
        "breadcrumbs_items": [*crumbs, {"url": "", "label": title}],
    }
    return TemplateResponse(request, "stipend_portal/review/refused.html", context, status=status)
