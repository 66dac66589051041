"""Whoever comments on a page that waits has changed no word of it, and may approve it."""

import pytest
from django.http import HttpResponse
from django.urls import reverse
from wagtail.models import Comment, TaskState
from wagtail.test.utils.form_data import rich_text

from home.editing.last_words import last_writer
from home.models import StandardPage, User
from tests.home.editing.people import change, make_editor, page, signed_in, submit
from tests.home.editing.test_own_approval import approve, now

pytestmark = pytest.mark.usefixtures("demo")

COMMENT = {
    "comments-TOTAL_FORMS": "1",
    "comments-INITIAL_FORMS": "0",
    "comments-0-text": "Stämmer det?",
    "comments-0-contentpath": "title",
    "comments-0-resolved": "",
    "comments-0-id": "",
    "comments-0-replies-TOTAL_FORMS": "0",
    "comments-0-replies-INITIAL_FORMS": "0",
}


@pytest.fixture
def waiting() -> StandardPage:
    """A page without a body that Ella has submitted."""
    new = StandardPage(title="Ny sida", slug="ny-sida", summary="Kort.", live=False)
    page("om-webbplatsen").get_parent().add_child(instance=new)
    return submit(new, make_editor())


def save_as_the_editor_does(of: StandardPage, by: User, **typed: str) -> HttpResponse:
    """Let the editor save by itself, as it does when somebody has commented or stopped typing."""
    words = {"title": of.title, "slug": of.slug, "summary": of.summary, "body-count": "0"}
    address = reverse("wagtailadmin_pages:edit", args=[of.pk])
    return signed_in(by).post(address, {**words, **typed}, headers={"Accept": "application/json"})


def kept(of: StandardPage) -> dict[str, str]:
    """The one comment on the page, as the editor sends it along with everything else."""
    return {**COMMENT, "comments-INITIAL_FORMS": "1", "comments-0-id": str(Comment.objects.get(page=of).pk)}


def test_whoever_has_commented_approves_the_page(waiting: StandardPage) -> None:
    olle = make_editor("olle")
    answer = save_as_the_editor_does(waiting, olle, **COMMENT)
    assert answer.json()["success"]
    assert Comment.objects.get(page=waiting).user == olle
    assert now(waiting) == (True, False, "Olle")
    assert list(TaskState.objects.reviewable_by(olle)) == [waiting.current_workflow_task_state]
    assert approve(waiting, olle, **kept(waiting)).status_code == 302
    assert now(waiting)[:2] == (False, True)


def test_a_page_that_is_saved_anew_with_its_text_says_the_same(waiting: StandardPage) -> None:
    text = {
        "body-count": "1",
        "body-0-type": "text",
        "body-0-id": "0d9a8f0e-6c2b-4a55-9d0f-3a1f0c6f1a11",
        "body-0-order": "0",
        "body-0-deleted": "",
        "body-0-value": rich_text("<h2>Rubrik</h2><p>En <b>viktig</b> rad.</p>"),
    }
    kim, olle = make_editor("kim"), make_editor("olle")
    assert save_as_the_editor_does(waiting, kim, **text).json()["success"]
    assert save_as_the_editor_does(waiting, olle, **text, **COMMENT).json()["success"]
    assert last_writer(waiting) == kim.pk


def test_commenting_and_following_in_the_act_of_approving_is_no_change(waiting: StandardPage) -> None:
    assert approve(waiting, make_editor("olle"), **COMMENT, comment_notifications="on").status_code == 302
    assert now(waiting)[:2] == (False, True)


def test_a_comment_does_not_hide_that_one_has_changed_the_words_before_it(waiting: StandardPage) -> None:
    olle, sol = make_editor("olle"), make_editor("sol")
    change(waiting, olle, "Olles rubrik")
    save_as_the_editor_does(waiting, sol, **COMMENT)
    assert list(TaskState.objects.reviewable_by(olle)) == []
    assert approve(waiting, olle, **kept(waiting)).status_code == 200
    assert approve(waiting, sol, **kept(waiting)).status_code == 302
