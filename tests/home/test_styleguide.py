"""The style guide shows every component, and only in the demo."""

import importlib
import re
from pathlib import Path

import pytest
from django.conf import settings as project
from django.test import Client
from pytest_django.fixtures import Settings

from amal_intl_site import urls
from home.styleguide.basics import STATES
from home.styleguide.tokens import PAIRS, Pair
from tests.factories.pictures import photograph
from tests.tools.html_checker import errors_in

pytestmark = pytest.mark.django_db

TEMPLATES = Path(project.BASE_DIR) / "templates"
STYLES = Path(project.BASE_DIR) / "static" / "css" / "components"

# What cannot be seen, and why.
OUT_OF_SIGHT = {
    "components/body.html": "puts blocks after each other; the blocks are shown",
    "components/trap.html": "is a box for machines, hidden from everyone else",
}
# Classes that scripts and pages set where something happens, such as being pointed at.
HAPPENS = {
    "forms.css": ["field__count", "field__count--over"],
    "header.css": ["page--language-in-form"],
    "partner_map.css": ["is-lit", "partner-map__name--tucked"],
    "town_list.css": ["is-lit"],
}
CLASS = re.compile(r"\.([a-z][a-z0-9_-]*)(?=[^{}]*\{)")
SHOWN_CLASSES = re.compile(r'class="([^"]*)"')


@pytest.fixture
def shown(client: Client) -> tuple[str, set[str]]:
    """The page, and every template that it was made from."""
    # Large enough for every size that the pages ask for.
    photograph(size=(1600, 1000), credit="Åmål i världen")
    answer = client.get("/styleguide/")
    return answer.content.decode(), {template.name for template in answer.templates if template.name}


@pytest.fixture
def html(shown: tuple[str, set[str]]) -> str:
    return shown[0]


def test_every_component_is_shown(shown: tuple[str, set[str]]) -> None:
    components = {
        path.relative_to(TEMPLATES).as_posix() for path in (TEMPLATES / "components").rglob("*.html")
    }
    assert components - shown[1] == OUT_OF_SIGHT.keys()


def test_every_class_of_a_components_style_is_shown(html: str) -> None:
    classes = {name for names in SHOWN_CLASSES.findall(html) for name in names.split()}
    missing = {}
    for style in STYLES.glob("*.css"):
        rules = re.sub(r"/\*.*?\*/", "", style.read_text(encoding="utf-8"), flags=re.DOTALL)
        if unseen := sorted(set(CLASS.findall(rules)) - classes):
            missing[style.name] = unseen
    assert missing == HAPPENS


def test_the_contents_lead_to_every_part_and_no_two_things_share_an_anchor(html: str) -> None:
    anchors = re.findall(r'\bid="([^"]*)"', html)
    assert sorted(anchors) == sorted(set(anchors))
    assert set(re.findall(r'href="#([^"]*)"', html)) - set(anchors) == set()


def test_it_is_valid_html(html: str) -> None:
    # A table of answers keeps its roles where a narrow screen shows its rows as blocks: some browsers forget them.
    roles = "“role” attribute must not be used on a"
    assert [error for error in errors_in({"styleguide": html}) if roles not in error] == []


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.front} on {pair.ground}")
def test_colours_that_meet_can_be_told_apart_in_both_themes(pair: Pair) -> None:
    assert min(pair.light, pair.dark) >= pair.least


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
    fields = re.findall(
        r'<label class="field__label" for="([^"]*)">[^<]*<span class="field__optional">', html
    )
    assert [field for field in fields if field.startswith("id_")] == ["id_tom-phone", "id_fel-phone"]


def test_nothing_of_the_demo_is_there_outside_it(settings: Settings) -> None:
    settings.DEMO = False
    try:
        addresses = {str(pattern.pattern) for pattern in importlib.reload(urls).urlpatterns}
    finally:
        settings.DEMO = True
        importlib.reload(urls)
    assert "admin/" in addresses
    assert addresses.isdisjoint({"styleguide/", "demo/", "media/<path:path>"})
