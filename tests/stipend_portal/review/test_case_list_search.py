"""Finding cases by words."""

import pytest
from django.db import connection

from home.models import User
from stipend_portal.case_filters.search import matching
from stipend_portal.models import Application
from stipend_portal.review.case_list_desk import Desk
from stipend_portal.review.case_list_order import in_order
from stipend_portal.review.case_list_query import CaseQuery
from tests.factories.portal import make_application

pytestmark = pytest.mark.django_db


@pytest.fixture
def sought(case: Application) -> Application:
    """The case that the words are to find, beside another."""
    made = make_application(round=case.round, full_name="Berit Åkesson", destination="Oslo, Norge")
    Application.objects.filter(pk=made.pk).update(school="Södra skolan 9B", diary_number="BUN 2027-118")
    return made


@pytest.mark.parametrize(
    "words",
    ["{reference}", " {lower} ", "{tail}", "berit", "OSLO", "  oslo ", "Åkess", "södra", "2027-118"]
    + ["oslo berit", "9B Norge bun"],
)
def test_a_case_is_found_by_words_wherever_they_stand(officer: User, sought: Application, words: str) -> None:
    reference = sought.reference
    words = words.format(reference=reference, lower=reference.lower(), tail=reference[-6:])
    cases = matching(Application.objects.all(), words, whole={sought.round_id})
    assert list(cases) == [sought]


@pytest.mark.parametrize("words", ["berit paris", "100%", "_____", "\\", "'"])
def test_what_does_not_stand_there_finds_nothing(officer: User, sought: Application, words: str) -> None:
    assert list(matching(Application.objects.all(), words, whole={sought.round_id})) == []


def plan(sql: str, params: tuple) -> str:
    """How PostgreSQL would answer a query, when it does not read through the table for want of rows."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {sql}", params)
        return "\n".join(line for (line,) in cursor.fetchall())


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no such index")
@pytest.mark.may_skip(reason="SQLite has no such index")
def test_words_are_looked_up_in_the_index(case: Application) -> None:
    cases = matching(Application.objects.order_by(), "Alva", whole={case.round_id})
    assert "application_words" in plan(*cases.query.sql_with_params())


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no such index")
@pytest.mark.may_skip(reason="SQLite has no such index")
@pytest.mark.parametrize("key", ["name", "-name", "destination", "amount", "-amount", "state", "-state"])
def test_every_order_runs_along_an_index(case: Application, key: str) -> None:
    found = plan(*in_order(Application.objects.all(), key)[:25].query.sql_with_params())
    assert "Sort" not in found
    assert f"application_by_{key.lstrip('-')}" in found


def test_a_question_keeps_its_words_through_an_address(officer: User, sought: Application) -> None:
    question = CaseQuery(Desk(officer), "q=%C3%85kess&ordering=-amount&p=3&x=y").text()
    assert question == "q=%C3%85kess&ordering=-amount"
    assert list(CaseQuery(Desk(officer), question).in_order()) == [sought]
