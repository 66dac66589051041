"""Copying a round from its page."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from home.models import User
from stipend_portal.models import Round
from stipend_portal.states import Role
from tests.factories.portal import make_staff
from tests.factories.setting_up import make_criterion
from tests.factories.snapshot import portal_snapshot
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


def test_a_copy_is_shown_first_and_then_made_and_opened_in_its_form(
    as_user: SignIn, officer: User, round_: Round
) -> None:
    Round.objects.filter(pk=round_.pk).update(name="Vår 2027", slug="var-2027")
    make_criterion(round_)
    leaver = make_staff(Role.AUDITOR, rounds=[round_], first_name="Rut", last_name="Revisor")
    leaver.groups.clear()
    client, address = as_user(officer), reverse("rounds:make_copy", args=[round_.pk])
    before = portal_snapshot()
    page = text(client.get(address))
    assert portal_snapshot() == before
    for words in ("Vår 2028", "/ansok/var-2028/", "1 criterion is copied.", str(officer)):
        assert words in page
    assert "Rut Revisor" in page.partition("Not taken along")[2]
    response = client.post(address)
    copy = Round.objects.exclude(pk=round_.pk).get()
    assert response.headers["Location"] == reverse("rounds:edit", args=[copy.pk])
    assert "The copy is saved." in text(client.get(response.headers["Location"]))


@pytest.mark.parametrize("role", [Role.BOARD_SECRETARY, Role.AUDITOR, Role.STRATEGIST])
def test_those_who_only_read_rounds_copy_none(as_user: SignIn, round_: Round, role: Role) -> None:
    client = as_user(make_staff(role, rounds=[round_]))
    address = reverse("rounds:make_copy", args=[round_.pk])
    assert (client.get(address).status_code, client.post(address).status_code) == (403, 403)
    assert Round.objects.count() == 1
