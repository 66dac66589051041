"""The confirm pages of what a case officer does about a member of a group."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stipend_portal.models import GroupMember
from stipend_portal.review import guardians
from stipend_portal.review.act_views import ConfirmView
from stipend_portal.review.member_paper import MemberPaperForm
from stipend_portal.review.review_form import ReviewForm
from stipend_portal.services.errors import AddressTaken, NotAllowed, WrongState
from stipend_portal.services.member_record import (
    answers_on_paper,
    ask_member_again,
    can_be_asked_again,
    current_members,
    is_taken,
    record_member_on_paper,
)
from stipend_portal.states import Role

TAKEN = gettext_lazy(
    "This address belongs to the contact person or to someone else in the group. Write one that only this "
    "person reads."
)


class AskMemberAgainForm(ReviewForm):
    """Where the question is sent."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=254,  # what the column holds
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Write the e-mail address."),
            "invalid": gettext_lazy("Check the address. It should look like name@example.org."),
        },
    )

    def __init__(self, *args: Any, member: GroupMember, current: list[GroupMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member, self.current = member, current
        self.fields["email"].initial = member.email

    def clean_email(self) -> str:
        """An address of her own."""
        email = self.cleaned_data["email"]
        if is_taken(email, self.member, self.current):
            raise ValidationError(TAKEN)
        return email


class MemberActView(ConfirmView):
    """Base: one member of the case, and a form."""

    @cached_property
    def member(self) -> GroupMember:
        """The member, if she belongs to the case."""
        return get_object_or_404(self.case.members.select_related("version"), pk=self.kwargs["member"])

    @cached_property
    def current(self) -> list[GroupMember]:
        """The members of the newest version."""
        return current_members(self.case)

    def is_possible(self) -> bool:
        """Whether it can be done with a member of the newest version."""
        raise NotImplementedError

    def check(self) -> None:
        """Judge by the same rules as the service, after seeing that there is such a member."""
        member = self.member
        if Role.CASE_OFFICER not in self.roles:
            raise NotAllowed
        if member not in self.current or not self.is_possible():
            raise WrongState

    def wrong_state_text(self) -> str:
        """Why it cannot be done now."""
        return _(
            "She or he has answered meanwhile, a newer version has come in, or the case has been decided or "
            "taken back. Nothing has been changed by what you just did. See on the case page how it stands."
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The member."""
        return super().get_context_data(member=self.member, **kwargs)

    def make_form(self, data: Any = None) -> Any:
        """The form about this member."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form as it is at first."""
        return self.show(form=self.make_form())


class AskMemberAgainView(MemberActView):
    """Send the question again, perhaps to a corrected address."""

    template_name = "stipend_portal/review/ask_member_again.html"
    free_text = ("email",)

    def get_page_title(self) -> str:
        """What is about to be done, and to which case."""
        return _("Send the question again: %(reference)s") % {"reference": self.case.reference}

    def is_possible(self) -> bool:
        """As long as she has not answered."""
        return can_be_asked_again(self.member)

    def make_form(self, data: Any = None) -> AskMemberAgainForm:
        """The form about this member, with the address as it is now."""
        return AskMemberAgainForm(data, member=self.member, current=self.current)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send it, or show the form again with what was typed."""
        form = self.make_form(request.POST)
        if form.is_valid():
            try:
                ask_member_again(member=self.member, actor=request.user, email=form.cleaned_data["email"])
            except AddressTaken:  # by a correction of another's address, after the form was judged
                form.add_error("email", TAKEN)
            else:
                return self.back_to_case(
                    _("The question will be sent within a few minutes. Old links no longer work.")
                )
        return self.show(status=422, form=form)


@dataclass(frozen=True)
class MemberActPage:
    """The words of an act, as of `guardians.GuardianActPage`."""

    label: Promise
    explanation: Promise
    done: Promise


ON_PAPER = MemberActPage(
    guardians.ON_PAPER.label,
    gettext_lazy(
        "For a member of the group who has answered on paper. She or he must have seen this version of the "
        "application. The contact person is told. Keep the paper with the case."
    ),
    gettext_lazy("The answer on paper is recorded, and the contact person is told."),
)


class MemberOnPaperView(MemberActView):
    """Record an answer on paper."""

    template_name = "stipend_portal/review/member_on_paper.html"
    free_text = ("name", "note")

    def get_page_title(self) -> str:
        """What is about to be done, and to which case."""
        return f"{ON_PAPER.label}: {self.case.reference}"

    def is_possible(self) -> bool:
        """Until the decision."""
        return bool(answers_on_paper(self.member))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The words."""
        return super().get_context_data(page=ON_PAPER, **kwargs)

    def make_form(self, data: Any = None) -> MemberPaperForm:
        """The form about this member."""
        return MemberPaperForm(data, member=self.member, current=self.current)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Record it, or show the form again with what was typed."""
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.show(status=422, form=form)
        record_member_on_paper(
            member=self.member,
            actor=request.user,
            comes=form.comes,
            signed_on=form.cleaned_data["signed_on"],
            note=form.cleaned_data["note"],
            told=form.told(),
        )
        return self.back_to_case(ON_PAPER.done)


def member_urls() -> list[URLPattern]:
    """The addresses under the case."""
    return [
        path(
            "<int:pk>/deltagare/<int:member>/fraga-igen/",
            AskMemberAgainView.as_view(),
            name="ask_member_again",
        ),
        path(
            "<int:pk>/deltagare/<int:member>/papper/",
            MemberOnPaperView.as_view(),
            name="member_on_paper",
        ),
    ]
