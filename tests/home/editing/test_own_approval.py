"""Approving and changing a page in one act is refused with a reason, and nothing that was typed is lost."""

import pytest
from django.http import HttpResponse
from django.urls import reverse
from wagtail.models import Page

from home.models import StandardPage, StoryPage, User
from stipend_portal.models import RoundPage
from tests.home.editing.people import change, make_editor, page, signed_in, submit

pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture
def waiting() -> StandardPage:
    """A page without a body that Ella has submitted."""
    new = StandardPage(title="Ny sida", slug="ny-sida", summary="Kort.", live=False)
    page("om-webbplatsen").get_parent().add_child(instance=new)
    return submit(new, make_editor())


def approve(of: StandardPage, by: User, **typed: str) -> HttpResponse:
    """Press “Approve and publish” in the editor, with these fields changed."""
    client, address = signed_in(by), reverse("wagtailadmin_pages:edit", args=[of.pk])
    form = client.get(address).context["form"]
    data = {field.html_name: field.value() for field in form if field.value() and field.name != "body"}
    for formset in form.formsets.values():
        data |= {f"{formset.prefix}-{name}": value for name, value in formset.management_form.initial.items()}
    act = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    return client.post(address, {**data, "body-count": "0", **act, **typed})


def now(of: StandardPage) -> tuple[bool, bool, str | None]:
    """Whether the page waits, whether it is published, and who changed it last."""
    fresh = Page.objects.get(pk=of.pk)
    return fresh.workflow_in_progress, fresh.live, fresh.get_latest_revision().user.first_name


def test_whoever_changes_nothing_approves_from_the_editor(waiting: StandardPage) -> None:
    answer = approve(waiting, make_editor("olle"))
    assert answer.status_code == 302
    assert now(waiting) == (False, True, "Ella")


def test_whoever_changes_the_page_in_the_same_act_is_told_why_and_keeps_her_words(
    waiting: StandardPage,
) -> None:
    answer = approve(waiting, make_editor("olle"), title="Olles rubrik")
    assert answer.status_code == 200
    [told] = answer.context["form"].non_field_errors()
    assert told in answer.text.replace("&quot;", '"')
    assert answer.context["form"]["title"].value() == "Olles rubrik"
    assert now(waiting) == (True, False, "Ella")


def test_whoever_changed_the_page_a_moment_ago_is_told_the_same(waiting: StandardPage) -> None:
    olle = make_editor("olle")
    change(waiting, olle, "Olles rubrik")
    answer = approve(waiting, olle)
    assert len(answer.context["form"].non_field_errors()) == 1
    assert now(waiting) == (True, False, "Olle")


@pytest.mark.parametrize("model", [StoryPage, RoundPage])
def test_no_young_persons_account_can_be_chosen_as_owner(model: type[Page]) -> None:
    young = User.objects.create_user("ung@example.org")
    form = model.get_edit_handler().get_form_class()(for_user=make_editor())
    assert young not in form.fields["owner"].queryset
