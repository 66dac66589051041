"""The record's copy of each version, for those who may read the case."""

from collections.abc import Callable

import pytest
from django.test import Client

from home.models import User
from stipend_portal.models import Application, ApplicationVersion
from stipend_portal.services.record_copy import record_copy
from stipend_portal.states import Role
from tests.factories.portal import make_round, make_staff

KEPT_NOWHERE = {"max-age=0", "no-cache", "no-store", "must-revalidate", "private"}

SignIn = Callable[[User], Client]


def address(case: Application, number: int) -> str:
    """Where the copy of a version is."""
    return f"/admin/arenden/{case.pk}/version/{number}/kopia.pdf"


@pytest.mark.parametrize("number", [1, 2])
def test_an_officer_gets_the_copy_of_the_version_asked_for(
    as_user: SignIn, officer: User, case: Application, number: int
) -> None:
    first = case.latest_version
    answers = {**first.answers, "why": {**first.answers["why"], "reason": "Något annat."}}
    second = ApplicationVersion.objects.create(
        application=case, number=2, answers=answers, received_at=first.received_at
    )
    response = as_user(officer).get(address(case, number))
    version = {1: first, 2: second}[number]
    assert b"".join(response) == record_copy(version).file.open("rb").read()
    assert response["Content-Disposition"] == f'attachment; filename="{case.reference}-v{number}.pdf"'
    assert set(response["Cache-Control"].split(", ")) == KEPT_NOWHERE


def test_a_version_that_does_not_exist_is_not_found(
    as_user: SignIn, officer: User, case: Application
) -> None:
    assert as_user(officer).get(address(case, 2)).status_code == 404


def test_an_officer_of_another_round_does_not_find_it(as_user: SignIn, case: Application) -> None:
    stranger = make_staff(Role.CASE_OFFICER, rounds=[make_round()])
    assert as_user(stranger).get(address(case, 1)).status_code == 404
