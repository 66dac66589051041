"""Several officers move, copy or change the same round at once."""

from collections.abc import Callable

import pytest

from home.models import User
from stipend_portal.models import Round, RoundEvent
from stipend_portal.phases import Phase
from stipend_portal.services.phase import change_phase
from stipend_portal.services.round_copy import copy_round
from stipend_portal.states import Role
from tests.concurrency.conftest import Together
from tests.concurrency.test_cases import kinds
from tests.factories.portal import make_round, make_staff

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("attempt", range(3))
def test_a_round_moved_on_by_two_officers_goes_one_step(together: Together, attempt: int) -> None:
    round_ = make_round(phase=Phase.COMPLETENESS)
    officers = [make_staff(Role.CASE_OFFICER, rounds=[round_]) for _number in range(2)]

    def go_on(officer: User) -> Callable[[], None]:
        return lambda: change_phase(
            round=Round.objects.get(pk=round_.pk),
            source=Phase.COMPLETENESS,
            to=Phase.ASSESSMENT,
            actor=officer,
        )

    results = together([go_on(officer) for officer in officers])
    assert kinds(results) == {"done": 1, "WrongState": 1}
    assert Round.objects.get().phase == Phase.ASSESSMENT
    assert RoundEvent.objects.count() == 1


def test_two_copies_of_a_round_at_once_have_an_address_each(together: Together) -> None:
    round_ = make_round(slug="var-2027", name="Vår 2027")
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_])
    results = together([lambda: copy_round(round=round_, actor=officer)] * 2)
    assert kinds(results) == {"done": 2}
    copies = Round.objects.exclude(pk=round_.pk)
    assert set(copies.values_list("slug", "name")) == {
        ("var-2028", "Vår 2028"),
        ("var-2028-2", "Vår 2028 (2)"),
    }
