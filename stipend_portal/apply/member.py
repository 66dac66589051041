"""The page of a group's member, reached by a mailed link and nothing else.

Opening the link changes nothing, because mail scanners open links too. A button does. Who says no can tell
why; who says yes and is under eighteen tells about her guardians first (`member_guardians`).
"""

from typing import Any

from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import View

from home.navigation import language_links
from home.security.rate_limits import limited
from stipend_portal.answers import SHARED, show_answers
from stipend_portal.apply.forms.member import DeclineForm
from stipend_portal.apply.member_guardians import CUSTODY, PAGES, go_on, words_elsewhere
from stipend_portal.formats import one_of
from stipend_portal.models import GroupMember
from stipend_portal.questions.choices import CONNECTIONS_OF_OTHERS, NOT_ASKED
from stipend_portal.services import member as service
from stipend_portal.services.errors import WrongState
from stipend_portal.states import FINAL, UNDECIDED

NO = "no"
# Asked about now · decided, so only to read · an older version · nothing of it is hers to read any more.
OPEN, DECIDED, OUTDATED, OVER = "open", "decided", "outdated", "over"


def situation_of(member: GroupMember) -> str:
    """Which of the pages this is."""
    state = member.application.state
    if state in FINAL:
        return OVER
    if not service.is_newest(member):
        return OUTDATED
    return OPEN if state in UNDECIDED else DECIDED


# Each answer is a mail to the contact person; under eighteen a yes takes three pages, each perhaps twice.
@method_decorator([never_cache, limited("member", per_link="20/h", per_address="1800/h")], name="dispatch")
class MemberView(View):
    """Her own part and the shared plan, and what she answers."""

    http_method_names = ["get", "head", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Find her by her link: a forged or withdrawn one is not found."""
        self.find(kwargs["token"])
        response = super().dispatch(request, *args, **kwargs)
        # As the guardian's page, and for the same reasons.
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def find(self, token: str) -> None:
        """Read her row as it is now."""
        try:
            self.member = GroupMember.from_token(token)
        except GroupMember.DoesNotExist as error:
            raise Http404 from error
        self.situation = situation_of(self.member)

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show how it stands."""
        return self.show()

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Take the answer, or show the next page of it."""
        say = {"yes": self.say_yes, "no": self.say_no}.get(request.POST.get("answer", ""))
        if say is None:
            return self.show(problem="no_choice", status=422)
        if "back" in request.POST and request.POST.get("page") in {NO, CUSTODY.key}:
            return redirect(self.member)
        try:
            if self.situation != OPEN:
                raise WrongState
            return say()
        except WrongState:
            self.find(token)
            return self.show(problem="too_late", status=409)

    def say_no(self) -> HttpResponse:
        """Ask why, which she need not tell, and write it down."""
        posted, name = self.request.POST, self.member.application.applicant_name
        if posted.get("page") != NO or "switch" in posted:
            initial = {"reason": posted.get("reason", "")}
            return self.show_form(NO, DeclineForm(initial=initial, contact_person=name))
        form = DeclineForm(posted, contact_person=name)
        if not form.is_valid():
            return self.show_form(NO, form, status=422)
        service.decline(member=self.member, reason=form.cleaned_data["reason"])
        return redirect(self.member)

    def say_yes(self) -> HttpResponse:
        """Write it down; from someone under eighteen, when she has told about her guardians."""
        if not service.must_name_guardians(self.member):
            service.confirm(member=self.member)
            return redirect(self.member)
        telling = go_on(self.member, self.request.POST)
        if telling.form:
            return self.show_form(telling.form.section.key, telling.form, status=telling.status)
        service.confirm(member=self.member, told=telling.told)
        return redirect(self.member)

    def show_form(self, page: str, form: BaseForm, *, status: int = 200) -> HttpResponse:
        """A page on the way to an answer. The other language takes what is typed along."""
        others = [link for link in language_links(None, self.request) if not link.current]
        context = {
            "member": self.member,
            "round": self.member.application.round,
            "page": page,
            "answer": "yes" if page in PAGES else "no",
            "form": form,
            "kept": list(words_elsewhere(form)) if page in PAGES else [],
            "not_asked": getattr(form, "situation", "") == NOT_ASKED,
            "other_languages": others,
        }
        return render(self.request, "stipend_portal/apply/member_step.html", context, status=status)

    def show(self, *, problem: str = "", status: int = 200) -> HttpResponse:
        """How it stands."""
        member, application = self.member, self.member.application
        context: dict[str, Any] = {
            "situation": self.situation,
            "round": application.round,
            "problem": problem,
        }
        # The rest is not even handed to the page where it is not hers to read any more.
        if self.situation == OUTDATED:
            context["newer"] = service.newer_row(member)
        elif self.situation != OVER:
            context |= {
                "member": member,
                "application": application,
                "connection": one_of(CONNECTIONS_OF_OTHERS)(member.connection),
                "sections": show_answers(member.version.answers, only=SHARED),
                "approvals": list(member.approvals.all()),
                "must_name_guardians": service.must_name_guardians(member),
            }
        return render(self.request, "stipend_portal/apply/member.html", context, status=status)
