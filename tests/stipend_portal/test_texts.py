"""The texts that BUN edits: their first words, where they are shown, and what can be written in them."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.test import Client
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries, Settings

from stipend_portal.apply.wizard import FORMS
from stipend_portal.first_texts import REQUIRED, TEXTS
from stipend_portal.layout import as_html
from stipend_portal.models import PortalText
from stipend_portal.texts import declaration, make_first_texts, text
from tests.factories.portal import make_round

pytestmark = pytest.mark.django_db

KEYS = {each.key for each in TEXTS}


@pytest.fixture
def _remembering(settings: Settings) -> Iterator[None]:
    """A server that remembers, as outside the tests."""
    settings.PUBLIC_PAGE_CACHE_SECONDS = 30
    caches["pages"].clear()
    yield
    caches["pages"].clear()


def write(key: str, words: str) -> None:
    """Let an editor have written this in both languages."""
    row = PortalText.objects.get(key=key)
    row.swedish = row.english = words
    row.save()


def shown(source: str, **context: object) -> str:
    """A template as text."""
    return Template("{% load stipends %}" + source).render(Context(context))


def test_every_text_has_first_words_in_both_languages() -> None:
    rows = list(PortalText.objects.all())
    assert {row.key for row in rows} == KEYS
    assert [row.key for row in rows if not row.swedish or not row.english] == []
    for row in rows:
        row.full_clean()


def test_every_page_of_the_application_has_a_text() -> None:
    assert {slug for slug, _form in FORMS} | {"kontrollera"} <= KEYS


def test_what_bun_has_written_or_emptied_is_never_overwritten() -> None:
    write("om-dig", "Nya ord.")
    write("resan", "")
    PortalText.objects.get(key="budget").delete()
    make_first_texts(sender=apps.get_app_config("stipend_portal"))
    rows = dict(PortalText.objects.values_list("key", "swedish"))
    assert (rows["om-dig"], rows["resan"]) == ("Nya ord.", "")
    assert rows["budget"]
    assert len(rows) == len(TEXTS)


def test_a_text_is_in_the_readers_language_and_names_whom_to_ask() -> None:
    PortalText.objects.filter(key="om-dig").update(swedish="Fråga {contact}.", english="Ask {contact}.")
    with override("sv"):
        assert text("om-dig", contact="Exempelenheten") == "Fråga Exempelenheten."
    with override("en"):
        assert text("om-dig", contact="a {b}") == "Ask a {b}."
        assert text("om-dig") == "Ask Åmål municipality."
        assert text("finns-inte") == ""


def test_the_declaration_is_told_as_it_stands() -> None:
    write("declaration", "Jag lovar.")
    assert declaration() == "Jag lovar."


@pytest.mark.usefixtures("_remembering")
def test_all_texts_cost_one_query_until_one_of_them_is_changed(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1):
        for key in KEYS:
            text(key)
    write("om-dig", "Nya ord.")
    assert text("om-dig") == "Nya ord."


def test_the_tag_asks_the_rounds_contact() -> None:
    write("paper-route", "Fråga {contact}.")
    round_ = make_round(contact="Exempelenheten")
    tag = "{% portal_text 'paper-route' %}"
    assert shown(tag, round=round_) == "<p>Fråga Exempelenheten.</p>"
    assert shown("{% portal_text 'paper-route' contact='Bo' %}", round=round_) == "<p>Fråga Bo.</p>"


def test_an_emptied_text_shows_nothing() -> None:
    write("paper-route", "  ")
    assert shown("{% portal_text 'paper-route' %}") == ""


@pytest.mark.parametrize(
    ("words", "html"),
    [
        ("Ett.\n\nTvå\nrader.", "<p>Ett.</p>\n<p>Två<br>rader.</p>"),
        ("# Rubrik\r\n- a\r\n- b\r\nslut", "<h2>Rubrik</h2>\n<ul><li>a</li><li>b</li></ul>\n<p>slut</p>"),
        ("#ej rubrik", "<p>#ej rubrik</p>"),
        ("<b>&", "<p>&lt;b&gt;&amp;</p>"),
        ("- <i>", "<ul><li>&lt;i&gt;</li></ul>"),
        ("a@example.org", '<p><a href="mailto:a@example.org">a@example.org</a></p>'),
        (
            'https://example.org/"onload="x',
            '<p><a href="https://example.org/">https://example.org/</a>&quot;onload=&quot;x</p>',
        ),
        ("", ""),
    ],
)
def test_plain_words_become_safe_html(words: str, html: str) -> None:
    assert as_html(words) == html


@pytest.mark.parametrize("key", sorted(REQUIRED))
@pytest.mark.parametrize("language", ["swedish", "english"])
def test_promise_and_privacy_notice_cannot_be_emptied(key: str, language: str) -> None:
    row = PortalText.objects.get(key=key)
    setattr(row, language, " \n")
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    assert set(refused.value.message_dict) == {language}


def test_other_texts_can_be_emptied() -> None:
    row = PortalText.objects.get(key="om-dig")
    row.swedish = row.english = ""
    row.full_clean()


def test_a_placeholder_that_nothing_fills_in_is_refused() -> None:
    row = PortalText.objects.get(key="om-dig")
    row.swedish = "Hej {namn}, fråga {contact} eller {0}."
    with pytest.raises(ValidationError) as refused, override("en"):
        row.full_clean()
    assert "Take away: {0}, {namn}" in refused.value.message_dict["swedish"][0]


# -- The page about privacy --------------------------------------------------------------------------


def test_the_whole_privacy_notice_has_a_page_of_its_own(client: Client) -> None:
    round_ = make_round(contact="Exempelenheten")
    address = "/en/ansok/sa-hanterar-vi-dina-uppgifter/"
    response = client.get(address)
    assert "<h2>Who is responsible</h2>" in response.content.decode()
    assert "Exempelenheten" in response.content.decode()
    assert response.cookies == {}
    assert f'href="{address}"' in client.get(f"/en/ansok/{round_.slug}/").content.decode()


def test_the_privacy_page_is_there_before_any_round_is(client: Client) -> None:
    page = client.get("/en/ansok/sa-hanterar-vi-dina-uppgifter/").content.decode()
    assert "Ask us about it: Åmål municipality" in page
