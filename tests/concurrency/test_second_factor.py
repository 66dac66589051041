"""The same person's second step, from two windows at the same moment."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret

from home.accounts.second_factor import acts
from home.accounts.second_factor.codes import use_code
from home.models import SignInEvent, User
from stipend_portal.states import Role
from tests.concurrency.conftest import Together
from tests.concurrency.test_cases import kinds
from tests.factories.portal import make_staff
from tests.home.accounts.authenticator_app import app_code, wrong_code

pytestmark = pytest.mark.django_db(transaction=True)


def setting_up(user: User, instead_of: Authenticator | None = None) -> Callable[[], object]:
    """Set up an app of one's own."""
    secret = generate_totp_secret()
    return lambda: acts.set_up(user, secret=secret, code=app_code(secret), instead_of=instead_of)


@pytest.mark.parametrize("attempt", range(5))
def test_of_apps_set_up_at_once_the_first_stays(together: Together, attempt: int) -> None:
    user = make_staff(Role.AUDITOR)
    results = together([setting_up(user) for _number in range(4)])
    assert kinds(results) == {"done": 1, "AppChanged": 3}
    [(app, _codes)] = [result for result in results if isinstance(result, tuple)]
    assert Authenticator.objects.get(user=user, type="totp") == app
    assert list(SignInEvent.objects.values_list("kind", flat=True)) == ["set_up"]


def test_of_changes_of_app_at_once_the_first_stays(together: Together) -> None:
    user = make_staff(Role.AUDITOR)
    app, _codes = acts.set_up(
        user, secret=(key := generate_totp_secret()), code=app_code(key), instead_of=None
    )
    results = together([setting_up(user, instead_of=app) for _number in range(4)])
    assert kinds(results) == {"done": 1, "AppChanged": 3}


@pytest.mark.parametrize("attempt", range(5))
def test_a_code_used_by_four_at_once_is_used_once(together: Together, attempt: int) -> None:
    user = make_staff(Role.AUDITOR)
    key = generate_totp_secret()
    acts.set_up(user, secret=key, code=app_code(key), instead_of=None)
    code = app_code(key, later=1)
    assert kinds(together([lambda: use_code(user, code)] * 4)) == {"done": 1, "WrongCode": 3}


def test_wrong_codes_written_at_once_are_ten_at_the_most(together: Together) -> None:
    user = make_staff(Role.AUDITOR)
    key = generate_totp_secret()
    acts.set_up(user, secret=key, code=app_code(key), instead_of=None)
    results = together([lambda: use_code(user, wrong_code(key))] * 14)
    assert kinds(results) == {"WrongCode": 10, "CodesLocked": 4}
