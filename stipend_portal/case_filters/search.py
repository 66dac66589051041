"""Finding cases by words.

On PostgreSQL a trigram index over all the columns at once answers (migration 0012), however many cases there
are. The expression here and the one in the index must be the same, which a test looks after.
"""

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Concat

from stipend_portal.models import Application

FOR_FINANCE = ("reference", "applicant_name", "destination")
SEARCHED = (*FOR_FINANCE, "school", "diary_number")

MOST_WORDS = 8


def _searchable(cases: QuerySet[Application]) -> QuerySet[Application]:
    parts = [part for name in SEARCHED for part in (F(name), Value(" "))]
    return cases.alias(searched=Concat(*parts[:-1]))


def _anywhere(columns: tuple[str, ...], text: str) -> Q:
    found = Q()
    for column in columns:
        found |= Q(**{f"{column}__icontains": text})
    return found


def matching(cases: QuerySet[Application], text: str, *, whole: set[int]) -> QuerySet[Application]:
    """Cases in which each word of `text` stands somewhere: in reference, name, place, school or diary number.

    `whole` are the rounds in which the person reads all of a case; in others neither school nor diary number
    is searched, since a search that finds something has told it.
    """
    words = text.split()[:MOST_WORDS]
    cases = _searchable(cases)
    for word in words:
        shown = Q(round_id__in=whole) | _anywhere(FOR_FINANCE, word)
        cases = cases.filter(shown, searched__icontains=word)
    return cases


def holding(cases: QuerySet[Application], column: str, text: str) -> QuerySet[Application]:
    """Cases with `text` in one column, which must be one of those searched: the index narrows them down."""
    return _searchable(cases).filter(searched__icontains=text, **{f"{column}__icontains": text})
