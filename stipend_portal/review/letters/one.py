"""One letter of a case: changed before it is released, or sent again when it did not arrive."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stipend_portal.letters import beginning, rest_of
from stipend_portal.models import OutboxMessage
from stipend_portal.permissions import RELEASING_ROLES
from stipend_portal.review.act_views import ConfirmView
from stipend_portal.review.review_form import ReviewForm
from stipend_portal.services import letter
from stipend_portal.services.errors import NotAllowed, WrongState

Status = OutboxMessage.Status


class ChangeLetterForm(ReviewForm):
    """The words of a letter."""

    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=200)
    body = forms.CharField(
        label=gettext_lazy("The letter"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 20}),
        help_text=gettext_lazy(
            "The applicant reads exactly this. It is sent when someone other than you has read it."
        ),
    )


class SendAgainForm(ReviewForm):
    """Where to, and why there."""

    recipient = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        help_text=gettext_lazy(
            "Leave it empty to send it by post. The address of the applicant's account is not changed by this."
        ),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why this address"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For example: the applicant has told us by telephone. It is kept in the log."),
        error_messages={"required": gettext_lazy("Write how you know that this address is right.")},
    )


class LetterActView(ConfirmView):
    """Base of what is done to one mail of a case."""

    needed: frozenset[str] = frozenset()

    @cached_property
    def message(self) -> OutboxMessage:
        """The mail, if it belongs to the case. Raises `Http404`."""
        return get_object_or_404(self.case.messages.all(), pk=self.kwargs["message"])

    def check(self) -> None:
        """Judge by the same rules as the services."""
        if not self.roles & RELEASING_ROLES:
            raise NotAllowed
        if self.message.status not in self.needed:
            raise WrongState

    def wrong_state_text(self) -> str:
        """It has gone, or has been seen to."""
        return _(
            "Someone else has already seen to this letter. Nothing has been changed by what you just did."
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The mail."""
        return super().get_context_data(letter=self.message, **kwargs)


class ChangeLetterView(LetterActView):
    """Change the words, or fill in the template once more."""

    template_name = "stipend_portal/review/letters/change.html"
    needed = frozenset({Status.HELD})
    free_text = ("subject", "body")

    def get_page_title(self) -> str:
        """What is about to be done, and to which case."""
        return _("Change the letter: %(reference)s") % {"reference": self.case.reference}

    @cached_property
    def start(self) -> str:
        """The words that stay first, whoever changes the rest."""
        return beginning(self.case.current_decision)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What cannot be changed."""
        return super().get_context_data(start=self.start, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The letter as it stands."""
        initial = {"subject": self.message.subject, "body": rest_of(self.message.body, self.start)}
        return self.show(form=ChangeLetterForm(initial=initial))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save it, or show the form again with what was typed."""
        if "anew" in request.POST:
            letter.write_anew(message=self.message, actor=request.user)
            return self.back_to_case(_("The letter is written anew from the template."))
        form = ChangeLetterForm(request.POST)
        if not form.is_valid():
            return self.show(status=422, form=form)
        letter.change(message=self.message, actor=request.user, **form.cleaned_data)
        return self.back_to_case(_("The letter is changed. Someone other than you releases it."))


class SendAgainView(LetterActView):
    """Send a mail that did not arrive once more."""

    template_name = "stipend_portal/review/letters/send_again.html"
    needed = frozenset({Status.BOUNCED, Status.FAILED})
    free_text = ("recipient", "reason")

    def get_page_title(self) -> str:
        """What is about to be done, and to which case."""
        return _("Send again: %(reference)s") % {"reference": self.case.reference}

    def check(self) -> None:
        """Never a mail by which someone answers, and none about a decision that has been corrected."""
        super().check()
        if letter.carries_secret_link(self.message) or letter.is_overtaken(self.message):
            raise WrongState

    def wrong_state_text(self) -> str:
        """Why it does not go again."""
        if letter.is_overtaken(self.message):
            return _(
                "This letter tells of a decision that has been corrected since, so it is not sent again. The "
                "letter about the correction goes instead."
            )
        return super().wrong_state_text()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """With the address that was used."""
        return self.show(form=SendAgainForm(initial={"recipient": self.message.recipient}))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send it, or show the form again with what was typed."""
        form = SendAgainForm(request.POST)
        if not form.is_valid():
            return self.show(status=422, form=form)
        letter.send_again(message=self.message, actor=request.user, **form.cleaned_data)
        by_mail = _("It will be sent again within a few minutes.")
        by_post = _("It waits to be printed and posted.")
        return self.back_to_case(by_mail if form.cleaned_data["recipient"] else by_post)
