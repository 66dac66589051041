"""Which links a page has, and what is wrong with those that lead to things of ours."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from home.editing.links.found import Link, links_in_html, links_on
from home.editing.links.work import read_links
from home.models import LinkCheck, StandardPage
from tests.factories.pictures import stored_file
from tests.home.editing.people import page

Problem, Status = LinkCheck.Problem, LinkCheck.Status

TEXT = (
    '<p>Se <a href="https://example.org/a">den här</a>, <a linktype="page" id="{page}">en <b>sida</b></a>,'
    ' <a linktype="document" id="999">en fil</a>, <a href="#ingenstans">längre ner</a>,'
    ' <a href="mailto:info@example.org">skriv till oss</a>.</p>'
)


def write(target: int) -> StandardPage:
    """A page with a link of every kind, in a text, a fact box and a list of links."""
    about = page("om-webbplatsen")
    links = [
        {"page": Page.objects.get(pk=target), "url": "", "text": ""},
        {"page": None, "url": "https://example.org/b", "text": "B"},
    ]
    about.body = [
        ("text", TEXT.format(page=target)),
        ("fact_box", {"title": "Fakta", "text": '<p><a href="https://example.org/c">C</a></p>'}),
    ]
    about.body.append(("links", {"title": "Mer", "links": links}))
    about.save()
    return about


def test_the_words_of_a_link_are_told_with_what_it_leads_to() -> None:
    assert links_in_html('<p><a href="/x">Ett <i>litet\n ord</i></a><a>inget</a></p>') == [
        Link("/x", "Ett litet ord")
    ]


@pytest.mark.usefixtures("demo")
def test_links_are_found_in_every_kind_of_block_but_for_those_that_lead_to_people() -> None:
    target = page("kakor").pk
    assert set(links_on(StandardPage.objects.get(pk=write(target).pk))) == {
        f"page:{target}",
        "document:999",
        "#ingenstans",
        "https://example.org/a",
        "https://example.org/b",
        "https://example.org/c",
    }


def problems(of: StandardPage) -> dict[str, str]:
    """What is noted of the broken links of a page."""
    broken = of.link_checks.filter(status=Status.BROKEN)
    return dict(broken.values_list("url", "problem"))


@pytest.mark.usefixtures("demo")
def test_a_link_to_a_page_or_a_file_or_a_place_that_is_not_there_is_broken_at_once() -> None:
    target = page("kakor")
    about = write(target.pk)
    read_links(timezone.now())
    gone = {"document:999": Problem.DOCUMENT_MISSING, "#ingenstans": Problem.PLACE_MISSING}
    assert problems(about) == gone
    Page.objects.get(pk=target.pk).unpublish()
    read_links(timezone.now())
    assert problems(about) == {**gone, f"page:{target.pk}": Problem.PAGE_NOT_PUBLISHED}
    since = about.link_checks.get(url=f"page:{target.pk}").first_failed
    Page.objects.get(pk=target.pk).delete()
    read_links(timezone.now())
    assert problems(about) == {**gone, f"page:{target.pk}": Problem.PAGE_MISSING}
    assert about.link_checks.get(url=f"page:{target.pk}").first_failed == since


@pytest.mark.usefixtures("demo")
def test_what_is_no_longer_on_a_page_or_whose_page_is_down_is_no_longer_noted() -> None:
    about = write(page("kakor").pk)
    read_links(timezone.now())
    assert about.link_checks.count() == 6
    about.body = [("text", '<p><a href="https://example.org/a">Kvar</a></p>')]
    about.save()
    read_links(timezone.now())
    assert list(about.link_checks.values_list("url", "text")) == [("https://example.org/a", "Kvar")]
    about.unpublish()
    read_links(timezone.now())
    assert about.link_checks.count() == 0


@pytest.fixture
def addresses(demo: None) -> dict[str, str]:
    """What is noted of addresses here that an editor typed; one page is taken down."""
    Redirect.add_redirect("/gamla-kakor/", page("kakor"))
    Redirect.add_redirect("/gammal.asp?id=3", page("kakor"))
    Redirect.add_redirect("/gamla-uppgifter/", page("personuppgifter", "en"))
    page("personuppgifter", "en").unpublish()
    file = stored_file("plan.pdf")
    typed = [
        "/",
        "/en/",
        "/strategi/goda-levnadsvillkor/#del",
        "/en/strategi",
        "/ansok/",
        "/en/sok/?q=resa",
        "/gamla-kakor/",
        "/gammal.asp?id=3",
        "/gammal.asp?id=4",
        "/gamla-uppgifter/",
        file.url,
        "/media/bild.jpg",
        "/saknas/",
        "/en/personuppgifter/",
        f"/dokument/{file.pk + 1}/borta.pdf",
    ]
    about = page("om-webbplatsen")
    about.body = [("text", "".join(f'<p><a href="{address}">Hit</a></p>' for address in typed))]
    about.save()
    read_links(timezone.now())
    return {
        url.replace(str(file.pk + 1), "nästa").replace(str(file.pk), "fil"): problem
        for url, problem in about.link_checks.filter(status=Status.BROKEN).values_list("url", "problem")
    }


def test_an_address_that_was_typed_is_looked_up_as_a_browser_would(addresses: dict[str, str]) -> None:
    assert addresses == {
        "/saknas/": Problem.PAGE_MISSING,
        "/gammal.asp?id=4": Problem.PAGE_MISSING,
        "/gamla-uppgifter/": Problem.PAGE_MISSING,
        "/en/personuppgifter/": Problem.PAGE_NOT_PUBLISHED,
        "/dokument/nästa/borta.pdf": Problem.DOCUMENT_MISSING,
    }


@pytest.mark.usefixtures("demo")
def test_reading_again_writes_nothing_where_nothing_has_changed() -> None:
    about = write(page("kakor").pk)
    read_links(timezone.now())
    with CaptureQueriesContext(connection) as captured:
        read_links(timezone.now() + timedelta(hours=1))
    written = [query["sql"] for query in captured if query["sql"].startswith(("INSERT", "UPDATE"))]
    assert (about.link_checks.count(), written) == (6, [])
