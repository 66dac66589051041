"""What the pages of the application have in common."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.forms.utils import ErrorDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import ngettext_lazy

from home.rendering import HouseRenderer
from home.templatetags.house import first_input_id
from stipend_portal.apply.forms.rows import RowsField
from stipend_portal.models import Round
from stipend_portal.questions import Section, is_asked

LONGEST_TEXT = 3000

# What was answered on another page, by its section; nothing where that page is not right yet.
Answered = Callable[[Section], Mapping[str, Any]]


def nothing_answered(_section: Section) -> Mapping[str, Any]:
    """For a page that stands alone."""
    return {}


TOO_LONG = ngettext_lazy(
    "Make the text shorter: at most %(limit_value)d character. It is now %(show_value)d.",
    "Make the text shorter: at most %(limit_value)d characters. It is now %(show_value)d.",
    "limit_value",
)


def long_text(*, required: bool = True) -> forms.CharField:
    """A free text of at most `LONGEST_TEXT` characters."""
    return forms.CharField(
        required=required,
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

    def __init__(
        self,
        *args: Any,
        round: Round,
        applicant_email: str,
        today: date,
        answered: Answered = nothing_answered,
        **kwargs: Any,
    ) -> None:
        self.round = round
        self.programme = round.programme
        self.applicant_email = applicant_email
        self.today = today
        self.answered = answered
        super().__init__(*args, **kwargs)
        for name, field in list(self.fields.items()):
            question = self.section[name]
            if not is_asked(question, self.programme):
                del self.fields[name]
                continue
            if question.columns:
                field.ask(question)
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

    def asks_anew(self) -> bool:
        """Whether nothing of what the page asks now was asked when it was saved."""
        names = list(self.posted_names())
        return bool(names) and not any(name in self.data for name in names)

    @classmethod
    def typed(cls, answers: Mapping[str, Any]) -> dict[str, list[str]]:
        """What would be posted to give these answers: the way back, for a page that is changed later."""
        posted: dict[str, list[str]] = {}
        for name, field in cls.base_fields.items():
            value, posted_name = answers.get(name), f"{cls.section.slug}-{name}"
            if cls.section[name].columns:
                field.ask(cls.section[name])
            if hasattr(field.widget, "typed"):
                posted |= field.widget.typed(posted_name, value or "")
            else:
                posted[posted_name] = [str(value or "")]
        return posted

    def without_row(self, mark: str) -> MultiValueDict:
        """What was posted, without the row that `mark` names as `input name:number`.

        A mark that names no row takes none away.
        """
        posted = self.data.copy()
        name, _colon, number = mark.rpartition(":")
        for field_name, field in self.fields.items():
            if self.add_prefix(field_name) != name or not isinstance(field, RowsField):
                continue
            rows = field.widget.value_from_datadict(posted, None, name)
            kept = [row for at, row in enumerate(rows, start=1) if str(at) != number]
            for posted_name, cells in field.widget.typed(name, kept).items():
                posted.setlist(posted_name, cells)
        return posted

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
