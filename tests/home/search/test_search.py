"""The page of hits, as a visitor meets it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertContains, assertNotContains
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import PageViewRestriction

from home.models import HomePage
from tests.factories.searching import make_many_pages, make_page

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db]


def titles(client: Client, words: str, path: str = "/sok/", **more: str) -> list[str]:
    """The titles of the hits, without the marks."""
    response = client.get(path, {"q": words, **more})
    assert response.status_code == 200
    return [str(hit.title).replace("<mark>", "").replace("</mark>", "") for hit in response.context["hits"]]


@pytest.mark.parametrize("word", ["stipendium", "stipendiet", "stipendier", "STIPENDIERNA", "stipend"])
def test_any_form_of_a_swedish_word_finds_all_the_others(client: Client, sv: HomePage, word: str) -> None:
    make_page(sv, "Ett", text="Här finns ett stipendium.")
    make_page(sv, "Flera", text="Här finns flera stipendier.")
    make_page(sv, "Annat", text="Här finns inget.")
    assert sorted(titles(client, word)) == ["Ett", "Flera"]


def test_english_pages_are_found_by_english_forms_and_only_in_english(
    client: Client, sv: HomePage, en: HomePage
) -> None:
    make_page(en, "Help", text="She volunteered abroad and studied there.")
    make_page(sv, "Hjälp", text="Volunteered är ett engelskt ord.")
    assert titles(client, "volunteering", "/en/sok/") == ["Help"]
    assert titles(client, "studies", "/en/sok/") == ["Help"]
    assert titles(client, "volunteered") == ["Hjälp"]


def test_a_word_in_a_compound_is_found(client: Client, sv: HomePage) -> None:
    make_page(sv, "Resebidrag")
    assert titles(client, "bidrag") == ["Resebidrag"]


def test_the_title_weighs_more_than_the_summary_and_the_summary_than_the_text(
    client: Client, sv: HomePage
) -> None:
    make_page(sv, "Om oss", "Vilka vi är.", text="Här står om volontärer, volontärer och volontärer.")
    make_page(sv, "Volontär", "Vad det är.", text="Här står mer.")
    make_page(sv, "Kontakt", "Volontärer skriver till oss.", text="Här står hur.")
    found = titles(client, "volontärer")
    assert found[0] == "Volontär"
    if connection.vendor == "postgresql":
        assert found[1:] == ["Kontakt", "Om oss"]


def test_all_words_are_asked_for_and_some_of_them_where_no_page_has_all(client: Client, sv: HomePage) -> None:
    make_page(sv, "Båda", text="Praktik i Tyskland.")
    make_page(sv, "Ena", text="Praktik i Estland.")
    assert titles(client, "praktik tyskland") == ["Båda"]
    response = client.get("/sok/", {"q": "praktik Bulgarien"})
    assert (response.context["found"].some_words, response.context["found"].total) == (True, 2)


def test_drafts_limited_pages_and_pages_under_them_are_not_found(client: Client, sv: HomePage) -> None:
    make_page(sv, "Utkast om praktik", live=False)
    closed = make_page(sv, "Stängd praktik")
    make_page(closed, "Under stängd praktik")
    make_page(sv, "Öppen praktik")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    assert titles(client, "praktik") == ["Öppen praktik"]
    suggested = client.get("/sok/forslag/", {"q": "prak"}).json()["suggestions"]
    assert [each["title"] for each in suggested] == ["Öppen praktik"]


def test_hits_are_counted_by_kind_and_narrowed_to_one(
    client: Client, sv: HomePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(HomePage, "search_kind", "news")
    sv.title = "Praktik"
    sv.save()
    make_page(sv, "Om praktik")
    make_page(sv, "Mer om praktik")
    response = client.get("/sok/", {"q": "praktik"})
    assert [(kind.slug, count) for kind, count in response.context["found"].kinds] == [
        ("sidor", 2),
        ("nyheter", 1),
    ]
    assert titles(client, "praktik", slag="nyheter") == ["Praktik"]
    assert len(titles(client, "praktik", slag="finns-inte")) == 3


def test_more_hits_are_on_further_pages_with_links_that_keep_the_words(client: Client, sv: HomePage) -> None:
    for number in range(13):
        make_page(sv, f"Praktik & språk {number}")
    first = client.get("/sok/", {"q": "praktik & språk"})
    assertContains(first, 'href="?q=praktik%20%26%20spr%C3%A5k&amp;sida=2"')
    both = titles(client, "praktik") + titles(client, "praktik", sida="2")
    assert len(set(both)) == 13
    assert titles(client, "praktik", sida="99") == titles(client, "praktik", sida="2")
    assert titles(client, "praktik", sida="två") == titles(client, "praktik")


def test_the_words_are_marked_in_the_title_and_in_the_text_around_them(client: Client, sv: HomePage) -> None:
    make_page(sv, "Stipendium <3", text="Sök &lt;stipendiet&gt; här.")
    response = client.get("/sok/", {"q": "stipendier"})
    assertContains(response, "<mark>Stipendium</mark> &lt;3</a>")
    assertContains(response, "Sök &lt;<mark>stipendiet</mark>&gt; här.")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "\x00",
        "%",
        "'",
        '"',
        "\\",
        "(((",
        "* OR NEAR(",
        "och",
        "å" * 5000,
        "a " * 500,
        "-- ;",
        "{title}:x",
    ],
)
def test_whatever_is_typed_gives_a_page(client: Client, sv: HomePage, typed: str) -> None:
    assert client.get("/sok/", {"q": typed}).status_code == 200
    assert client.get("/sok/forslag/", {"q": typed}).status_code == 200


def test_what_is_too_long_is_cut_and_said_to_be(client: Client, sv: HomePage) -> None:
    assertContains(client.get("/en/sok/", {"q": "word " * 40}), "We searched for the first 100 characters")


def test_where_nothing_is_found_another_word_and_other_ways_are_offered(client: Client, sv: HomePage) -> None:
    make_page(sv, "Vänorter", show_in_menus=True)
    response = client.get("/sok/", {"q": "vänåter"})
    assertContains(response, 'href="/sok/?q=v%C3%A4norter">vänorter</a>?')
    assertContains(response, '<li><a href="/ansok/">')


def test_suggestions_are_titles_with_words_that_begin_so(client: Client, sv: HomePage, en: HomePage) -> None:
    make_page(sv, "Volontär i Türi", slug="volontar")
    make_page(sv, "Praktik")
    make_page(en, "Volontärer in English")
    response = client.get("/sok/forslag/", {"q": "tür vol"})
    assert response.json() == {
        "suggestions": [{"title": "Volontär i Türi", "url": "/volontar/", "kind": "Sidor"}]
    }
    assert response["Cache-Control"] == "private, max-age=60"
    assert client.get("/sok/forslag/", {"q": "v"}).json() == {"suggestions": []}


def test_what_editors_recommend_comes_first_in_its_language_and_once(
    client: Client, sv: HomePage, en: HomePage
) -> None:
    chosen = make_page(sv, "Söka stipendium")
    english = make_page(en, "Applying for stipends")
    query = Query.objects.create(query_string="stipendium söka")
    for page in (english, chosen):
        SearchPromotion.objects.create(query=query, page=page, description="Här börjar du.")
    response = client.get("/sok/", {"q": "Söka stipendier"})
    assert [(bet.title, bet.text) for bet in response.context["bets"]] == [
        ("Söka stipendium", "Här börjar du.")
    ]
    assert response.context["hits"] == []
    assert client.get("/sok/", {"q": "stipendier"}).context["bets"] == []


def test_searching_stores_nothing_and_is_kept_from_robots_and_shared_caches(
    client: Client, sv: HomePage
) -> None:
    response = client.get("/sok/", {"q": "Exempel Exempelsson"})
    assertContains(response, '<meta name="robots" content="noindex">')
    assert response["Cache-Control"] == "private"
    assert not Query.objects.exists()
    assert not response.cookies
    assertNotContains(client.get("/strategi-som-saknas/"), "noindex", status_code=404)


def test_three_hundred_hits_cost_as_many_queries_as_three(client: Client, sv: HomePage, en: HomePage) -> None:
    make_many_pages(sv, "Praktik", 3)
    make_many_pages(en, "Practice", 300)
    counts = []
    for path, word, hits in (("/sok/", "praktik", 3), ("/en/sok/", "practice", 300)):
        client.get(path, {"q": word})
        with CaptureQueriesContext(connection) as queries:
            response = client.get(path, {"q": word})
        assert response.context["found"].total == hits
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12
