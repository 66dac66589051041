"""The confirm page on which a case officer sends the question to a member of a group again."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stipend_portal.models import GroupMember
from stipend_portal.review.act_views import ConfirmView
from stipend_portal.services.errors import AddressTaken, NotAllowed, WrongState
from stipend_portal.services.member_record import (
    ask_member_again,
    can_be_asked_again,
    current_members,
    is_taken,
)
from stipend_portal.states import Role

TAKEN = gettext_lazy(
    "This address belongs to the contact person or to someone else in the group. Write one that only this "
    "person reads."
)


class AskMemberAgainForm(forms.Form):
    """Where the question is sent."""

    default_renderer = TemplatesSetting
    template_name = "stipend_portal/review/fields.html"

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
        super().__init__(*args, label_suffix="", **kwargs)
        self.member, self.current = member, current
        self.fields["email"].initial = member.email

    def clean_email(self) -> str:
        """An address of her own."""
        email = self.cleaned_data["email"]
        if is_taken(email, self.member, self.current):
            raise ValidationError(TAKEN)
        return email


class AskMemberAgainView(ConfirmView):
    """Send the question again, perhaps to a corrected address."""

    template_name = "stipend_portal/review/ask_member_again.html"

    def get_page_title(self) -> str:
        """What is about to be done, and to which case."""
        return _("Send the question again: %(reference)s") % {"reference": self.case.reference}

    @cached_property
    def member(self) -> GroupMember:
        """The member, if she belongs to the case."""
        return get_object_or_404(self.case.members.select_related("version"), pk=self.kwargs["member"])

    @cached_property
    def current(self) -> list[GroupMember]:
        """The members of the newest version."""
        return current_members(self.case)

    def check(self) -> None:
        """Judge by the same rules as the service, after seeing that there is such a member."""
        member = self.member
        if Role.CASE_OFFICER not in self.roles:
            raise NotAllowed
        if member not in self.current or not can_be_asked_again(member):
            raise WrongState

    def wrong_state_text(self) -> str:
        """Why it cannot be done now."""
        return _(
            "She or he has answered meanwhile, a newer version has come in, or the case has been decided or "
            "taken back. Nothing has been changed by what you just did. See on the case page how it stands."
        )

    def make_form(self, data: Any = None) -> AskMemberAgainForm:
        """The form about this member."""
        return AskMemberAgainForm(data, member=self.member, current=self.current)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The address as it is now."""
        return self.show(form=self.make_form(), member=self.member)

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
        return self.show(status=422, form=form, member=self.member)
