"""What a board member does to her own assessment beside writing it: take it up again, read a newer version."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from stipend_portal.review.assessing.case_view import OwnAssessment
from stipend_portal.review.assessing.list_view import assessing_crumbs
from stipend_portal.review.pages import refuse
from stipend_portal.services.assessment import follow_version, reopen
from stipend_portal.services.errors import NotAllowed, WrongPhase, WrongState


class OwnAct(OwnAssessment):
    """Base of the two: POST only, back to the page of the case."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, or say why not."""
        self.find(request, kwargs["pk"])
        try:
            messages.success(request, self.act())
        except NotAllowed:
            raise Http404 from None
        except (WrongState, WrongPhase):
            text = _("The case is no longer assessed. Nothing has been changed by what you just did.")
            return refuse(request, status=409, title=_("Too late"), text=text, crumbs=assessing_crumbs())
        return redirect("assessing:case", self.case.pk)

    def act(self) -> str:
        """Do it, and give the words that say so."""
        raise NotImplementedError


class ReopenView(OwnAct):
    """Take one's own assessment up again."""

    def act(self) -> str:
        """It does not count until it is handed in once more."""
        reopen(application=self.case, actor=self.request.user)
        return _("You can change your assessment. It does not count until you hand it in again.")


class FollowVersionView(OwnAct):
    """Say that one has read the newer version."""

    def act(self) -> str:
        """The scores stay, for her to change."""
        version = self.posted_version()
        follow_version(application=self.case, actor=self.request.user, version=version)
        return _("Your assessment is now of version %(number)s. Your scores are as they were.") % {
            "number": version.number
        }
