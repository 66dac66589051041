"""The pages of the application, one address each.

django-formtools walks the steps; what it does on GET that should not happen there, what it forgets and
what it trusts is closed here: nothing is created on GET, every step is proved to be reachable, `Back`
saves without judging, and an older tab never overwrites a newer one.
"""

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from formtools.wizard.views import NamedUrlWizardView

from home.accounts.sessions import prolong
from home.navigation import language_links
from stipend_portal.apply.conflict import differences
from stipend_portal.apply.drafts import AlreadySent, DraftStorage, StaleStep
from stipend_portal.apply.forms.about import AboutForm
from stipend_portal.apply.forms.attachments import AttachmentsForm
from stipend_portal.apply.forms.base import StepForm
from stipend_portal.apply.forms.budget import BudgetForm
from stipend_portal.apply.forms.group import MembersForm, TogetherForm
from stipend_portal.apply.forms.guardians import CustodyForm, GuardiansForm
from stipend_portal.apply.forms.trip import TripForm
from stipend_portal.apply.forms.why import WhyForm
from stipend_portal.apply.own_draft import OwnDraftMixin
from stipend_portal.apply.sending import CHECK, SendingMixin
from stipend_portal.apply.too_late import words_posted
from stipend_portal.models import DraftFile
from stipend_portal.queries import partner_towns
from stipend_portal.questions import ATTACHMENTS, BY_SLUG, GUARDIANS, TRIP, Section, opened_with
from stipend_portal.services.supplement import members_who_stay

FORMS = [
    (form.section.slug, form)
    for form in (
        AboutForm,
        CustodyForm,
        GuardiansForm,
        TogetherForm,
        MembersForm,
        TripForm,
        BudgetForm,
        WhyForm,
        AttachmentsForm,
    )
]


@method_decorator(never_cache, name="dispatch")
class ApplicationWizard(OwnDraftMixin, SendingMixin, NamedUrlWizardView):
    """Writes a draft page by page, shows it for checking, and sends it.

    Never cached: the browser's own Back must fetch the page as it was saved last, or the next save would
    look like one from an older tab.
    """

    storage_name = f"{DraftStorage.__module__}.{DraftStorage.__qualname__}"
    storage: DraftStorage
    template_name = "stipend_portal/apply/step.html"

    # -- Reading ---------------------------------------------------------------------------------

    def get(
        self, request: HttpRequest, *args: Any, draft_id: uuid.UUID, step: str | None = None
    ) -> HttpResponse:
        """Show a page that can be reached, the check page when all are right, else the first that is not."""
        if step is None:
            return redirect(self.get_step_url(self.resume_at()))
        self.require_known(step)
        if not self.is_reachable(step):
            return redirect(self.get_step_url(self.resume_at()))
        if step == CHECK:
            return self.render_check()
        self.storage.current_step = step
        form = self.stored_form(step)
        # A page left half done by `Back` is not scolded when she returns to it, nor is one that asks
        # something new since another page was changed.
        form.judged = self.storage.is_complete(step) and not form.asks_anew()
        return self.render(form)

    def answered(self, section: Section) -> Mapping[str, Any]:
        """What is answered on another page; nothing where it is not right yet, or not asked."""
        step = section.slug
        # The library's own way knows only the pages that are open now, which in a supplement are some of
        # all; while it asks the conditions, it counts every page as asked.
        if step not in super().get_form_list():
            return {}
        remembered = f"_cleaned_data_cache_{step}"  # the library's name for it, see `forget_computed`
        if remembered not in self.__dict__:
            data = self.storage.get_step_data(step)
            form = self.form_list[step](data, prefix=step, **self.get_form_kwargs(step))
            self.__dict__[remembered] = form.cleaned_data if form.is_valid() else {}
        return self.__dict__[remembered]

    def stored_form(self, step: str) -> StepForm:
        """A page with its stored words."""
        return self.get_form(step, data=self.storage.get_step_data(step))

    # -- Writing ---------------------------------------------------------------------------------

    def post(
        self, request: HttpRequest, *args: Any, draft_id: uuid.UUID, step: str | None = None
    ) -> HttpResponse:
        """Save a page and go on, back, or stay; or send from the check page."""
        if step is None:
            return redirect(self.get_step_url(self.resume_at()))
        self.require_known(step)
        if step == CHECK:
            return self.send()
        # Words for a page that an earlier page has come to stand in the way of, in another tab, are kept.
        written = bool(words_posted(request, step))
        if step not in self.get_form_list() or not (written or self.is_reachable(step)):
            return self.lead_back()
        self.storage.current_step = step
        form = self.get_form(step, data=self.posted_words())
        if "remove_row" in request.POST:
            form = self.get_form(step, data=form.without_row(request.POST["remove_row"]))
        valid = form.is_valid()
        try:
            self.save(step, form, complete=valid)
        except StaleStep as stale:
            return self.render_conflict(form, stale)
        except AlreadySent:
            return self.render_sent()
        return self.after_saving(step, form, valid)

    def lead_back(self) -> HttpResponse:
        """Where a page leads that cannot be saved now. The draft may just have been deleted or sent."""
        self.draft.refresh_from_db(fields=["submitted_at"])
        if self.draft.submitted_at:
            return self.render_sent()
        return self.render_not_now()

    def render_not_now(self) -> HttpResponse:
        """Lead to the page that is to be done first."""
        return redirect(self.get_step_url(self.resume_at()))

    def after_saving(self, step: str, form: StepForm, valid: bool) -> HttpResponse:
        """Where the button pressed leads, now that nothing can be lost."""
        pressed = self.request.POST
        if not self.is_reachable(step):
            return redirect(self.get_step_url(self.resume_at()))
        if "switch" in pressed:  # posted to the page's address in the other language
            return redirect(self.get_step_url(step))
        if "back" in pressed:
            previous = self.get_prev_step(step)
            return redirect(self.get_step_url(previous or step))
        if "more_rows" in pressed or "remove_row" in pressed:
            return redirect(self.get_step_url(step) + self.place_of_rows(form))
        if not valid:
            return self.render_status(form, 422)
        if self.request.GET.get("till") == CHECK:
            return redirect(self.get_step_url(self.resume_at()))
        return redirect(self.get_step_url(self.get_next_step(step) or CHECK))

    def place_of_rows(self, form: StepForm) -> str:
        """The part of the address that leads back to the table whose button was pressed."""
        pressed = self.request.POST.get("more_rows") or self.request.POST.get("remove_row", "")
        name = pressed.partition(":")[0].removeprefix("id_")
        return f"#fler-id_{name}" if name in {form.add_prefix(each) for each in form.fields} else ""

    def save(self, step: str, form: StepForm, *, complete: bool) -> None:
        """Keep the words of a page as typed, right or wrong. Names that are not the page's are noise."""
        prolong(self.request)
        data = {name: form.data.getlist(name) for name in form.posted_names() if name in form.data}
        self.storage.set_step_data(step, data, complete=complete, revision=self.posted_revision())
        self.forget_computed()

    def posted_words(self) -> MultiValueDict:
        """What was posted, without the NUL characters that no one sees and PostgreSQL cannot keep."""
        return MultiValueDict(
            {
                name: [value.replace("\x00", "") for value in values]
                for name, values in self.request.POST.lists()
            }
        )

    def posted_revision(self) -> int:
        """Which save the posted page was opened after; a mark that cannot be read is older than any."""
        text = self.request.POST.get("revision", "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1

    def forget_computed(self) -> None:
        """Drop what the library has remembered: other answers may make other pages apply."""
        for name in [n for n in self.__dict__ if n.startswith(("_cleaned_data_cache_", "_resolved_form"))]:
            delattr(self, name)
        self.__dict__.pop("files", None)

    # -- Which steps -----------------------------------------------------------------------------

    def get_form_list(self) -> dict[str, type[StepForm]]:
        """The pages that are asked of this applicant; in a supplement, those that were asked for."""
        steps = super().get_form_list()
        if self.draft.supplement is None:
            return steps
        opened = opened_with(self.draft.supplement.sections)
        return {step: form for step, form in steps.items() if BY_SLUG[step].key in opened}

    def require_known(self, step: str) -> None:
        """Raise 404 for an address that is no step of any application."""
        if step != CHECK and step not in self.form_list:
            raise Http404

    def resume_at(self) -> str:
        """The first page that is not yet right, or the check page."""
        for step in self.get_form_list():
            if not self.storage.is_complete(step):
                return step
        return CHECK

    def is_reachable(self, step: str) -> bool:
        """Whether every page before `step` is right and `step` itself is asked of this applicant."""
        order = [*self.get_form_list(), CHECK]
        return step in order and order.index(step) <= order.index(self.resume_at())

    # -- Forms and pages -------------------------------------------------------------------------

    def get_prefix(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        """A name for the library's own use."""
        return "application"

    def get_step_url(self, step: str) -> str:
        """The address of a step of this draft."""
        return reverse(self.url_name, kwargs={"draft_id": self.draft.pk, "step": step})

    def get_form_kwargs(self, step: str | None = None) -> dict[str, Any]:
        """What a page must know to judge: the round, the applicant's address, the day."""
        kwargs: dict[str, Any] = {
            "round": self.draft.round,
            "applicant_email": self.request.user.email,
            "today": timezone.localdate(),
            "answered": self.answered,
        }
        if step == GUARDIANS.slug and self.draft.supplement:
            kwargs["group"] = members_who_stay(self.draft.supplement)
        if step == TRIP.slug:
            kwargs["towns"] = partner_towns(get_language() or "sv")
        if step == ATTACHMENTS.slug:
            kwargs["attached"] = self.files
        return kwargs

    @cached_property
    def files(self) -> list[DraftFile]:
        """What is attached so far."""
        return list(self.draft.files.all())

    def get_form(self, step: str | None = None, data: Any = None, files: Any = None) -> StepForm:
        """The form of a step; files go through a view of their own."""
        return super().get_form(step, data=data, files=None)

    def progress(self, current: str) -> list[dict[str, Any]]:
        """The pages with where the applicant is among them."""
        steps = []
        for step in [*self.get_form_list(), CHECK]:
            state = "done" if self.storage.is_complete(step) else "todo"
            steps.append(
                {
                    "title": BY_SLUG[step].title if step in BY_SLUG else _("Check and send"),
                    "url": self.get_step_url(step) if self.is_reachable(step) else None,
                    "state": "current" if step == current else state,
                }
            )
        return steps

    def get_context_data(self, form: StepForm, **kwargs: Any) -> dict[str, Any]:
        """What the step's template shows."""
        step = self.steps.current
        return super().get_context_data(
            form=form,
            draft=self.draft,
            round=self.draft.round,
            section=BY_SLUG[step],
            progress=self.progress(step),
            revision=self.storage.revision(step),
            is_first=self.get_prev_step(step) is None,
            other_languages=[link for link in language_links(None, self.request) if not link.current],
            **kwargs,
        )

    def render_status(self, form: StepForm, status: int, **context: Any) -> HttpResponse:
        """The page again, with a status that says it was not accepted."""
        response = self.render(form, **context)
        response.status_code = status
        return response

    def render_conflict(self, form: StepForm, stale: StaleStep) -> HttpResponse:
        """409: both texts, hers to choose. Nothing has been overwritten."""
        stored = self.get_form(stale.stored.step, data=MultiValueDict(stale.stored.data))
        self.template_name = "stipend_portal/apply/conflict.html"
        posted = {name: form.data.getlist(name) for name in form.posted_names()}
        response = self.render_status(form, 409, differences=differences(form, stored), posted=posted)
        response.context_data["revision"] = stale.stored.revision
        return response
