"""Writing an internal note in a case."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stipend_portal.review.act_views import ConfirmView
from stipend_portal.review.review_form import ReviewForm
from stipend_portal.services.errors import NotAllowed
from stipend_portal.services.message import mark_from
from stipend_portal.services.note import LONGEST_NOTE, NOTE_WRITERS, write_note


class NoteForm(ReviewForm):
    """A note."""

    text = forms.CharField(
        label=gettext_lazy("Your note"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=gettext_lazy(
            "Read by the round's case officers, board secretary and auditor. The applicant does not see it "
            "here. It can become an official document that anyone may ask to read, so write what is needed, "
            "plainly and fairly. It cannot be changed afterwards. At most 5,000 characters."
        ),
        error_messages={"required": gettext_lazy("Write your note.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The browser must not cut off what someone pastes: the server says what is too long.
        self.fields["text"].widget.attrs.pop("maxlength", None)


class WriteNoteView(ConfirmView):
    """Write a note, with those before it above the field."""

    template_name = "stipend_portal/review/write_note.html"
    free_text = ("text",)

    def get_page_title(self) -> str:
        """What is about to be done, and in which case."""
        return _("Internal note: %(reference)s") % {"reference": self.case.reference}

    def check(self) -> None:
        """Judge by the same rules as the service."""
        if not NOTE_WRITERS & self.roles:
            raise NotAllowed

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        """The notes so far and the form."""
        notes = list(self.case.notes.all())
        # A page that comes back with errors still is the page it was: it has the mark it was opened with.
        seen = self.request.POST.get("seen", max((note.pk for note in notes), default=0))
        return super().show(status, notes=notes, seen=seen, **context)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An empty form."""
        return self.show(form=NoteForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Write it, or show the form again with what was typed."""
        form = NoteForm(request.POST)
        if not form.is_valid():
            return self.show(status=422, form=form)
        seen = mark_from(request.POST.get("seen", ""))
        write_note(application=self.case, actor=request.user, text=form.cleaned_data["text"], seen=seen)
        return self.back_to_case(_("The note is saved. The applicant is not told."))
