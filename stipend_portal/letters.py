"""Decision letters: their words from the templates, and what has become of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from stipend_portal.formats import as_kronor
from stipend_portal.models import Application, Decision, LetterTemplate, OutboxMessage
from stipend_portal.models.decision import Basis

Status = OutboxMessage.Status

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Letter:
    """The words of one letter."""

    subject: str
    body: str


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put the values where their placeholders stand, once: braces inside a value stay what they are."""
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


def values_for(decision: Decision, language: str) -> dict[str, str]:
    """What each placeholder stands for in this decision, in the language of the letter."""
    application = decision.application
    round_ = application.round
    with override(language):
        by_board = decision.basis == Basis.BOARD
        return {
            "name": application.applicant_name,
            "reference": application.reference,
            "round": round_.local_name,
            "programme": round_.programme.local_name,
            "destination": application.destination,
            "applied": as_kronor(application.amount_applied),
            "amount": as_kronor(decision.amount),
            "reason": decision.reason,
            "decided_by": round_.deciding_body if by_board else decision.get_basis_display(),
            "decided_on": date_format(decision.decided_on, "j F Y"),
            "paragraph": decision.basis_reference,
            "contact": round_.contact,
        }


def filled(template: LetterTemplate, decision: Decision) -> Letter:
    """A template's words about one decision."""
    values = values_for(decision, template.language)
    return Letter(
        subject=" ".join(fill(template.subject, values).split()),
        body=fill(template.body.replace("\r\n", "\n"), values).strip(),
    )


def replacing(decision: Decision) -> str:
    """What a correction tells first, in the language that is active; empty for every other decision."""
    wrong = decision.corrects
    if wrong is None:
        return ""
    return _(
        "This decision replaces the decision of %(day)s (%(paragraph)s), which no longer holds. The three weeks "
        "in which a court can be asked to try it are counted anew, from the day this decision is made known on "
        "the municipality's notice board."
    ) % {"day": date_format(wrong.decided_on, "j F Y"), "paragraph": wrong.basis_reference}


def beginning(decision: Decision | None) -> str:
    """The words that a letter begins with whatever template and officer say; empty where there are none."""
    if decision is None:
        return ""
    with override(decision.application.language):
        return replacing(decision)


def begun(body: str, decision: Decision | None) -> str:
    """A letter's words with its `beginning`, once."""
    start = beginning(decision)
    return f"{start}\n\n{rest_of(body, start)}" if start else body


def rest_of(body: str, start: str) -> str:
    """A letter's words after its `beginning`."""
    return body.removeprefix(start).lstrip() if start else body


def letter_for(decision: Decision) -> Letter:
    """The letter about a decision, in the language the application was written in."""
    language = decision.application.language
    letter = filled(LetterTemplate.objects.get(outcome=decision.outcome, language=language), decision)
    return replace(letter, body=begun(letter.body, decision))


def letters_of(cases: QuerySet[Application]) -> QuerySet[OutboxMessage]:
    """The decision letters of some cases, of any status."""
    return OutboxMessage.objects.filter(
        kind=OutboxMessage.Kind.DECISION_LETTER, application__in=cases.order_by().values("pk")
    )


def held_letters(cases: QuerySet[Application]) -> QuerySet[OutboxMessage]:
    """Those that wait to be read and released, the oldest first."""
    return letters_of(cases).filter(status=Status.HELD).order_by("created_at", "pk")


def mails_in_trouble(cases: QuerySet[Application]) -> QuerySet[OutboxMessage]:
    """Mails of any kind that did not arrive and that nobody has dealt with, the oldest first."""
    return OutboxMessage.objects.filter(
        status__in=[Status.BOUNCED, Status.FAILED], application__in=cases.order_by().values("pk")
    ).order_by("created_at", "pk")


def mails_to_print(cases: QuerySet[Application]) -> QuerySet[OutboxMessage]:
    """What waits to be printed and posted, the oldest first."""
    return OutboxMessage.objects.filter(
        status=Status.TO_PRINT, application__in=cases.order_by().values("pk")
    ).order_by("created_at", "pk")
