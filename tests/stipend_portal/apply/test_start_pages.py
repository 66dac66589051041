"""The start page of a round: an editor's words around facts that are always the round's own."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_max_age
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks, Settings
from wagtail.models import Page

from home.models import User
from home.page_permissions import grant_page_editing
from home.sharing.schema_org import MUNICIPALITY, describe
from stipend_portal.models import GroupAmount, Round, RoundPage
from stipend_portal.questions import sections_for
from tests.factories.portal import UserFactory, make_round, make_staff
from tests.factories.start_pages import Pages, make_index_pages, make_round_pages

pytestmark = pytest.mark.django_db

EVERY_SWITCH = {
    "applicants": "both",
    "asks_school": True,
    "asks_host": True,
    "asks_own_contribution": True,
    "asks_other_funding": True,
    "asks_two_quotes": True,
    "attachments": "required",
}


@pytest.fixture
def pages(round_: Round) -> Pages:
    """The round's start page in both languages."""
    return make_round_pages(round_)


@pytest.fixture
def _keeping(settings: Settings) -> Iterator[None]:
    """A server that keeps pages, as outside the tests."""
    settings.PUBLIC_PAGE_CACHE_SECONDS = 30
    caches["pages"].clear()
    yield
    caches["pages"].clear()


def start(round_: Round, query: str = "") -> str:
    """The round's start page in English, as text."""
    response = Client().get(f"/en/ansok/{round_.slug}/{query}")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(("prefix", "words"), [("", "Redaktörens ord."), ("/en", "The editor&#x27;s words.")])
def test_an_editors_words_stand_at_the_rounds_own_address(
    client: Client, pages: Pages, round_: Round, prefix: str, words: str
) -> None:
    response = client.get(f"{prefix}/ansok/{round_.slug}/")
    assert words in response.content.decode()
    assert '<a href="mailto:exempel@example.org">' in response.content.decode()
    assert response.cookies == {}


def test_the_page_and_its_round_have_the_same_address(pages: Pages, round_: Round) -> None:
    for language, page in pages.items():
        with override(language):
            assert page.get_url() == round_.get_absolute_url()


def test_an_unpublished_page_turns_nobody_away(pages: Pages, round_: Round) -> None:
    pages["en"].unpublish()
    page = start(round_)
    assert "The editor" not in page
    assert round_.name_en in page
    assert "8,000 kronor" in page


def test_a_language_without_a_page_is_still_linked(client: Client, pages: Pages, round_: Round) -> None:
    pages["en"].delete()
    page = client.get(f"/ansok/{round_.slug}/").content.decode()
    assert f'<a href="/en/ansok/{round_.slug}/" lang="en"' in page
    assert round_.name_en in start(round_)


def test_the_list_of_rounds_has_the_editors_words_and_the_open_round(client: Client, pages: Pages) -> None:
    page = client.get("/en/ansok/").content.decode()
    assert "<h1>Apply for money</h1>" in page
    assert "Open now" in page


def test_the_page_follows_its_round_to_a_new_address_and_the_old_one_leads_there(
    client: Client,
    pages: Pages,
    round_: Round,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    old = round_.slug
    round_.slug = "host-2027"
    with django_capture_on_commit_callbacks(execute=True):
        round_.save()
    assert [page.slug for page in RoundPage.objects.all()] == ["host-2027", "host-2027"]
    assert "The editor" in start(round_)
    moved = client.get(f"/en/ansok/{old}/")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/en/ansok/host-2027/")


def test_a_copy_waits_beside_the_page_until_it_is_given_another_round(pages: Pages, round_: Round) -> None:
    copy = pages["en"].copy(update_attrs={"slug": "kopia"}, keep_live=False)
    assert copy.slug == "kopia"
    copy.round = make_round()
    copy.save()
    assert copy.slug == copy.round.slug


def test_a_round_has_one_page_in_each_language(client: Client, pages: Pages, round_: Round) -> None:
    editor = make_staff("communicator")
    grant_page_editing(editor.groups.get())
    client.force_login(editor)
    parent = pages["en"].get_parent()
    add = reverse("wagtailadmin_pages:add", args=["stipend_portal", "roundpage", parent.pk])
    data = {"title": "Another", "summary": "", "body-count": "0", "review_by": ""}
    refused = client.post(add, data | {"round": str(round_.pk)})
    assert set(refused.context["form"].errors) == {"round"}
    other = make_round()
    assert client.post(add, data | {"round": str(other.pk)}).status_code == 302
    assert RoundPage.objects.get(round=other).slug == other.slug


def test_the_pages_are_previewed_listed_and_edited_as_others(client: Client, pages: Pages) -> None:
    client.force_login(UserFactory(is_superuser=True))
    for page in Page.objects.filter(depth__gte=3):
        assert page.specific.make_preview_request().status_code == 200
        assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
        assert f"<loc>http://testserver{page.get_url()}</loc>" in client.get("/sitemap.xml").content.decode()


# -- What the round says -----------------------------------------------------------------------------


def test_every_question_can_be_read_first_in_the_order_it_is_asked(round_: Round) -> None:
    round_.programme = make_round(programme__applicants="both").programme
    for name, value in EVERY_SWITCH.items():
        setattr(round_.programme, name, value)
    round_.programme.save()
    round_.save()
    page = start(round_)
    place = page.index('id="fragor"')
    with override("en"):
        for section in sections_for(round_.programme):
            for words in [section.title, *(question.label for question in section.questions)]:
                place = page.index(str(words).replace("'", "&#x27;"), place)
    assert "Only asked of: Groups" in page


@pytest.mark.parametrize(
    ("switch", "value", "words"),
    [
        ("applicants", "both", "If you apply together:"),
        ("applicants", "both", "together as a group of at most 10 people"),
        ("applicants", "group", "Apply together, as a group of at most 10 people."),
        ("asks_school", True, "The name of your school, and your class."),
        ("asks_host", True, "Who receives you there"),
        ("asks_two_quotes", True, "What the journey costs at two different companies."),
        ("asks_own_contribution", True, "How much you pay yourself."),
        ("asks_other_funding", True, "What you get from others for the trip."),
        ("attachments", "required", "At least one file to attach"),
    ],
)
def test_what_one_needs_follows_the_switches_of_the_stipend(
    round_: Round, switch: str, value: str | bool, words: str
) -> None:
    assert words not in start(round_)
    setattr(round_.programme, switch, value)
    round_.programme.save()
    assert words in start(round_)


def test_amounts_in_groups_are_told_where_groups_may_apply(round_: Round) -> None:
    GroupAmount.objects.create(programme=round_.programme, people=3, amount=5_000)
    words = "If you are 3 or more: at most 5,000 kronor for each person."
    assert words not in start(round_)
    round_.programme.applicants = "both"
    round_.programme.save()
    assert words in start(round_)


def test_guardians_are_not_mentioned_where_all_are_of_age(round_: Round) -> None:
    words = "If you are under 18: your guardians"
    assert words in start(round_)
    round_.min_age = 18
    round_.save()
    assert words not in start(round_)


def test_a_round_that_asks_for_an_eid_says_so_at_the_start(round_: Round, settings: Settings) -> None:
    settings.EID = {"name": "Exempel-id", "levels": {"loa3": 3}}
    assert "You can also sign in with Exempel-id." in start(round_)
    round_.assurance_level = 3
    round_.save()
    page = start(round_)
    assert "You sign in with Exempel-id. In this round a code by e-mail is not enough." in page
    assert "An e-mail address that you can read now." not in page


# -- Kept copies -------------------------------------------------------------------------------------


@pytest.mark.usefixtures("_keeping")
@pytest.mark.parametrize("written", [True, False])
@pytest.mark.parametrize("path", ["/ansok/", "/ansok/{slug}/"])
def test_a_kept_page_is_kept_no_longer_than_it_is_true(
    client: Client, round_: Round, path: str, written: bool
) -> None:
    if written:
        make_round_pages(round_)
    address = path.format(slug=round_.slug)
    assert get_max_age(client.get(address)) == 30
    round_.closes_at = timezone.now() - timedelta(seconds=50)
    round_.save()
    assert get_max_age(client.get(address)) in (9, 10)


@pytest.mark.usefixtures("_keeping")
def test_a_change_of_the_stipend_or_its_amounts_shows_at_once(pages: Pages, round_: Round) -> None:
    start(round_)
    round_.programme.applicants = "group"
    round_.programme.save()
    assert "Apply together" in start(round_)
    GroupAmount.objects.create(programme=round_.programme, people=4, amount=6_000)
    assert "If you are 4 or more" in start(round_)


@pytest.mark.usefixtures("_keeping")
@pytest.mark.parametrize("amounts", [1, 3])
@pytest.mark.parametrize(("written", "queries"), [(True, 5), (False, 3)])
def test_a_page_that_is_not_kept_asks_the_database_seldom(
    round_: Round,
    written: bool,
    queries: int,
    amounts: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    if written:
        make_round_pages(round_)
    round_.programme.applicants = "both"
    round_.programme.save()
    for people in range(2, 2 + amounts):
        GroupAmount.objects.create(programme=round_.programme, people=people, amount=1_000)
    start(round_)
    with django_assert_num_queries(queries):
        start(round_, "?again")


@pytest.mark.usefixtures("_keeping")
@pytest.mark.parametrize(("written", "queries"), [(True, 4), (False, 2)])
def test_the_list_of_rounds_asks_as_seldom_however_many_are_open(
    client: Client, written: bool, queries: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    if written:
        make_index_pages()
    for _number in range(2):
        make_round()
        client.get("/en/ansok/")
        with django_assert_num_queries(queries):
            client.get("/en/ansok/?again")
        caches["pages"].clear()


def test_what_is_made_for_someone_signed_in_is_not_kept(
    client: Client, pages: Pages, round_: Round, user: User
) -> None:
    client.force_login(user)
    response = client.get(f"/ansok/{round_.slug}/")
    assert "public" not in response.get("Cache-Control", "")
    assert "Redaktörens ord." in response.content.decode()


def test_machines_are_told_that_it_is_money_to_apply_for() -> None:
    assert describe(RoundPage(title="Resestipendium")) == {
        "@type": "WebPage",
        "mainEntity": {"@type": "MonetaryGrant", "name": "Resestipendium", "funder": MUNICIPALITY},
    }
