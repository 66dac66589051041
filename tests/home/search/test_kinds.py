"""Kinds of pages, and the search's part of the admin."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertNotContains
from wagtail.models import Page, get_page_models

from home.models import BasePage
from home.search.kinds import in_order, kind_of


def test_every_page_type_names_a_kind_that_has_a_label() -> None:
    types = [model for model in get_page_models() if issubclass(model, BasePage)]
    assert {model: kind_of(model).code for model in types} == {model: model.search_kind for model in types}


def test_what_is_no_page_type_of_ours_is_a_plain_page() -> None:
    assert [kind_of(model).slug for model in (Page, None)] == ["sidor", "sidor"]


def test_each_kind_has_a_word_of_its_own_in_addresses() -> None:
    kinds = in_order(kind_of(model) for model in get_page_models())
    assert len({kind.slug for kind in kinds}) == len(kinds)


@pytest.mark.django_db
def test_editors_choose_what_comes_first_and_no_search_terms_are_reported(client: Client) -> None:
    client.force_login(get_user_model().objects.create_superuser("admin@example.org"))
    page = client.get(reverse("wagtailsearchpromotions:index"))
    assert page.status_code == 200
    assertNotContains(page, reverse("wagtailsearchpromotions:search_terms"))
