"""Questions to the list of cases that somebody wants to come back to."""

from dataclasses import dataclass

from django import forms
from django.db.models import Value
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from home.models import User
from partners.models import PartnerTownPage
from stipend_portal.models import SavedView
from stipend_portal.review.case_list_desk import Desk
from stipend_portal.review.case_list_query import LIST, CaseQuery
from stipend_portal.review.pages import list_crumbs, refuse

MOST_VIEWS = 30
LONGEST_QUESTION = SavedView._meta.get_field("query").max_length


@dataclass(frozen=True)
class ViewLink:
    """One saved view: its name and the question it asks."""

    pk: int
    name: str
    query: str


def views_and_towns(user: User) -> tuple[list[ViewLink], list[str]]:
    """What the list offers by name, in one query: the person's saved views, and the partner towns."""
    views = SavedView.objects.filter(user=user).order_by()
    towns = PartnerTownPage.objects.live().filter(locale__language_code=get_language() or "sv").order_by()
    rows = views.values_list("pk", "name", "query").union(towns.values_list(Value(0), "title", Value("")))
    found = sorted(rows, key=lambda row: row[1].casefold())
    return [ViewLink(*row) for row in found if row[0]], [name for pk, name, _query in found if not pk]


class SaveViewForm(forms.Form):
    """A name for what the list shows."""

    name = forms.CharField(
        max_length=60,
        error_messages={
            "required": gettext_lazy("Write a name for the view."),
            "max_length": gettext_lazy("Write a shorter name: at most 60 characters."),
        },
    )


def back_to_list(text: str) -> HttpResponseRedirect:
    """To the list as it was asked for."""
    address = reverse("cases:index")
    return redirect(f"{address}?{text}" if text else address)


@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep a question under a name; one of the same name is replaced. 422 with words that help otherwise."""
    question = CaseQuery(Desk(request.user), request.POST.get(LIST, "")).text()
    form = SaveViewForm(request.POST)
    problem = " ".join(form.errors.get("name", []))
    views = SavedView.objects.filter(user=request.user)
    if not problem and not views.filter(name=form.cleaned_data["name"]).exists():
        if views.count() >= MOST_VIEWS:
            problem = _("You have as many saved views as there is room for. Remove one of them first.")
        elif len(question) > LONGEST_QUESTION:
            problem = _("There is too much in the filters to save. Take some of them away.")
    if problem:
        title = _("The view is not saved")
        return refuse(request, status=422, title=title, text=problem, crumbs=list_crumbs())
    name = form.cleaned_data["name"]
    SavedView.objects.update_or_create(user=request.user, name=name, defaults={"query": question})
    messages.success(request, _("The view “%(name)s” is saved.") % {"name": name})
    return back_to_list(question)


@require_POST
def remove_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a saved view of one's own; another person's is not found."""
    view = get_object_or_404(SavedView, pk=pk, user=request.user)
    view.delete()
    messages.success(request, _("The view “%(name)s” is removed.") % {"name": view.name})
    return back_to_list(CaseQuery(Desk(request.user), request.POST.get(LIST, "")).text())
