"""The officer's side of the messages in a case."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stipend_portal.models import Application, Message
from stipend_portal.models.event import EventKind
from stipend_portal.review.act_views import ConfirmView
from stipend_portal.review.review_form import ReviewForm
from stipend_portal.services.errors import NotAllowed, WrongState
from stipend_portal.services.message import (
    LONGEST_MESSAGE,
    WRITERS,
    mark_from,
    send_message,
    settle_message,
    takes_messages,
    waits_for_answer,
)
from stipend_portal.states import Role


class MessageForm(ReviewForm):
    """A message to the applicant."""

    text = forms.CharField(
        label=gettext_lazy("Your message"),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=gettext_lazy(
            "The applicant reads this, and so do the colleagues who work with the round. It becomes an "
            "official document. Write plainly and kindly: a person of 13 should understand it. At most "
            "3,000 characters."
        ),
        error_messages={"required": gettext_lazy("Write your message.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The browser must not cut off what someone pastes: the server says what is too long.
        self.fields["text"].widget.attrs.pop("maxlength", None)


def may_write(case: Application, roles: Iterable[Role]) -> bool:
    """Whether someone with these roles may write to the applicant now."""
    return bool(WRITERS & set(roles)) and takes_messages(case)


class WriteMessageView(ConfirmView):
    """Write to the applicant, with the conversation so far above the field."""

    template_name = "stipend_portal/review/write_message.html"
    free_text = ("text",)

    def get_page_title(self) -> str:
        """What is about to be done, and in which case."""
        return _("Message to the applicant: %(reference)s") % {"reference": self.case.reference}

    def check(self) -> None:
        """Judge by the same rules as the service."""
        if not WRITERS & self.roles:
            raise NotAllowed
        if not takes_messages(self.case):
            raise WrongState

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        """The conversation and the form."""
        conversation: list[Message] = list(self.case.correspondence.all())
        # A page that comes back with errors still is the page it was: it has the mark it was opened with.
        newest = conversation[-1].pk if conversation else 0
        seen = self.request.POST.get("seen", newest)
        return super().show(status, conversation=conversation, seen=seen, **context)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An empty form."""
        return self.show(form=MessageForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send it, or show the form again with what was typed."""
        form = MessageForm(request.POST)
        if not form.is_valid():
            return self.show(status=422, form=form)
        send_message(
            application=self.case,
            actor=request.user,
            text=form.cleaned_data["text"],
            seen=mark_from(request.POST.get("seen", "")),
        )
        return self.back_to_case(_("The message is sent. The applicant is told of it by mail."))


class SettleMessageView(ConfirmView):
    """Note that the newest message needs no answer. It is shown, so that what is settled has been read."""

    template_name = "stipend_portal/review/settle_message.html"

    def get_page_title(self) -> str:
        """What is about to be done, and in which case."""
        return _("The message needs no answer: %(reference)s") % {"reference": self.case.reference}

    def check(self) -> None:
        """Judge by the same rules as the service."""
        if not WRITERS & self.roles:
            raise NotAllowed
        self.conversation = list(self.case.correspondence.all())
        settled = list(self.case.events.filter(kind=EventKind.MESSAGE_SETTLED))
        if not takes_messages(self.case) or not waits_for_answer(self.conversation, settled):
            raise WrongState

    def wrong_state_text(self) -> str:
        """Why there is nothing to settle, or not yet."""
        return _(
            "No message waits for an answer any more, or a new one has come since you opened the page. "
            "Nothing has been changed by what you just did. See on the case page how it stands."
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The message."""
        return self.show(message=self.conversation[-1])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, for the message that was shown."""
        seen = mark_from(request.POST.get("seen", ""))
        settle_message(application=self.case, actor=request.user, seen=seen)
        return self.back_to_case(_("The message no longer waits for an answer. Nothing has been sent."))
