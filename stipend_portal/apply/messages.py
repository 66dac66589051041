"""The applicant's page for messages: what has been written, and a field to write in."""

from typing import Any

from django import forms
from django.contrib import messages as notices
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from home.rendering import HouseRenderer
from home.security.rate_limits import limited
from stipend_portal.apply.forms.base import TOO_LONG
from stipend_portal.apply.too_late import render_signed_out
from stipend_portal.models import Application
from stipend_portal.queries import own_applications
from stipend_portal.services.errors import WrongState
from stipend_portal.services.message import LONGEST_MESSAGE, mark_from, send_message, takes_messages


class MessageForm(forms.Form):
    """A message to the case officers."""

    default_renderer = HouseRenderer()
    use_required_attribute = False

    text = forms.CharField(
        label=gettext_lazy("Your message"),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 6, "data-maxlength": LONGEST_MESSAGE}),
        help_text=gettext_lazy(
            "The case officers who work with your application read this. Your message becomes an official "
            "document: anyone may ask to read it, but what is private is kept secret by law. At most 3,000 "
            "characters."
        ),
        error_messages={"required": gettext_lazy("Write your message."), "max_length": TOO_LONG},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The browser must not cut off what someone pastes: the server says what is too long.
        self.fields["text"].widget.attrs.pop("maxlength", None)


@never_cache
@limited("message", per_account="20/h", per_address="600/h")
@require_http_methods(["GET", "HEAD", "POST"])
def application_messages(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the conversation; on a press of the button, add to it."""
    # What no one sees and PostgreSQL cannot keep goes.
    text = request.POST.get("text", "").replace("\x00", "")
    if not request.user.is_authenticated:
        if text.strip():
            return render_signed_out(request, [text])
        return redirect_to_login(request.path)
    application = get_object_or_404(own_applications(request.user), reference=reference)
    if request.method != "POST":
        return _page(request, application, MessageForm())
    form = MessageForm({"text": text})
    if not form.is_valid():
        return _page(request, application, form, status=422)
    try:
        send_message(
            application=application,
            actor=request.user,
            text=form.cleaned_data["text"],
            seen=mark_from(request.POST.get("seen", "")),
        )
    except WrongState:
        application = get_object_or_404(own_applications(request.user), reference=reference)
        return _page(request, application, form, status=409)
    notices.success(request, _("Your message is sent."))
    return redirect("application_messages", reference)


def _page(
    request: HttpRequest, application: Application, form: MessageForm, status: int = 200
) -> HttpResponse:
    """The conversation, the newest last, and the form with what was typed in it."""
    conversation = list(application.correspondence.all())
    context = {
        "application": application,
        "conversation": conversation,
        "form": form,
        # A page that comes back with errors still is the page it was: it has the mark it was opened with.
        "seen": request.POST.get("seen", conversation[-1].pk if conversation else 0),
        "takes_messages": takes_messages(application),
        "refused": status == 409,
    }
    return render(request, "stipend_portal/apply/messages.html", context, status=status)
