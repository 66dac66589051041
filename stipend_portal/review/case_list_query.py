"""The cases that somebody has asked the list for, and the same question as part of an address.

A link from the list to a case carries the question in `?lista=`, so that the case page can lead on to the next
and back to the same list; see `beside`. Addresses stay in the browser's history and in the logs of proxies, so a
question with somebody's words in it is sealed there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import pgettext

from home.sealing import Sealer, Unreadable
from stipend_portal.case_filters.ages import bands_for, in_band
from stipend_portal.case_filters.completeness import Guardians, guardians_are, is_complete
from stipend_portal.case_filters.flags import Flag, flagged
from stipend_portal.case_filters.search import holding, matching
from stipend_portal.formats import Text
from stipend_portal.models import Application, Assignment
from stipend_portal.review.case_list_desk import Desk
from stipend_portal.review.case_list_form import ME, NOBODY, TELLS_MORE, CaseListForm, Complete
from stipend_portal.review.case_list_order import HANDLER, MOST, NEWEST, ORDERS, after, backwards, in_order

# The part of an address that carries the question from the list to a case and back.
LIST = "lista"
# Longer than any question of words that make sense; the rest of a made-up address is not read.
LONGEST = 3000

# What somebody has written herself, and may be a name. A sealed question begins with a sign that no other does.
WORDS = frozenset({"q", "school"})
SEALED = "~"

Cases = QuerySet[Application]


def link_to(question: str) -> str:
    """What to add to a case's address, so that its page knows the list; sealed where it holds words."""
    if WORDS & QueryDict(question).keys():
        question = SEALED + Sealer("question to the list").seal(question)
    return "?" + urlencode({LIST: question}) if question else ""


def question_in(data: QueryDict) -> str:
    """The question that `link_to` has put in an address; empty where there is none, or none that can be read."""
    listed = data.get(LIST, "")
    if not listed.startswith(SEALED):
        return listed
    try:
        return Sealer("question to the list").open(listed.removeprefix(SEALED))
    except Unreadable:
        return ""


@dataclass(frozen=True)
class Chosen:
    """One chosen filter in words, and the question without it."""

    label: Text
    value: str
    without: str


class CaseQuery:
    """A question to the list, for one person."""

    def __init__(self, desk: Desk, data: QueryDict | str) -> None:
        self.desk = desk
        data = QueryDict(data[:LONGEST]) if isinstance(data, str) else data
        self.form = CaseListForm(data, desk=desk)
        self.asked: Mapping[str, Any] = self.form.asked()

    @property
    def order(self) -> str:
        """The key of the order."""
        return self.asked.get("ordering", NEWEST)

    @property
    def filters(self) -> Mapping[str, Any]:
        """What narrows the list down."""
        return {name: value for name, value in self.asked.items() if name != "ordering"}

    def text(self, **changes: Any) -> str:
        """The question as the query of an address, always in the same words; `changes` replace parts of it."""
        return urlencode(
            {name: value for name, value in {**self.asked, **changes}.items() if value}, doseq=True
        )

    def chosen(self) -> list[Chosen]:
        """The chosen filters in words."""
        found = []
        for name, value in self.filters.items():
            label = self.form.fields[name].label
            if name == "q":
                found.append(Chosen(pgettext("search", "Words"), value, self.text(q="")))
            elif isinstance(value, list):
                for each in value:
                    rest = self.text(**{name: [other for other in value if other != each]})
                    found.append(Chosen("", self.form.label_of(name, each), rest))
            else:
                found.append(Chosen(label, self.form.label_of(name, value), self.text(**{name: ""})))
        return found

    def cases(self) -> Cases:
        """The cases, through the door and the filters, in no order."""
        cases = self.desk.cases().order_by()
        rounds = list(self.desk.rounds.values())
        if self.desk.reads_in_part and any(name in self.asked for name in TELLS_MORE):
            cases = cases.filter(round_id__in=self.desk.whole)
        for name, value in self.filters.items():
            match name:
                case "q":
                    cases = matching(cases, value, whole=self.desk.whole)
                case "state":
                    cases = cases.filter(state=value)
                case "round":
                    cases = cases.filter(round_id=int(value))
                case "phase":
                    cases = cases.filter(round_id__in=[each.pk for each in rounds if each.phase == value])
                case "destination" | "school":
                    cases = holding(cases, name, value)
                case _:
                    cases = self._narrowed(cases, name, value)
        return cases

    def _narrowed(self, cases: Cases, name: str, value: Any) -> Cases:
        rounds, today = list(self.desk.rounds.values()), self.desk.today
        match name:
            case "handler":
                return cases.filter(self._handled_by(value))
            case "complete":
                done = is_complete(rounds, today)
                return cases.filter(done if value == Complete.YES else ~done)
            case "guardians":
                return cases.filter(guardians_are(Guardians(value), rounds, today))
            case "age":
                [band] = [band for band in bands_for(rounds) if band.key == value]
                return cases.filter(in_band(band, rounds))
            case _:
                for flag in value:
                    cases = cases.filter(flagged(Flag(flag), today))
                return cases

    def _handled_by(self, whom: str) -> Q:
        handled = Assignment.objects.filter(application=OuterRef("pk"), kind=Assignment.Kind.HANDLER)
        if whom == NOBODY:
            return ~Q(Exists(handled))
        return Q(Exists(handled.filter(user=self.desk.user.pk if whom == ME else int(whom))))

    def in_order(self) -> Cases:
        """The cases in the order that was asked for."""
        return in_order(self.cases(), self.order)

    def keys(self) -> list[int]:
        """The keys of the first cases, at most one more than are counted."""
        return list(self.in_order().values_list("pk", flat=True)[: MOST + 1])

    def beside(self, case: Application) -> tuple[int | None, int | None]:
        """The keys of the cases before and after one in the list; None where there is none.

        The case itself need not be in the list any more: whoever has acted on it goes on from where it stood.
        """
        keys = self.keys()
        if case.pk in keys:
            at = keys.index(case.pk)
            before = keys[at - 1] if at else None
            if at + 1 < len(keys):
                return before, keys[at + 1]
            if len(keys) <= MOST:
                return before, None
        if self.order == HANDLER:
            return None, keys[0] if keys else None
        cases = self.cases()
        found = [
            after(cases, columns, case).values_list("pk", flat=True).first()
            for columns in (backwards(self.order), ORDERS[self.order])
        ]
        return found[0], found[1]
