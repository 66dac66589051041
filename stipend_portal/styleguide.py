"""The parts of the style guide about applying: rounds in every state, drafts, files, answers, the receipt."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.rendering import HouseRenderer
from home.styleguide.parts import register_part
from stipend_portal.answers import show_answers
from stipend_portal.apply.forms.fields import DatePartsField
from stipend_portal.apply.forms.rows import RowsField
from stipend_portal.models import Round
from stipend_portal.questions import BUDGET
from stipend_portal.round_block import RoundBlock

NOBODY = UUID(int=0)
ROWS = [
    {"what": "Exempel: Tåg", "amount": "1200", "quote": ""},
    {"what": "Exempel: Rum", "amount": "800", "quote": ""},
]


class RowsForm(forms.Form):
    """The kinds of field that only the application asks with."""

    default_renderer = HouseRenderer()
    use_required_attribute = False

    day = DatePartsField(label=_("First day of the journey"))
    rows = RowsField(label=_("What it costs"), shown=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        question = next(question for question in BUDGET.questions if question.columns)
        self.fields["rows"].ask(question)


def rounds() -> list[Round]:
    """One that is open, one to come, one that is over."""
    shown = [value["round"] for value in RoundBlock().get_examples()]
    for each, slug in zip(shown, ("exempel-oppen", "exempel-kommer", "exempel-over"), strict=True):
        each.slug = slug
    return shown


@register_part("omgangar", _("Application rounds"))
def application_rounds(request: HttpRequest) -> dict[str, Any]:
    """The ticket of an open round, of one to come, and where none is planned."""
    is_open, coming, _over = rounds()
    return {"open_rounds": [is_open], "coming": coming}


@register_part("ansokan", _("Applying"))
def applying(request: HttpRequest) -> dict[str, Any]:
    """What is met between the first question and the receipt."""
    now = timezone.now()
    is_open, *_others = rounds()
    draft = SimpleNamespace(
        pk=NOBODY, round=is_open, last_saved=now, expires_at=now + timedelta(days=90), supplement_id=None
    )
    names = [
        ("Exempel: intyg.pdf", "clean"),
        ("Exempel: karta.jpg", "waiting"),
        ("Exempel: sjuk.pdf", "infected"),
    ]
    files = [
        SimpleNamespace(
            pk=UUID(int=number), name=name, size=240_000, about="Exempel: offert på resan", scan=scan
        )
        for number, (name, scan) in enumerate(names)
    ]
    whole, waiting, removed = files
    return {
        "form": RowsForm(initial={"rows": ROWS}, prefix="rader"),
        "draft": draft,
        "files": [whole, waiting],
        "removed": [removed],
        "programme": SimpleNamespace(most_attachments=5),
        "sent": [whole, removed],
        "application": SimpleNamespace(reference="AV-EXEMPEL", received_at=now),
        "sections": show_answers({"budget": {"rows": ROWS, "own_contribution": "500"}}),
        "conversation": [
            SimpleNamespace(from_applicant=False, at=now, text="Exempel: Kan du skicka en offert till?"),
            SimpleNamespace(from_applicant=True, at=now, text="Exempel: Ja, den kommer i morgon."),
        ],
    }
