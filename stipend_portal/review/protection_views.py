"""The pages of a case with protected identity: marking it, naming people on it, and opening it."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages

from home.models import User
from stipend_portal.models import Application, Assignment
from stipend_portal.permissions import round_roles
from stipend_portal.review.access import cases_for, cases_to_assess, reading_address
from stipend_portal.review.act_views import ConfirmView
from stipend_portal.review.conflict_forms import ReasonForm
from stipend_portal.review.opening import MINUTES, is_open, next_address, open_case
from stipend_portal.review.pages import Crumb, ReviewPage, list_crumbs
from stipend_portal.review.review_form import ReviewForm
from stipend_portal.services.errors import LastOneNamed, NotAllowed, WrongState
from stipend_portal.services.protection import (
    PROTECTING_ROLES,
    may_be_named,
    name_person,
    protect,
    take_name_off,
    unprotect,
)


class ProtectionView(ConfirmView):
    """Base: an officer's act about the mark, which stands as `protected` before it."""

    protected = True

    def check(self) -> None:
        """Judge by the same rules as the services."""
        if not self.roles & PROTECTING_ROLES:
            raise NotAllowed
        if self.case.protected != self.protected:
            raise WrongState

    def wrong_state_text(self) -> str:
        """Someone was faster."""
        return _(
            "Someone else has changed this meanwhile, or you have in another window. Nothing has been changed "
            "by what you just did. See on the case page how it stands."
        )

    def known_to(self) -> list[Assignment]:
        """Everyone who works with the case, and so knows of it while it is protected."""
        return list(self.case.assignments.select_related("user"))


class ProtectView(ProtectionView):
    """Mark the case as one of protected identity."""

    template_name = "stipend_portal/review/protect.html"
    free_text = ("reason",)
    protected = False

    def get_page_title(self) -> str:
        """What is about to be done, and to which case."""
        return _("Mark as protected identity: %(reference)s") % {"reference": self.case.reference}

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        """Who will know of the case."""
        others = [each for each in self.known_to() if each.user_id != self.request.user.pk]
        return super().show(status, others=others, minutes=MINUTES, **context)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An empty reason."""
        return self.show(form=ReasonForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, or show the page again with what was typed."""
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self.show(status=422, form=form)
        protect(application=self.case, actor=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("The case has protected identity now. You are named on it."))
        return redirect("cases:named", pk=self.case.pk)


class UnprotectView(ProtectionView):
    """Take the mark away."""

    template_name = "stipend_portal/review/protect_end.html"
    free_text = ("reason",)

    def get_page_title(self) -> str:
        """What is about to be done, and to which case."""
        return _("No longer protected identity: %(reference)s") % {"reference": self.case.reference}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An empty reason."""
        return self.show(form=ReasonForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, or show the page again with what was typed."""
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self.show(status=422, form=form)
        unprotect(application=self.case, actor=request.user, reason=form.cleaned_data["reason"])
        return self.back_to_case(_("The case no longer has protected identity."))


class PersonForm(ReviewForm):
    """One more person who is to know of the case."""

    person = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label=gettext_lazy("Name one more person"),
        empty_label=gettext_lazy("Choose a person"),
        help_text=gettext_lazy(
            "Only those who work in the round and have not said that they have jäv. Name no more people than "
            "need to know."
        ),
        error_messages={
            "required": gettext_lazy("Choose a person."),
            "invalid_choice": gettext_lazy("This person can no longer be named. Choose someone else."),
        },
    )

    def __init__(self, *args: Any, case: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = may_be_named(case)  # type: ignore[attr-defined]


class NamedView(ProtectionView):
    """Who knows of the case, and naming one more."""

    template_name = "stipend_portal/review/protect_named.html"

    def get_page_title(self) -> str:
        """Of which case."""
        return _("Who is named on the case: %(reference)s") % {"reference": self.case.reference}

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        """The people and the form."""
        named = Assignment.Kind.NAMED
        return super().show(status, known_to=self.known_to(), named=named, **context)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Nobody chosen."""
        return self.show(form=PersonForm(case=self.case))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Name the person, or show the page again."""
        form = PersonForm(request.POST, case=self.case)
        if not form.is_valid():
            return self.show(status=422, form=form)
        person = form.cleaned_data["person"]
        name_person(application=self.case, person=person, actor=request.user)
        messages.success(request, _("%(person)s is named on the case.") % {"person": person})
        return redirect("cases:named", pk=self.case.pk)


class TakeNameOffView(ProtectionView):
    """Let someone no longer know of the case."""

    template_name = "stipend_portal/review/protect_take_off.html"

    def get_page_title(self) -> str:
        """What is about to be done, and to which case."""
        return _("Take a name off the case: %(reference)s") % {"reference": self.case.reference}

    def crumbs(self) -> list[Crumb]:
        """The way to those who are named."""
        url = reverse("cases:named", args=[self.case.pk])
        return [*super().crumbs(), {"url": url, "label": _("Who is named on the case")}]

    @cached_property
    def named(self) -> Assignment:
        """The naming, if it belongs to the case."""
        names = self.case.assignments.filter(kind=Assignment.Kind.NAMED).select_related("user")
        return get_object_or_404(names, pk=self.kwargs["assignment"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The person."""
        return super().get_context_data(named=self.named, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, and go on where the person still may."""
        person = self.named.user
        try:
            take_name_off(application=self.case, person=person, actor=request.user)
        except LastOneNamed:
            return self.refuse(
                409,
                _("Name someone else first"),
                _(
                    "She is the only case officer on this case who can let others in. Name another case "
                    "officer who has answered that she has no jäv first. Nothing has been changed."
                ),
            )
        messages.success(request, _("%(person)s is no longer named on the case.") % {"person": person})
        if person == request.user:
            return redirect("cases:index")
        return redirect("cases:named", pk=self.case.pk)


class OpenView(ReviewPage, View):
    """Opening a protected case, which is written in its log. Shows the number and nothing else."""

    template_name = "stipend_portal/review/protect_open.html"
    case: Application

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """404 for a case that is not for this person; straight on when there is nothing to open."""
        user, roles = request.user, round_roles(request.user)
        doors = (cases_for(user, roles), cases_to_assess(user, roles))
        found = (door.filter(pk=kwargs["pk"]).order_by().first() for door in doors)
        case = next(filter(None, found), None)
        if case is None:
            raise Http404
        self.case = case
        if not case.protected or is_open(request, case):
            return self.go_on()
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """The number, which those who are named know."""
        return _("Open the case %(reference)s?") % {"reference": self.case.reference}

    def crumbs(self) -> list[Crumb]:
        """The way back."""
        return list_crumbs()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say what opening means."""
        return self.render_to_response(self.get_context_data(case=self.case, minutes=MINUTES))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Open it, and go on to where she was going."""
        open_case(request, self.case)
        return self.go_on()

    def go_on(self) -> HttpResponse:
        """To where she was going."""
        return redirect(next_address(self.request, reading_address(self.request.user, self.case)))


def protection_urls() -> list[URLPattern]:
    """The addresses under the case."""
    return [
        path("<int:pk>/oppna/", OpenView.as_view(), name="open"),
        path("<int:pk>/skydda/", ProtectView.as_view(), name="protect"),
        path("<int:pk>/sluta-skydda/", UnprotectView.as_view(), name="unprotect"),
        path("<int:pk>/namngivna/", NamedView.as_view(), name="named"),
        path("<int:pk>/namngivna/<int:assignment>/ta-bort/", TakeNameOffView.as_view(), name="take_name_off"),
    ]
