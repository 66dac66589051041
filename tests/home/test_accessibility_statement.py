"""The statement says what the law asks for, in both languages, and cannot say two things at once."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django.asserts import assertContains
from wagtail.models import Site

from home.models import AccessibilityStatementPage

DEFICIENCY = ("deficiency", {"what": "Filmen saknar text.", "criterion": "1.2.2", "why": "Den är gammal."})


def statement(**values: Any) -> AccessibilityStatementPage:
    """A statement that is not yet published."""
    return AccessibilityStatementPage(
        **{
            "title": "Tillgänglighet",
            "slug": "redogorelse",
            "actor": "Åmåls kommun",
            "service": "Åmål i världen",
            "conformity": "partial",
            "method": "self",
            "tested_how": "Med tangentbord.",
            "assessed_on": date(2027, 3, 1),
            "updated_on": date(2027, 3, 2),
            "deficiencies": [DEFICIENCY],
            **values,
        }
    )


@time_machine.travel("2027-04-01T12:00:00+02:00", tick=False)
@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"conformity": "full"}, {"conformity"}),
        ({"conformity": "partial", "deficiencies": []}, {"conformity"}),
        ({"conformity": "none", "deficiencies": []}, {"conformity"}),
        ({"assessed_on": date(2027, 4, 2), "updated_on": date(2027, 4, 2)}, {"assessed_on", "updated_on"}),
        ({"updated_on": date(2027, 2, 28)}, {"updated_on"}),
    ],
)
def test_what_it_says_must_agree(values: dict[str, Any], wrong: set[str]) -> None:
    with pytest.raises(ValidationError) as refused:
        statement(**values).clean()
    assert set(refused.value.message_dict) == wrong


@time_machine.travel("2027-04-01T12:00:00+02:00", tick=False)
def test_a_statement_without_contradictions_is_taken() -> None:
    statement().clean()
    statement(conformity="full", deficiencies=[]).clean()


@time_machine.travel("2027-04-01T12:00:00+02:00", tick=False)
@pytest.mark.django_db
def test_it_is_to_be_looked_over_within_a_year_of_the_assessment() -> None:
    front = Site.objects.get(is_default_site=True).root_page
    page = front.add_child(instance=statement())
    year_later = page.assessed_on + timedelta(days=365)
    assert page.review_by == year_later
    page.review_by = year_later + timedelta(days=1)
    page.save()
    assert page.review_by == year_later
    page.review_by = date(2027, 6, 1)
    page.save()
    assert page.review_by == date(2027, 6, 1)


@pytest.mark.usefixtures("demo")
def test_everything_that_the_law_asks_for_stands_there_and_it_costs_few_queries(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    page = AccessibilityStatementPage.objects.get(locale__language_code="en")
    with django_assert_max_num_queries(12):
        shown = client.get("/en/tillganglighet/")
    for words in (
        page.actor,
        "is partly conforming",
        "EN 301 549",
        "Criterion 1.1.1 of WCAG.",
        "To be mended by 30 June 2027.",
        "We rely on 12 § of the law for this.",
        "This follows from 9 § of the law.",
        '<time datetime="2026-11-20">20 November 2026</time>',
        'href="/en/tillganglighet/rapportera/"',
        'href="https://www.digg.se/tdosanmalan"',
    ):
        assertContains(shown, words)


@pytest.mark.usefixtures("demo")
def test_every_page_leads_to_the_form_and_names_itself(client: Client) -> None:
    assertContains(client.get("/vanorter/turi/"), 'href="/tillganglighet/rapportera/?sida=/vanorter/turi/"')
    assertContains(client.get("/konto/"), 'href="/tillganglighet/rapportera/" rel="nofollow"')
