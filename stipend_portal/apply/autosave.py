"""Saving while someone writes: the same save as the button's, answered in a few words for the script.

Only `static/js/autosave.js` posts here, with the form's own fields. Whatever cannot be saved is told in a
sentence, and the page stays as it is with everything typed in it.
"""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from home.security.rate_limits import count_try
from stipend_portal.apply.drafts import AlreadySent, StaleStep
from stipend_portal.apply.wizard import ApplicationWizard

# The script waits some seconds between saves; only a page gone wrong comes near this.
MOST_SAVES = "20/m/user"


def _told(status: int, text: str, *, url: str = "", link: str = "") -> JsonResponse:
    """An answer that the script shows: a sentence, and where it can lead on."""
    return JsonResponse({"text": text, "url": url, "link": link}, status=status)


class AutosaveView(ApplicationWizard):
    """Saves a page of a draft as it stands, right or wrong, and leads nowhere.

    200 with the page's new revision, 403 signed out, 404 no such draft or not any more, 409 saved from
    somewhere else meanwhile, 410 sent, 429 too often.
    """

    http_method_names = ["post"]

    def post(
        self, request: HttpRequest, *args: Any, draft_id: uuid.UUID, step: str | None = None
    ) -> HttpResponse:
        """Save, and say when and under which revision."""
        if step not in self.form_list:
            raise Http404
        if wait := count_try(request, action="autosave", rates=MOST_SAVES):
            response = _told(429, _("Not saved just now. It is tried again in a little while."))
            response.headers["Retry-After"] = str(wait)
            return response
        if step not in self.get_form_list():
            return self.lead_back()
        self.storage.current_step = step
        form = self.get_form(step, data=self.posted_words())
        try:
            self.save(step, form, complete=form.is_valid())
        except StaleStep:
            return self.render_stale(step)
        except AlreadySent:
            return self.render_sent()
        text = _("Saved %(time)s. Nobody at the municipality reads it until you send.") % {
            "time": date_format(timezone.localtime(), "H:i")
        }
        return JsonResponse({"revision": self.storage.revision(step), "text": text})

    def render_stale(self, step: str) -> HttpResponse:
        """409: nothing is overwritten; the button leads to the page with both texts."""
        return _told(
            409,
            _(
                "This page has been saved in another window or on another device. "
                "Press Save and go on: then you see both texts and choose."
            ),
            url=self.get_step_url(step),
            link=_("Show what was saved there instead"),
        )

    def render_not_now(self) -> HttpResponse:
        """409: other answers, given somewhere else, have made the page needless."""
        return _told(
            409,
            _("Not saved: another answer has been changed, so this page is not needed now."),
            url=reverse("draft", args=[self.draft.pk]),
            link=_("Go on with the application"),
        )

    def render_signed_out(self, step: str | None) -> HttpResponse:
        """403: nothing on the screen is lost."""
        return _told(
            403,
            _("Not saved: you have been signed out. What you wrote is still here on the page."),
            url=reverse("account_request_login_code"),
            link=_("Sign in in a new window, then go on here"),
        )

    def render_missing_level(self, step: str | None) -> HttpResponse:
        """403: nothing on the screen is lost."""
        return _told(
            403,
            _("Not saved: this round asks for an e-ID. What you wrote is still here on the page."),
            url=reverse("begin", args=[self.draft.round.slug]),
            link=_("Sign in in a new window, then go on here"),
        )

    def render_gone(self, step: str | None) -> HttpResponse:
        """404: deleted, or never this person's."""
        return _told(
            404,
            _("Not saved: this application has been deleted. What you wrote is still here on the page."),
            url=reverse("my_applications"),
            link=_("My applications"),
        )

    def render_sent(self) -> HttpResponse:
        """410: what was sent cannot be changed here."""
        return _told(
            410,
            _("Not saved: this application has been sent already."),
            url=self.sent_url(),
            link=_("See what was sent"),
        )
