"""The reports, the panel on the first page, and the guide."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from django.contrib.auth.models import Permission
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from openpyxl import load_workbook
from wagtail.users.models import UserProfile

from home.editing.guide import SECTIONS
from home.editing.languages import English, with_english
from home.editing.look_over import LookOver
from home.editing.needs_me import NeedsMePanel
from home.models import LinkCheck, StandardPage, User
from home.report_urls import REPORTS, menu_items
from stipend_portal.states import Role
from tests.factories.portal import make_staff
from tests.home.editing.people import change, make_editor, page, signed_in, submit

pytestmark = pytest.mark.usefixtures("demo")

OF_PAGES = ("pages_to_look_over", "broken_links", "swedish_and_english")


@pytest.fixture
def ella() -> User:
    """One of those who write."""
    return make_editor()


def rows(client: Client, name: str, **asked: object) -> list[list[object]]:
    """The lines of a report as a spreadsheet, without the headings."""
    answer = client.get(reverse(name), {**asked, "export": "xlsx"})
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return [[cell.value for cell in line] for line in load_workbook(BytesIO(content)).active][1:]


def break_links(of: StandardPage, number: int = 1) -> None:
    """Give a page so many broken links."""
    LinkCheck.objects.bulk_create(
        LinkCheck(
            page=of,
            url=f"https://example.org/{each}",
            text=f"Länk {each}",
            status=LinkCheck.Status.BROKEN,
            problem=LinkCheck.Problem.GONE,
            first_failed=timezone.now(),
        )
        for each in range(number)
    )


def test_pages_to_look_over_stand_by_day_and_those_without_one_last(ella: User) -> None:
    today = timezone.localdate()
    StandardPage.objects.filter(slug="kakor").update(review_by=today + timedelta(days=3))
    StandardPage.objects.filter(slug="om-webbplatsen").update(review_by=today - timedelta(days=3))
    lines = rows(signed_in(ella), "pages_to_look_over", locale="sv")
    assert [(line[0], line[2]) for line in lines[:2]] == [
        ("Om webbplatsen", LookOver.OVERDUE.label),
        (page("kakor").title, LookOver.SOON.label),
    ]
    assert lines[-1][1:4] == [None, LookOver.NEVER.label, gettext("Nobody")]
    filtered = rows(signed_in(ella), "pages_to_look_over", locale="sv", state="overdue")
    assert [line[0] for line in filtered] == ["Om webbplatsen"]


def test_the_owner_filters_a_report(ella: User) -> None:
    StandardPage.objects.filter(slug="kakor").update(owner=ella)
    lines = rows(signed_in(ella), "pages_to_look_over", owner=ella.pk)
    assert {line[3] for line in lines} == {"Ella"}
    assert len(lines) == 2


def test_broken_links_are_told_with_their_words_and_what_is_wrong(ella: User) -> None:
    break_links(page("om-webbplatsen"))
    gone = LinkCheck(page=page("kakor"), url="page:999999", text="Hit", status=LinkCheck.Status.BROKEN)
    gone.problem, gone.first_failed = LinkCheck.Problem.PAGE_MISSING, timezone.now()
    gone.save()
    lines = rows(signed_in(ella), "broken_links")
    assert [line[:4] for line in lines] == [
        ["Om webbplatsen", "Länk 0", "https://example.org/0", LinkCheck.Problem.GONE.label],
        [
            page("kakor").title,
            "Hit",
            gettext("a page that is gone"),
            LinkCheck.Problem.PAGE_MISSING.label,
        ],
    ]


def english(slug: str) -> English:
    """How the English of a page stands."""
    return English(with_english(StandardPage.objects.filter(slug=slug)).get().english)


def test_the_english_of_a_page_is_current_older_begun_or_missing(ella: User) -> None:
    assert english("om-webbplatsen") is English.CURRENT
    change(page("om-webbplatsen"), ella).get_latest_revision().publish()
    assert english("om-webbplatsen") is English.OLDER
    page("om-webbplatsen", "en").unpublish()
    assert english("om-webbplatsen") is English.DRAFT
    page("om-webbplatsen", "en").delete()
    assert english("om-webbplatsen") is English.MISSING


def test_an_editor_translates_a_page_from_the_report_and_the_copy_is_a_draft(ella: User) -> None:
    page("om-webbplatsen", "en").delete()
    client = signed_in(ella)
    translate = reverse("simple_translation:submit_page_translation", args=[page("om-webbplatsen").pk])
    assert translate in client.get(reverse("swedish_and_english"), {"english": "missing"}).text
    answer = client.post(translate, {"select_all": "on", "locales": [page("kakor", "en").locale_id]})
    copy = page("om-webbplatsen", "en")
    assert answer.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[copy.pk])
    assert not copy.live


@pytest.mark.parametrize("name", OF_PAGES)
def test_a_report_asks_the_same_number_of_queries_for_many_rows(
    ella: User, name: str, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    client = signed_in(ella)
    client.get(reverse(name))
    break_links(page("kakor"), 45)
    with django_assert_max_num_queries(22):
        assert client.get(reverse(name)).status_code == 200


def test_what_needs_an_editor_is_told_in_a_fixed_number_of_queries(
    ella: User, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    olle = make_editor("olle")
    StandardPage.objects.update(owner=ella, review_by=timezone.localdate())
    break_links(page("kakor"), 7)
    submit(page("om-webbplatsen"), olle)
    back = submit(page("kakor"), ella)
    back.current_workflow_task_state.reject(user=olle)
    change(page("personuppgifter"), olle).get_latest_revision().publish()
    with django_assert_max_num_queries(24):
        groups = NeedsMePanel(User.objects.get(pk=ella.pk)).get_context_data()["groups"]
    found = {str(group.title): (len(group.items), group.count) for group in groups}
    pages = StandardPage.objects.count()
    assert list(found.values()) == [(1, 1), (1, 1), (5, pages), (5, 7), (1, 1)]


def test_the_menu_holds_the_reports_that_one_may_open(ella: User) -> None:
    every = [reverse(view.index_url_name) for view in REPORTS]
    counts = make_staff()
    counts.user_permissions.add(Permission.objects.get(codename="view_pageviews"))
    for person, found in (
        (ella, every),
        (counts, [reverse("visits_report")]),
        (make_staff(Role.CASE_OFFICER), []),
    ):
        request = RequestFactory().get("/admin/")
        request.user = person
        shown = [item for make in menu_items() if (item := make()).is_shown(request)]
        assert [item.url for item in shown] == found


def test_only_those_who_write_pages_have_the_panel_and_the_guide(ella: User) -> None:
    heading = 'id="needs-me"'
    officer = signed_in(make_staff(Role.CASE_OFFICER))
    assert heading in signed_in(ella).get("/admin/").text
    assert heading not in officer.get("/admin/").text
    assert reverse("editors_guide") not in officer.get("/admin/").text


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_guide_has_all_its_sections_in_both_languages(ella: User, language: str) -> None:
    UserProfile.objects.create(user=ella, preferred_language=language)
    answer = signed_in(ella).get(reverse("editors_guide"))
    names = {template.name for template in answer.templates}
    assert {f"home/editing/guide/{language}/{each.name}.html" for each in SECTIONS} <= names
