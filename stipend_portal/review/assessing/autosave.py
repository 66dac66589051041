"""Saving while a board member writes: the same save as the button's, answered in a few words for the script.

Only `static/js/autosave.js` posts here, with the form's own fields. Whatever cannot be saved is told in a
sentence, and the page stays as it is with everything on it.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from home.security.rate_limits import count_try
from stipend_portal.review.assessing.case_view import OwnAssessment
from stipend_portal.services.assessment import StaleAssessment
from stipend_portal.services.errors import NotAllowed, WrongPhase, WrongState

# The script waits some seconds between saves; only a page gone wrong comes near this.
MOST_SAVES = "30/m/user"


def _told(status: int, text: str, *, url: str = "", link: str = "") -> JsonResponse:
    """An answer that the script shows: a sentence, and where it can lead on."""
    return JsonResponse({"text": text, "url": url, "link": link}, status=status)


class AutosaveView(OwnAssessment):
    """Saves an assessment as it stands, and leads nowhere.

    200 with its new revision, 404 a case that is not for her or not any more, 409 saved from somewhere else
    or no longer assessed, 422 a text too long, 429 too often.
    """

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, pk: int, **kwargs: Any) -> HttpResponse:
        """Save, and say when and under which revision."""
        if wait := count_try(request, action="assessing", rates=MOST_SAVES):
            response = _told(429, _("Not saved just now. It is tried again in a little while."))
            response.headers["Retry-After"] = str(wait)
            return response
        try:
            self.find(request, pk)
            return self.save()
        except (Http404, NotAllowed):
            text = _("Not saved: this case is not yours to assess any more.")
            return _told(404, text, url=reverse("assessing:index"), link=_("Back to the list"))

    def save(self) -> HttpResponse:
        """Do what the button does."""
        form = self.posted_form()
        page = reverse("assessing:case", args=[self.case.pk])
        if not form.is_valid():
            words = " ".join(text for texts in form.errors.values() for text in texts)
            return _told(422, _("Not saved: %(problem)s") % {"problem": words})
        try:
            saved = self.write(form)
        except StaleAssessment:
            text = _(
                "This assessment has been saved in another window. Press Save: then you see both and choose."
            )
            return _told(409, text, url=page, link=_("Show what was saved there instead"))
        except (WrongState, WrongPhase):
            text = _("Not saved: it is handed in already, or the case is no longer assessed.")
            return _told(409, text, url=page, link=_("Show it as it is now"))
        time = date_format(timezone.localtime(), "H:i")
        text = _("Saved %(time)s. Only you can read it until you hand it in.") % {"time": time}
        return JsonResponse({"revision": saved.revision, "text": text})
