"""Who was given a role and who lost it is written down, wherever that was done."""

import pytest
from django.contrib.auth.models import Group
from django.utils.translation import override
from wagtail.log_actions import LogContext
from wagtail.models import ModelLogEntry

from home.accounts.role_log import ROLES_CHANGED
from home.models import User
from tests.factories.portal import make_applicant

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    """Someone with an account and no role."""
    return make_applicant(first_name="Moa", last_name="Exempel")


def lines() -> list[tuple[str, dict[str, list[str]]]]:
    """What has been written, about whom and what, the oldest first."""
    return list(
        ModelLogEntry.objects.filter(action=ROLES_CHANGED).order_by("pk").values_list("label", "data")
    )


def test_roles_given_and_taken_on_the_page_of_a_person(person: User) -> None:
    officer, finance = Group.objects.get(name="case_officer"), Group.objects.get(name="finance")
    person.groups.set([officer, finance])
    person.groups.set([finance])
    person.groups.set([finance])
    person.groups.clear()
    assert lines() == [
        ("Moa Exempel", {"added": ["case_officer", "finance"]}),
        ("Moa Exempel", {"removed": ["case_officer"]}),
        ("Moa Exempel", {"removed": ["finance"]}),
    ]


def test_people_put_in_and_taken_out_of_a_role_together(person: User) -> None:
    auditors = Group.objects.get(name="auditor")
    auditors.user_set.add(person, make_applicant(first_name="Rut", last_name="Exempel"))
    auditors.user_set.clear()
    assert sorted((label, *data) for label, data in lines()) == [
        ("Moa Exempel", "added"),
        ("Moa Exempel", "removed"),
        ("Rut Exempel", "added"),
        ("Rut Exempel", "removed"),
    ]


def test_who_did_it_is_kept(person: User) -> None:
    admin = make_applicant(is_superuser=True)
    with LogContext(user=admin):
        person.groups.add(Group.objects.get(name="auditor"))
    entry = ModelLogEntry.objects.get(action=ROLES_CHANGED)
    with override("en"):
        assert (entry.user, entry.message) == (admin, "Roles given: auditor")
