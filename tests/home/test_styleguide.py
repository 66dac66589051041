"""The style guide shows every component, and only in the demo."""

import importlib

import pytest
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from amal_intl_site import urls
from home.styleguide import STATES, styleguide

pytestmark = pytest.mark.django_db


@pytest.fixture
def html(rf: RequestFactory) -> str:
    return styleguide(rf.get("/styleguide/")).content.decode()


def test_every_state_of_an_application_has_a_tag(html: str) -> None:
    assert [state for state in STATES if f"status--{state}" not in html] == []


def test_an_error_in_the_summary_leads_to_the_input_to_mend(html: str) -> None:
    assert '<a href="#id_fel-name">' in html
    assert 'id="id_fel-name"' in html


def test_an_error_of_a_group_leads_to_its_first_choice(html: str) -> None:
    assert '<a href="#id_fel-company_0">' in html
    assert 'id="id_fel-company_0"' in html


def test_an_input_is_described_by_its_help_and_its_error(html: str) -> None:
    assert 'aria-describedby="id_fel-name_helptext id_fel-name_error"' in html


def test_only_a_field_that_may_be_left_empty_says_so(html: str) -> None:
    assert html.count("field__optional") == 2  # the telephone, in both forms


def test_nothing_of_the_demo_is_there_outside_it(settings: Settings) -> None:
    settings.DEMO = False
    try:
        addresses = {str(pattern.pattern) for pattern in importlib.reload(urls).urlpatterns}
    finally:
        settings.DEMO = True
        importlib.reload(urls)
    assert "admin/" in addresses
    assert addresses.isdisjoint({"styleguide/", "demo/", "media/<path:path>"})
