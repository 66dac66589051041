"""What the case page tells those who handle the case of its assessments."""

from collections.abc import Callable

import pytest
from django.test import Client

from home.models import User
from stipend_portal.models import Application, Round
from stipend_portal.services.assignment import set_assessors
from stipend_portal.services.conflict import declare
from stipend_portal.states import Role
from tests.factories.assessing import assess, make_assessed_round, make_assessor, make_case, save
from tests.factories.portal import make_staff
from tests.factories.supplements import ask_for_more, send_answer
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


def url(case: Application, query: str = "") -> str:
    """The address of the case page."""
    return f"/admin/arenden/{case.pk}/{query}"


@pytest.fixture
def assessed() -> Round:
    return make_assessed_round()


def test_assessments_tell_who_points_recommendation_and_whether_they_are_handed_in(
    as_user: SignIn, assessed: Round
) -> None:
    officer = make_staff(Role.CASE_OFFICER, rounds=[assessed])
    anna, bo, cia = (make_assessor(assessed, first_name=name) for name in ("Anna", "Bo", "Cia"))
    case = make_case(assessed, anna, bo, cia)
    assess(case, anna, 5, 5, comment="Mycket tydlig plan.")
    save(case, bo, 2, comment="Inte färdig.")
    response = as_user(officer).get(url(case))
    shown = response.context["assessments"]
    assert [(row.name, row.points, row.recommendation, row.begun) for row in shown.rows] == [
        (str(anna), "100.0", "Grant all", True),
        (str(bo), "", "", True),
        (str(cia), "", "", False),
    ]
    assert (shown.handed_in, shown.mean, shown.spread) == (1, "100.0", "0.0")
    assert "Mycket tydlig plan." in text(response)
    assert "Inte färdig." not in text(response)


def test_an_assessment_of_an_older_version_says_so(as_user: SignIn, assessed: Round) -> None:
    officer = make_staff(Role.CASE_OFFICER, rounds=[assessed])
    anna = make_assessor(assessed)
    case = make_case(assessed, anna)
    assess(case, anna)
    client = as_user(officer)
    assert "Judged version 1, not the newest" not in text(client.get(url(case)))
    send_answer(ask_for_more(case, actor=officer))
    assert "Judged version 1, not the newest" in text(client.get(url(case)))


def test_an_assessment_by_someone_with_jav_is_gone_also_from_the_mean(
    as_user: SignIn, assessed: Round
) -> None:
    officer = make_staff(Role.CASE_OFFICER, rounds=[assessed])
    anna, bo = make_assessor(assessed, first_name="Anna"), make_assessor(assessed, first_name="Bo")
    case = make_case(assessed, anna, bo)
    assess(case, anna, 5, 5)
    assess(case, bo, 1, 1)
    declare(application=case, actor=bo, has_conflict=True)
    shown = as_user(officer).get(url(case)).context["assessments"]
    assert ([row.name for row in shown.rows], shown.mean) == ([str(anna)], "100.0")


def test_someone_who_is_taken_off_after_handing_in_is_still_shown(as_user: SignIn, assessed: Round) -> None:
    officer = make_staff(Role.CASE_OFFICER, rounds=[assessed])
    anna, bo = make_assessor(assessed, first_name="Anna"), make_assessor(assessed, first_name="Bo")
    case = make_case(assessed, anna, bo)
    assess(case, anna)
    set_assessors(application=case, actor=officer, people=[bo])
    rows = as_user(officer).get(url(case)).context["assessments"].rows
    assert [(row.name, row.is_expected) for row in rows] == [(str(bo), True), (str(anna), False)]
