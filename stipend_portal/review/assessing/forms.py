"""The form of an assessment: every criterion with its guidance, a comment, a recommendation."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stipend_portal.models import Assessment, Criterion
from stipend_portal.models.assessment import Recommendation
from stipend_portal.models.criterion import weighed
from stipend_portal.review.review_form import ReviewForm
from stipend_portal.services.assessment import scores_of

CANNOT_JUDGE = "cannot"
LONGEST_COMMENT = 5000


def typed(posted: QueryDict) -> QueryDict:
    """What was posted, without the NUL characters that no one sees and PostgreSQL cannot keep."""
    data = posted.copy()
    for name, values in data.lists():
        data.setlist(name, [value.replace("\x00", "") for value in values])
    return data


def field_of(criterion: Criterion) -> str:
    """The name of a criterion's input."""
    return f"score_{criterion.pk}"


class AssessmentForm(ReviewForm):
    """Nothing in it is required to save; `complete` says what is missing to hand it in."""

    comment = forms.CharField(
        label=gettext_lazy("Comment"),
        required=False,
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Why you judge as you do, in a few plain words. You need not write anything."),
    )
    recommendation = forms.ChoiceField(
        label=gettext_lazy("What do you recommend?"),
        required=False,
        choices=Recommendation.choices,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, criteria: Iterable[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = list(criteria)
        for criterion, row in zip(self.criteria, weighed(self.criteria), strict=True):
            self.fields[field_of(criterion)] = _score_field(criterion, row.share)
        self.order_fields([*map(field_of, self.criteria), "comment", "recommendation"])
        # The browser must not cut off what someone pastes: the server says what is too long.
        self.fields["comment"].widget.attrs.pop("maxlength", None)

    @property
    def scores(self) -> dict[int, int | None]:
        """The points given, by criterion's key; None is “cannot judge”. Wants a form that was valid."""
        given = {each.pk: self.cleaned_data.get(field_of(each)) for each in self.criteria}
        return {key: None if value == CANNOT_JUDGE else int(value) for key, value in given.items() if value}

    def complete(self) -> bool:
        """Whether a valid form can be handed in; what is missing becomes its errors."""
        for criterion in self.criteria:
            if not self.cleaned_data[field_of(criterion)]:
                text = _("%(criterion)s: choose a score, or “Cannot judge”.")
                self.add_error(field_of(criterion), text % {"criterion": criterion.local_name})
        if not self.cleaned_data["recommendation"]:
            self.add_error("recommendation", _("Choose what you recommend."))
        return not self.errors


def _score_field(criterion: Criterion, share: int) -> forms.ChoiceField:
    points = [(str(value), str(value)) for value in range(1, criterion.highest + 1)]
    scale = _("From 1, the lowest, to %(highest)s, the highest. Counts for %(share)s per cent.") % {
        "highest": criterion.highest,
        "share": share,
    }
    return forms.ChoiceField(
        label=criterion.local_name,
        required=False,
        choices=[*points, (CANNOT_JUDGE, _("Cannot judge"))],
        widget=forms.RadioSelect,
        help_text="\n".join(filter(None, (criterion.guidance, scale))),
    )


def saved_words(assessment: Assessment | None, criteria: Iterable[Criterion]) -> dict[str, str]:
    """What the form begins with: what has been saved."""
    if assessment is None:
        return {}
    scores = scores_of(assessment)
    given = {field_of(each): scores[each.pk] for each in criteria if each.pk in scores}
    return {
        **{name: CANNOT_JUDGE if value is None else str(value) for name, value in given.items()},
        "comment": assessment.comment,
        "recommendation": assessment.recommendation,
    }


def in_words(form: AssessmentForm, data: dict[str, str]) -> list[tuple[str, str]]:
    """Each question of the form with an answer of `data`, as a person reads it."""
    words = []
    for name, field in form.fields.items():
        value = data.get(name, "") or ""
        if isinstance(field, forms.ChoiceField):
            value = str(dict(field.choices).get(value, value))
        words.append((str(field.label), value))
    return words
