"""The end of the form: everything on one page to check, and the button that sends it."""

import hashlib
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stipend_portal import rules
from stipend_portal.answers import show_answers
from stipend_portal.apply.forms.base import StepForm
from stipend_portal.models import Application, DraftFile
from stipend_portal.questions import ATTACHMENTS, BY_SLUG, GUARDIANS, MEMBERS
from stipend_portal.services.drafts import lock_draft
from stipend_portal.services.errors import ActRefused
from stipend_portal.services.submission import submit
from stipend_portal.services.supplement import answer_supplement
from stipend_portal.texts import declaration

CHECK = "kontrollera"


class SendingMixin:
    """Sends exactly what the check page showed, once."""

    def send(self) -> HttpResponse:
        """Send what was shown on the check page, once, under lock."""
        with transaction.atomic():
            draft = lock_draft(self.draft)
            if draft.submitted_at:
                return redirect(self.sent_url())
            self.storage.load()
            self.forget_computed()
            if not self.is_reachable(CHECK):
                return redirect(self.get_step_url(self.resume_at()))
            if self.request.POST.get("shown") != self.fingerprint():
                return self.render_check(changed=True, status=409)
            return self.render_done(None, step=CHECK)

    def done(self, form_list: list[StepForm], form_dict: dict[str, StepForm], **kwargs: Any) -> HttpResponse:
        """Every page is right: the draft becomes an application, or a new version of one."""
        answers = {BY_SLUG[step].key: form.answers() for step, form in form_dict.items()}
        # What was promised is part of what was sent: BUN may change the words for others later.
        answers["declaration"] = {"text": self.declaration}
        sent: dict[str, Any] = {
            "draft": self.draft,
            "answers": answers,
            "received_at": self.received_at,
            "language": get_language() or "sv",
        }
        if self.draft.supplement is None:
            return redirect("receipt", submit(**sent).reference)
        try:
            application = answer_supplement(**sent)
        except ActRefused:
            return self.render_check(too_late=True, status=409)
        messages.success(self.request, _("We have received what you sent. A case officer reads on."))
        return redirect(application)

    def sent_url(self) -> str:
        """Where a draft that has been sent leads."""
        if self.draft.supplement is not None:
            return self.draft.supplement.application.get_absolute_url()
        reference = Application.objects.values_list("reference", flat=True).get(draft=self.draft)
        return reverse("receipt", args=[reference])

    @cached_property
    def declaration(self) -> str:
        """What the applicant promises by sending, as BUN has worded it now."""
        return declaration(contact=self.draft.round.contact)

    def fingerprint(self) -> str:
        """Which saves, files and promise the check page shows, so that it cannot send others."""
        saves = [str(self.storage.revision(step)) for step in self.get_form_list()]
        files = []
        if ATTACHMENTS.slug in self.get_form_list():
            files = [f"{file.pk}{file.about}" for file in self.files if file.scan != DraftFile.Scan.INFECTED]
        promise = hashlib.sha256(self.declaration.encode()).hexdigest()[:8]
        return ".".join([*saves, *files, promise])

    def render_check(
        self, *, changed: bool = False, too_late: bool = False, status: int = 200
    ) -> HttpResponse:
        """All answers on one page, to check before sending."""
        answers = {}
        for step in self.get_form_list():
            form = self.stored_form(step)
            if not form.is_valid():  # right when saved, but a rule, a town or a file has changed since
                return redirect(self.get_step_url(step))
            answers[BY_SLUG[step].key] = form.answers()
        context = {
            "draft": self.draft,
            "round": self.draft.round,
            "sections": show_answers(answers),
            "progress": self.progress(CHECK),
            "shown": self.fingerprint(),
            "changed": changed,
            "too_late": too_late,
            "is_late": rules.is_late(self.received_at, self.draft.round.closes_at),
            "has_guardians": "first_email" in answers.get(GUARDIANS.key, ()),
            "has_members": MEMBERS.key in answers,
        }
        return render(self.request, "stipend_portal/apply/check.html", context, status=status)
