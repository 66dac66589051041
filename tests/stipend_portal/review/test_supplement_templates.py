"""The ready words for requests in the admin: written by officers, with their history, and never removed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pytest_django import DjangoAssertNumQueries

from home.models import User
from stipend_portal.first_supplement_words import FIRST_WORDS
from stipend_portal.models import SupplementTemplate
from stipend_portal.questions import BY_KEY
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


def address(page: str, *parts: Any) -> str:
    return reverse(f"supplement_templates:{page}", args=parts)


def typed(**changes: Any) -> dict[str, Any]:
    """What an officer types."""
    return {
        "name": "Kvitto saknas",
        "swedish": "Bifoga kvittot.",
        "english": "Attach the receipt.",
        "section": "attachments",
        "position": "5",
        "active": "on",
        **changes,
    }


@pytest.fixture
def template(db: None) -> SupplementTemplate:
    """One of the first."""
    return SupplementTemplate.objects.get(name="Offert saknas")


def test_the_first_words_are_there_in_order_and_go_with_pages_that_are_asked() -> None:
    rows = SupplementTemplate.objects.values_list("name", "section", "swedish", "english")
    assert list(rows) == [tuple(words) for words in FIRST_WORDS]
    assert {words.section for words in FIRST_WORDS} <= set(BY_KEY)


def test_none_of_the_first_words_would_be_refused() -> None:
    for template in SupplementTemplate.objects.all():
        template.full_clean()


def test_an_officer_adds_words(as_user: SignIn, officer: User) -> None:
    response = as_user(officer).post(address("add"), typed())
    assert response.status_code == 302
    added = SupplementTemplate.objects.get(name="Kvitto saknas")
    assert SupplementTemplate.objects.first() == added
    assert (added.words("sv"), added.words("en"), added.section, added.active) == (
        "Bifoga kvittot.",
        "Attach the receipt.",
        "attachments",
        True,
    )


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"english": ""}, "This field is required."),
        ({"swedish": "Hej {name}!"}, "Nothing is filled in here. Write it in words, without { and }."),
        ({"english": "x" * 1001}, "at most 1000 characters"),
        ({"section": "nonsense"}, "nonsense is not one of the available choices"),
        ({"position": "-1"}, "greater than or equal to 0"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(
    as_user: SignIn, officer: User, changes: dict[str, Any], error: str
) -> None:
    page = text(as_user(officer).post(address("add"), typed(**changes)))
    assert error in page
    assert "Kvitto saknas" in page
    assert not SupplementTemplate.objects.filter(name="Kvitto saknas").exists()


def test_a_change_is_told_in_the_history_with_what_was_and_what_became(
    as_user: SignIn, officer: User, template: SupplementTemplate
) -> None:
    client = as_user(officer)
    changed = typed(name="Offert", swedish="Bifoga en offert.", english=template.english, section="")
    del changed["active"]
    assert client.post(address("edit", template.pk), changed).status_code == 302
    history = text(client.get(address("history", template.pk)))
    for line in (
        "Name: Taken away: “Offert saknas” Added: “Offert”",
        "Goes with the page: Taken away: “Attachments”",
        "Place in the list: Taken away: “10” Added: “5”",
        "In use: Taken away: “Yes” Added: “No”",
        "Added: “Bifoga en offert.”",
    ):
        assert line in history
    assert "In English" not in history
    assert str(officer) in history


def test_a_template_out_of_use_is_told_as_such_in_the_list(
    as_user: SignIn, officer: User, template: SupplementTemplate
) -> None:
    client = as_user(officer)
    every = text(client.get(address("index")))
    SupplementTemplate.objects.filter(pk=template.pk).update(active=False)
    one_less = text(client.get(address("index")))
    assert every.count("Yes") - one_less.count("Yes") == 1
    assert template.name in one_less


def test_words_are_never_removed() -> None:
    with pytest.raises(NoReverseMatch):
        address("delete", 1)


def test_the_auditor_reads_the_list_and_changes_nothing(
    as_user: SignIn, auditor: User, template: SupplementTemplate
) -> None:
    client = as_user(auditor)
    assert template.name in text(client.get(address("index")))
    assert client.post(address("edit", template.pk), typed()).status_code == 302
    assert client.post(address("add"), typed()).status_code == 302
    assert not SupplementTemplate.objects.filter(name="Kvitto saknas").exists()


@pytest.mark.parametrize("extra", [0, 20])
def test_the_list_takes_as_many_queries_for_many_as_for_few(
    as_user: SignIn, officer: User, extra: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    SupplementTemplate.objects.bulk_create(
        SupplementTemplate(name=f"Mall {number}", swedish="Ord.", english="Words.") for number in range(extra)
    )
    client = as_user(officer)
    client.get(address("index"))
    with django_assert_num_queries(11):
        client.get(address("index"))
