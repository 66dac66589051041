"""Which links a page has, and what is wrong with those that lead to things of ours."""

import pytest
from django.utils import timezone
from wagtail.models import Page

from home.editing.links.found import Link, links_in_html, links_on
from home.editing.links.work import read_links
from home.models import LinkCheck, StandardPage
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
