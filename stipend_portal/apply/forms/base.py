"""What the pages of the application have in common."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import ngettext_lazy

from home.rendering import HouseRenderer
from home.templatetags.house import first_input_id
from stipend_portal.models import Round
from stipend_portal.questions import Section

LONGEST_TEXT = 3000


TOO_LONG = ngettext_lazy(
    "Make the text shorter: at most %(limit_value)d character. It is now %(show_value)d.",
    "Make the text shorter: at most %(limit_value)d characters. It is now %(show_value)d.",
    "limit_value",
)


def long_text() -> forms.CharField:
    """A free text of at most `LONGEST_TEXT` characters."""
    return forms.CharField(
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8, "data-maxlength": LONGEST_TEXT}),
    )


class StepForm(forms.Form):
    """One page. Labels, help and the words for a missing answer come from `questions`."""

    section: ClassVar[Section]
    default_renderer = HouseRenderer()
    use_required_attribute = False
    # A page that is shown again before it was ever sent shows its words without judging them.
    judged = True

    def __init__(self, *args: Any, round: Round, applicant_email: str, today: date, **kwargs: Any) -> None:
        self.round = round
        self.applicant_email = applicant_email
        self.today = today
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            question = self.section[name]
            field.label, field.help_text = question.label, question.help_text
            field.error_messages |= {"required": question.missing, "max_length": TOO_LONG}
            # The browser must not cut off what someone pastes: the server says what is too long.
            field.widget.attrs.pop("maxlength", None)

    def full_clean(self) -> None:
        """Judge the page, unless it is only shown."""
        if self.judged:
            super().full_clean()
        else:
            self._errors = ErrorDict(renderer=self.renderer)
            self.cleaned_data = {}

    def posted_names(self) -> Iterator[str]:
        """The names under which this page's inputs are posted; everything else in a post is noise."""
        for name, field in self.fields.items():
            prefixed = self.add_prefix(name)
            suffixes = getattr(field.widget, "posted_suffixes", ("",))
            yield from (prefixed + suffix for suffix in suffixes)

    def answers(self) -> dict[str, Any]:
        """The checked answers as JSON values: days as ISO dates, amounts as decimal text."""
        return {name: _as_json(value) for name, value in self.cleaned_data.items()}

    def all_errors(self) -> list[tuple[str, str]]:
        """Every error as (id of the input to mend, message), in the order of the page."""
        found = []
        for name, errors in self.errors.as_data().items():
            for error in errors:
                part = (error.params or {}).get("part")
                anchor = f"{self[name].auto_id}_{part}" if part else first_input_id(self, name)
                found += [(anchor, message) for message in error.messages]
        return found


def _as_json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value
