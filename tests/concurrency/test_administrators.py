"""Two administrators shut each other out at the same moment: one of them stays."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from home.models import User
from tests.concurrency.conftest import Together
from tests.factories.portal import PASSWORD, make_applicant

pytestmark = pytest.mark.django_db(transaction=True)


def close(actor: User, other: User) -> HttpResponse:
    """One makes the other's account inactive, on the page for her account."""
    client = Client()
    client.force_login(actor)
    kept = {"email": other.email, "first_name": other.first_name, "last_name": other.last_name}
    return client.post(reverse("wagtailusers_users:edit", args=[other.pk]), {**kept, "is_superuser": "on"})


def test_two_administrators_who_close_each_other_at_once_leave_one(together: Together) -> None:
    for _time in range(5):
        User.objects.update(is_superuser=False)
        one, two = (
            make_applicant(is_superuser=True, is_staff=True, password=PASSWORD) for _number in range(2)
        )
        answers = together([lambda: close(one, two), lambda: close(two, one)])  # noqa: B023
        assert [isinstance(answer, HttpResponse) for answer in answers] == [True, True]
        assert User.objects.filter(is_superuser=True, is_active=True).count() == 1
