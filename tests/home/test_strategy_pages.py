"""Strategies as dated documents: which holds, which follows which, and what they rest on."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from django.utils.cache import get_max_age
from pytest_django.asserts import assertContains, assertNotContains
from pytest_django.fixtures import Settings
from wagtail.documents import get_document_model

from home.models import AnnualReportIndexPage, AnnualReportPage, StrategyPage
from home.validity import seconds_to_midnight
from tests.factories.pages import Fronts, add, make_fronts, make_strategy

NEW = {"valid_from": date(2026, 1, 1), "valid_to": date(2030, 12, 31), "adopted_on": date(2025, 11, 1)}


@pytest.fixture
def fronts(db: None) -> Fronts:
    """Front pages and nothing else."""
    return make_fronts()


def make_pair(fronts: Fronts) -> dict[str, StrategyPage]:
    """An old strategy and the one after it, in both languages; the editor said so in Swedish alone."""
    old = make_strategy(fronts["sv"], "Gamla planen")
    make_strategy(fronts["en"], "The old plan", key=old.translation_key)
    new = make_strategy(fronts["sv"], "Nya planen", replaces=old, **NEW)
    make_strategy(fronts["en"], "The new plan", key=new.translation_key, **NEW)
    return {page.title: page for page in StrategyPage.objects.all()}


def test_what_one_language_says_of_replacing_holds_in_both(fronts: Fronts) -> None:
    pages = make_pair(fronts)
    for old, new in (("Gamla planen", "Nya planen"), ("The old plan", "The new plan")):
        assert pages[old].successor() == pages[new]
        assert pages[new].predecessor() == pages[old]
        assert (pages[old].predecessor(), pages[new].successor()) == (None, None)


def test_an_unpublished_strategy_replaces_nothing_in_public(fronts: Fronts, client: Client) -> None:
    pages = make_pair(fronts)
    pages["The new plan"].unpublish()
    pages["Nya planen"].unpublish()
    assert pages["Gamla planen"].successor() is None
    response = client.get("/en/the-old-plan/")
    assertContains(response, "No new strategy has been published here.")
    assertNotContains(response, "It has been replaced by:")


@time_machine.travel("2026-11-01", tick=False)
def test_an_ended_strategy_names_what_replaced_it_and_both_list_each_other(
    fronts: Fronts, client: Client
) -> None:
    make_pair(fronts)
    old, new = client.get("/en/the-old-plan/"), client.get("/en/the-new-plan/")
    assertContains(old, 'It has been replaced by: <a href="/en/the-new-plan/">The new plan</a>')
    assertContains(new, '<dd><a href="/en/the-old-plan/">The old plan</a></dd>')
    assertContains(new, "1 July 2021 –\n31 December 2025")
    assertNotContains(new, "No longer in force</strong>")


def test_a_strategy_cannot_come_after_itself(fronts: Fronts) -> None:
    first = make_strategy(fronts["sv"], "Ett")
    english = make_strategy(fronts["en"], "One", key=first.translation_key)
    second = make_strategy(fronts["sv"], "Två", replaces=first)
    third = make_strategy(fronts["sv"], "Tre", replaces=second)
    for page, replaces in ((first, first), (first, english), (english, third), (first, second)):
        page.replaces = replaces
        with pytest.raises(ValidationError) as caught:
            page.full_clean()
        assert set(caught.value.message_dict) == {"replaces"}


def test_the_front_page_shows_what_holds_now_before_what_is_to_come(fronts: Fronts) -> None:
    old = make_strategy(fronts["sv"], "Gamla planen")
    new = make_strategy(fronts["sv"], "Nya planen", **NEW)
    with time_machine.travel("2025-12-31 12:00", tick=False):
        assert fronts["sv"].newest_strategy() == old
    with time_machine.travel("2026-01-01 12:00", tick=False):
        assert fronts["sv"].newest_strategy() == new
    with time_machine.travel("2020-01-01 12:00", tick=False):
        assert fronts["sv"].newest_strategy() == new


def test_a_plan_it_rests_on_says_by_itself_that_its_period_is_over(fronts: Fronts, client: Client) -> None:
    plan = {"title": "EU:s prioriteringar", "url": "", "first_year": 2019, "last_year": 2024}
    make_strategy(fronts["en"], "Plan", frameworks=[("framework", plan)])
    with time_machine.travel("2024-12-31 12:00", tick=False):
        assertNotContains(client.get("/en/plan/"), "The period is over.")
    with time_machine.travel("2025-01-01 12:00", tick=False):
        assertContains(client.get("/en/plan/"), "2019–2024. The period is over.")


def test_the_decision_and_its_file_are_told(fronts: Fronts, client: Client) -> None:
    file = ContentFile(b"x" * 2048, name="strategi.txt")
    document = get_document_model().objects.create(title="Beslutet", file=file)
    decision = {"decision_paragraph": "§ 61", "diary_number": "KS 2021-00014"}
    make_strategy(fronts["en"], "Plan", document=document, **decision)
    response = client.get("/en/plan/")
    assertContains(response, "fullmäktige, § 61")
    assertContains(response, "<dd>KS 2021-00014</dd>")
    assertContains(response, "Beslutet (txt, 2\N{NO-BREAK SPACE}kB)")


@time_machine.travel("2026-06-01 23:59:50+02:00", tick=False)
def test_no_kept_page_outlives_the_day_that_its_status_is_counted_from(
    fronts: Fronts, client: Client, settings: Settings
) -> None:
    settings.PUBLIC_PAGE_CACHE_SECONDS = 30
    make_strategy(fronts["sv"], "Plan")
    assert seconds_to_midnight() == 10
    assert [get_max_age(client.get(path)) for path in ("/", "/plan/")] == [10, 10]


@pytest.mark.parametrize(("night", "hours"), [("2026-03-29", 23), ("2026-10-25", 25)])
def test_the_days_when_the_clocks_change_are_as_long_as_they_are(night: str, hours: int) -> None:
    with time_machine.travel(f"{night} 00:00 +{'01' if hours == 23 else '02'}:00", tick=False):
        assert seconds_to_midnight() == hours * 3600


def test_the_strategy_leads_to_the_newest_reports_of_what_was_done(fronts: Fronts, client: Client) -> None:
    make_strategy(fronts["en"], "Plan")
    index = add(fronts["en"], AnnualReportIndexPage, "Reports", slug="arsrapporter")
    told = {"body": "The board", "day": date(2026, 3, 4), "paragraph": "§ 7"}
    for year in (2022, 2025, 2023, 2024):
        add(index, AnnualReportPage, f"Year {year}", year=year, reported_to=[("reporting", told)])
    assert [page.year for page in client.get("/en/plan/").context_data["reports"]] == [2025, 2024, 2023]
    listed = client.get("/en/arsrapporter/").context_data["entries"]
    assert [page.year for page in listed] == [2025, 2024, 2023, 2022]
    report = client.get("/en/arsrapporter/year-2025/")
    assertContains(report, "4 March 2026, § 7")
