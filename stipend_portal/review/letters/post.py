"""Letters that go by post: the queue, the pages to print, and the day they were posted."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.forms import DateField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from stipend_portal.documents.letter_pdf import render_letter_pdf, render_letters_to_print
from stipend_portal.letters import mails_in_trouble, mails_to_print
from stipend_portal.models import OutboxMessage
from stipend_portal.review.letters.batch import LettersPage
from stipend_portal.review.opening import require_opened
from stipend_portal.services import letter
from stipend_portal.services.errors import ActRefused

MOST_AT_ONCE = 100


def pdf(content: bytes, name: str) -> HttpResponse:
    """A PDF to keep or print, which no cache on the way keeps."""
    headers = {
        "Content-Disposition": f'attachment; filename="{name}.pdf"',
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type="application/pdf", headers=headers)


class PrintQueueView(LettersPage):
    """What waits to be printed and posted, with the addresses."""

    template_name = "stipend_portal/review/letters/to_print.html"
    page_title = gettext_lazy("Letters to print and post")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The letters, the oldest first."""
        waiting = mails_to_print(self.desk.cases).select_related("application__round")[:MOST_AT_ONCE]
        rows = [(message, self.desk.acts_in(message.application.round_id)) for message in waiting]
        can_act = any(acts for _message, acts in rows)
        in_one_file = any(not message.application.protected for message, _acts in rows)
        today = timezone.localdate()
        return super().get_context_data(
            rows=rows, can_act=can_act, in_one_file=in_one_file, today=today, **kwargs
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Note that the chosen ones were posted on a day."""
        chosen = {key for key in map(_uuid, request.POST.getlist("letter")) if key}
        try:
            on = DateField().clean(request.POST.get("on"))
        except ValidationError:
            on = None
        if not chosen or on is None or on > timezone.localdate():
            messages.error(request, _("Choose the letters you posted, and write the day: today or earlier."))
            return self.render_to_response(self.get_context_data(), status=422)
        done = 0
        for message in mails_to_print(self.desk.own_cases).filter(pk__in=chosen):
            try:
                letter.post(message=message, actor=request.user, on=on)
                done += 1
            except ActRefused:
                continue
        words = ngettext(
            "%(number)d letter is noted as posted.", "%(number)d letters are noted as posted.", done
        )
        messages.success(request, words % {"number": done})
        return redirect("letters:print")


class PrintAllView(LettersPage):
    """All that waits in one file, to print at once, but for protected identities: those are opened one by one."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file. Raises `Http404` when nothing waits."""
        mails = mails_to_print(self.desk.cases).filter(application__protected=False)
        waiting = list(mails.select_related("application__round")[:MOST_AT_ONCE])
        if not waiting:
            raise Http404
        content = render_letters_to_print(waiting, at=timezone.now())
        return pdf(content, f"{_('letters')}-{timezone.localdate():%Y-%m-%d}")


class LetterPdfView(LettersPage):
    """One letter as the page that is attached or posted; while it is held, as it would be."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file. Raises `Http404` for mails with someone's secret link, `NotOpened` as `require_opened` does."""
        message = self.desk.mail(kwargs["message"])
        require_opened(request, message.application)
        printable = {OutboxMessage.Status.TO_PRINT, OutboxMessage.Status.POSTED}
        if message.kind != OutboxMessage.Kind.DECISION_LETTER and message.status not in printable:
            raise Http404
        return pdf(render_letter_pdf(message), message.application.reference)


class TroubleView(LettersPage):
    """Mails that did not arrive, until someone has seen to them."""

    template_name = "stipend_portal/review/letters/trouble.html"
    page_title = gettext_lazy("Mails that did not arrive")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The mails, the oldest first."""
        mails = mails_in_trouble(self.desk.cases).select_related("application__round")[:MOST_AT_ONCE]
        rows = [
            (mail, self.desk.acts_in(mail.application.round_id) and not letter.carries_secret_link(mail))
            for mail in mails
        ]
        return super().get_context_data(rows=rows, **kwargs)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
