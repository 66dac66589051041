"""The confirm pages of what a case officer does about a guardian."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from stipend_portal.completeness import newest_only
from stipend_portal.guardian_acts import GuardianAct, acts_now
from stipend_portal.models import GuardianApproval
from stipend_portal.review.act_views import ConfirmView
from stipend_portal.review.guardian_forms import YES, AskAgainForm, GuardianActForm, PaperForm, WithoutForm
from stipend_portal.review.guardians import AGAIN, ON_PAPER, WITHOUT, GuardianActPage, page_for
from stipend_portal.services.errors import AddressTaken, NotAllowed, WrongState
from stipend_portal.services.guardian_record import ask_again, go_on_without, record_on_paper
from stipend_portal.states import Role


class GuardianActView(ConfirmView):
    """Base: one approval of the case, and a form."""

    template_name = "stipend_portal/review/guardian_act.html"
    free_text = ("name", "note", "reason", "email")
    page: ClassVar[GuardianActPage]
    form_class: ClassVar[type[GuardianActForm]]

    def get_page_title(self) -> str:
        """What is about to be done, and to which case."""
        return f"{self.words.label}: {self.case.reference}"

    @property
    def words(self) -> GuardianActPage:
        """What is about to be done, in the words that fit this approval."""
        return page_for(self.page, self.approval)

    @cached_property
    def approval(self) -> GuardianApproval:
        """The approval, if it belongs to the case."""
        approvals = self.case.approvals.select_related("version", "member")
        return get_object_or_404(approvals, pk=self.kwargs["approval"])

    @cached_property
    def current(self) -> list[GuardianApproval]:
        """The approvals of the newest version."""
        return list(newest_only(self.case.approvals.select_related("member")))

    def check(self) -> None:
        """Judge by the same rules as the service, after seeing that there is such an approval."""
        approval = self.approval
        if Role.CASE_OFFICER not in self.roles:
            raise NotAllowed
        if self.page.act not in acts_now(approval, self.current, timezone.localdate()):
            raise WrongState

    def wrong_state_text(self) -> str:
        """Why it cannot be done now."""
        if self.page.act is GuardianAct.GO_ON_WITHOUT:
            return _(
                "Nobody can go on over a guardian's no, or where no other guardian is left to decide "
                "(föräldrabalken 6:13). Or the case has changed since you opened the page. Nothing has been "
                "changed by what you just did. See on the case page how it stands."
            )
        return _(
            "The guardian has answered meanwhile, a newer version has come in, the young person has turned "
            "18, or the case has been decided or taken back. Nothing has been changed by what you just did. "
            "See on the case page how it stands."
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The guardian, and what it means."""
        return super().get_context_data(page=self.words, approval=self.approval, **kwargs)

    def make_form(self, data: Any = None) -> GuardianActForm:
        """The form about this approval."""
        return self.form_class(data, approval=self.approval, current=self.current)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An empty form."""
        return self.show(form=self.make_form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, or show the form again with what was typed."""
        form, done = self.make_form(request.POST), self.words.done
        if form.is_valid() and self.do(form):
            return self.back_to_case(done)
        return self.show(status=422, form=form)

    def do(self, form: Any) -> bool:
        """Do it. Returns whether it was done; if not, the form has been told why."""
        raise NotImplementedError


class PaperView(GuardianActView):
    """Record an answer on paper."""

    page = ON_PAPER
    form_class = PaperForm

    def do(self, form: PaperForm) -> bool:
        """Record it."""
        data = form.cleaned_data
        record_on_paper(
            approval=self.approval,
            actor=self.request.user,
            approves=data["answer"] == YES,
            signed_on=data["signed_on"],
            name=data.get("name", ""),
            note=data["note"],
        )
        return True


class WithoutView(GuardianActView):
    """Go on without a guardian."""

    page = WITHOUT
    form_class = WithoutForm

    def do(self, form: WithoutForm) -> bool:
        """Go on."""
        go_on_without(approval=self.approval, actor=self.request.user, reason=form.cleaned_data["reason"])
        return True


class AskAgainView(GuardianActView):
    """Send the question again."""

    page = AGAIN
    form_class = AskAgainForm

    def do(self, form: AskAgainForm) -> bool:
        """Send it."""
        data = form.cleaned_data
        try:
            ask_again(
                approval=self.approval,
                actor=self.request.user,
                email=data["email"],
                name=data.get("name", ""),
            )
        except AddressTaken:
            form.refuse_address()
            return False
        return True


def guardian_urls() -> list[URLPattern]:
    """The addresses under the case."""
    return [
        path(
            f"<int:pk>/vardnadshavare/<int:approval>/{view.page.slug}/",
            view.as_view(),
            name=view.page.act.value,
        )
        for view in (PaperView, AskAgainView, WithoutView)
    ]
