"""Fields that take what an officer reads off a paper."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stipend_portal.amounts import clean_kronor
from stipend_portal.days import NotADay, day_from_text
from stipend_portal.formats import as_day, as_kronor
from stipend_portal.questions import Column, Question
from stipend_portal.questions.choices import CONNECTIONS, PURPOSES, SITUATIONS
from stipend_portal.services.files import LIMITS, MOST_TOGETHER
from stipend_portal.services.paper_scans import MOST_SCANS
from stipend_portal.uploads.inspection import InspectedFile, inspect
from stipend_portal.uploads.limits import MEGABYTE
from stipend_portal.uploads.names import readable
from stipend_portal.uploads.refusal import Reason, Refused

LONGEST_TEXT = 3000
LONGEST_LINE = 200

# What the columns of the database hold, where that is not a whole line.
LONGEST = {
    "full_name": 120,
    "name": 120,
    "first_name": 120,
    "second_name": 120,
    "missing_name": 120,
    "phone": 30,
}
CHOICES = {"connection": CONNECTIONS, "situation": SITUATIONS, "purpose": PURPOSES}


class DayField(forms.Field):
    """A calendar day, written as people write it."""

    def to_python(self, value: str | None) -> date | None:
        """The day. Raises ValidationError for one that does not exist."""
        text = (value or "").strip()
        if not text:
            return None
        try:
            return day_from_text(text)
        except NotADay as error:
            raise ValidationError(
                _("There is no such day. Write it with numbers, for example 27 3 2011.")
            ) from error


class KronorField(forms.Field):
    """An amount in kronor, written as people write it."""

    def to_python(self, value: str | None) -> Decimal | None:
        """Kronor with at most two decimals."""
        text = (value or "").strip()
        return clean_kronor(text) if text else None


class ManyFiles(forms.FileInput):
    """An input that takes several files."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile]:
        """All of them."""
        return list(files.getlist(name)) if files else []


class ScansField(forms.FileField):
    """The scanned paper: pictures or PDFs, looked into by the same rules as applicants' own files.

    `too_large` are the names of files that were let go on the way here.
    """

    widget = ManyFiles(attrs={"accept": "image/*,.heic,.pdf"})
    too_large: Sequence[str] = ()

    def clean(self, data: Any, initial: Any = None) -> list[InspectedFile]:  # type: ignore[override]
        """What to keep of each. Raises ValidationError with a sentence for each that cannot be taken."""
        received: list[UploadedFile] = list(data or [])
        refused = [
            (readable(name), Refused(Reason.TOO_LARGE, megabytes=LIMITS.max_megabytes))
            for name in self.too_large
        ]
        if not received and not refused and not self.required:
            return []
        if not received and not refused:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(received) > MOST_SCANS:
            raise ValidationError(str(Refused(Reason.TOO_MANY, most=MOST_SCANS)))
        taken = []
        for each in received:
            try:
                taken.append(inspect(each.name or "", each, LIMITS))
            except Refused as why:
                refused.append((readable(each.name or ""), why))
        if refused:
            raise ValidationError([f"{name}: {why}" for name, why in refused])
        if sum(each.size for each in taken) > MOST_TOGETHER:
            raise ValidationError(str(Refused(Reason.TOO_MUCH, megabytes=MOST_TOGETHER // MEGABYTE)))
        return taken


def field_for(asked: Question | Column, *, required: bool) -> forms.Field:
    """The field of a question, or of a column of its rows. What the paper does not say is left empty."""
    options: dict[str, Any] = {
        "label": asked.label,
        "required": required,
        "error_messages": {"required": str(asked.missing)[:1].upper() + str(asked.missing)[1:]},
    }
    if isinstance(asked, Question):
        options["help_text"] = asked.help_text
    choices = CHOICES.get(asked.name) if isinstance(asked, Question) else asked.choices
    if choices and len(choices) == 1:
        return forms.BooleanField(**options)
    if choices:
        return forms.ChoiceField(choices=[("", _("The paper does not say")), *choices], **options)
    if asked.show is as_day:
        return DayField(widget=text_input("review-day"), **options)
    if asked.show is as_kronor:
        return KronorField(widget=text_input("review-short", inputmode="decimal"), **options)
    if asked.name.endswith("email"):
        options["error_messages"]["invalid"] = gettext_lazy("Write an e-mail address like namn@example.org.")
        return forms.EmailField(max_length=254, widget=forms.EmailInput(attrs=AS_IT_IS), **options)
    if isinstance(asked, Question) and asked.long:
        return forms.CharField(max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 5}), **options)
    longest = LONGEST.get(asked.name, LONGEST_LINE)
    return forms.CharField(max_length=longest, widget=text_input("review-wide"), **options)


AS_IT_IS = {"autocomplete": "off", "spellcheck": "false", "class": "review-wide"}


def text_input(look: str, **attrs: str) -> forms.TextInput:
    """An input that the browser fills in nothing of its own in: it is someone else's paper."""
    return forms.TextInput(attrs={"autocomplete": "off", "class": look, **attrs})


def without_maxlength(fields: dict[str, forms.Field]) -> None:
    """The browser must not cut off what someone pastes: the server says what is too long."""
    for field in fields.values():
        field.widget.attrs.pop("maxlength", None)
