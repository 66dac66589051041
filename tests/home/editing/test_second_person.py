"""Nobody publishes her own words: a second person reads every page first."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page, TaskState, Workflow

from home.editing.setting_up import set_up_editing
from home.models import HomePage, SecondPersonTask, StandardPage, User
from tests.home.editing.people import change, make_editor, page, signed_in, submit

pytestmark = pytest.mark.usefixtures("demo")

ABOUT = "om-webbplatsen"


def act(client: Client, of: StandardPage, action: str = "approve") -> HttpResponse:
    """Press a button of the workflow, as the page in the admin does."""
    state = of.current_workflow_task_state
    return client.post(reverse("wagtailadmin_pages:workflow_action", args=[of.pk, action, state.pk]))


def title_of(of: StandardPage) -> str:
    """The title that visitors see."""
    return Page.objects.get(pk=of.pk).title


def actions(of: StandardPage, user: User) -> set[str]:
    """What the buttons offer this person."""
    fresh = Page.objects.get(pk=of.pk)
    return {name for name, _label, _modal in fresh.current_workflow_task.get_actions(fresh, user)}


def test_another_editor_approves_and_the_page_is_published() -> None:
    waiting = submit(page(ABOUT), make_editor())
    other = make_editor("olle")
    assert actions(waiting, other) == {"approve", "reject"}
    act(signed_in(other), waiting)
    assert title_of(waiting) == "En ny rubrik"


def test_whoever_submitted_is_offered_no_approval_and_is_refused_it() -> None:
    editor = make_editor()
    waiting = submit(page(ABOUT), editor)
    assert actions(waiting, editor) == set()
    act(signed_in(editor), waiting)
    assert title_of(waiting) != "En ny rubrik"
    assert waiting.workflow_in_progress
    assert list(TaskState.objects.reviewable_by(editor)) == []


def test_not_even_an_administrator_approves_what_she_submitted() -> None:
    admin = User.objects.create_superuser("admin@example.org")
    waiting = submit(page(ABOUT), admin)
    assert actions(waiting, admin) == set()
    with pytest.raises(PermissionDenied):
        waiting.current_workflow_task.on_action(waiting.current_workflow_task_state, admin, "approve")


def test_the_last_to_change_what_waits_may_send_it_back_only() -> None:
    waiting = submit(page(ABOUT), make_editor())
    other = make_editor("olle")
    assert list(TaskState.objects.reviewable_by(other)) == [waiting.current_workflow_task_state]
    change(waiting, other, "Ännu en rubrik")
    assert actions(waiting, other) == {"reject"}
    assert list(TaskState.objects.reviewable_by(other)) == []
    act(signed_in(other), waiting)
    assert waiting.workflow_in_progress
    assert title_of(waiting) != "Ännu en rubrik"


def test_changing_the_page_in_the_act_of_approving_it_is_refused() -> None:
    waiting = submit(page(ABOUT), make_editor())
    other = make_editor("olle")
    task, state = waiting.current_workflow_task, waiting.current_workflow_task_state
    change(waiting, other, "Ännu en rubrik")
    with pytest.raises(PermissionDenied):
        task.on_action(state, other, "approve")


def test_whoever_submitted_cannot_change_the_page_while_it_waits() -> None:
    editor = make_editor()
    waiting = submit(page(ABOUT), editor)
    fresh = Page.objects.get(pk=waiting.pk)
    assert fresh.get_lock().for_user(editor)
    assert not fresh.get_lock().for_user(make_editor("olle"))
    assert fresh.current_workflow_state.user_can_cancel(editor)


def test_no_other_door_publishes_for_an_editor() -> None:
    editor = make_editor()
    draft = change(page(ABOUT), editor)
    client = signed_in(editor)
    assert not Page.objects.get(pk=draft.pk).permissions_for_user(editor).can_publish()
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{bulk}?id={draft.pk}&next=/admin/", {"include_descendants": "on"})
    assert title_of(draft) != "En ny rubrik"


def test_an_editor_moves_sorts_and_takes_down_pages_but_no_front_page() -> None:
    editor = make_editor()
    about, target = page(ABOUT).permissions_for_user(editor), page("kakor")
    assert about.can_move_to(target)
    assert about.can_unpublish()
    assert not about.can_move_to(page(ABOUT))
    page(ABOUT).unpublish()
    # What has been public is kept.
    assert not page(ABOUT).permissions_for_user(editor).can_delete()
    draft = StandardPage(title="Ett utkast", live=False)
    page(ABOUT).add_child(instance=draft)
    assert draft.permissions_for_user(editor).can_delete()
    front = HomePage.objects.first().permissions_for_user(editor)
    assert front.can_reorder_children()
    assert not front.can_unpublish()
    assert not front.can_move()


def test_setting_up_again_keeps_what_an_administrator_has_chosen() -> None:
    Workflow.objects.filter(name="granskning").update(name="läsning")
    moderators = Group.objects.get(name="Moderators")
    assert not moderators.page_permissions.filter(permission__codename="publish_page").exists()
    root = Page.get_first_root_node()
    GroupPagePermission.objects.create(group=moderators, page=root, permission_type="publish")
    set_up_editing(None)
    assert moderators.page_permissions.filter(permission__codename="publish_page").exists()
    assert SecondPersonTask.objects.count() == 1
    assert page(ABOUT).get_workflow().name == "läsning"
