"""Strategists write the strategy, its areas and the annual reports, and nothing else."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db.models import Model
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.models import Collection, GroupCollectionPermission, Locale, Page

from home.editing.setting_up import set_up_editing
from home.models import (
    AnnualReportIndexPage,
    HomePage,
    Picture,
    PriorityAreaPage,
    StandardPage,
    StrategyPage,
    User,
)
from home.page_permissions import STRATEGISTS
from tests.factories.pages import add, make_strategy
from tests.home.editing.people import make_editor, signed_in

pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture
def strategist() -> User:
    """One of those who look after the strategy."""
    person = User.objects.create_user("stina@example.org", "exempel-lösenord-1", first_name="Stina")
    person.groups.add(Group.objects.get(name=STRATEGISTS))
    return person


def first(model: type[Model], language: str = "sv") -> Page:
    """The first page of a type in a language."""
    return model.objects.filter(locale__language_code=language).first()


def writes(user: User, page: Page) -> tuple[bool, bool, bool]:
    """Whether she may change a page, add to it, and publish it by herself."""
    rights = page.permissions_for_user(user)
    return rights.can_edit(), rights.can_add_subpage(), rights.can_publish()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_strategist_writes_the_strategy_its_areas_and_the_reports_but_no_other_page(
    strategist: User, language: str
) -> None:
    add(first(HomePage, language), AnnualReportIndexPage, "Rapporter")
    for model in (StrategyPage, PriorityAreaPage, AnnualReportIndexPage):
        assert writes(strategist, first(model, language)) == (True, True, False)
    for model in (HomePage, StandardPage):
        assert writes(strategist, first(model, language)) == (False, False, False)


def test_a_new_strategy_is_hers_from_when_it_is_made_and_setting_up_again_keeps_it(strategist: User) -> None:
    new = make_strategy(first(HomePage), "Nästa strategi")
    assert writes(strategist, new) == (True, True, False)
    rights = Group.objects.get(name=STRATEGISTS).page_permissions
    before = set(rights.values_list("page", "permission"))
    set_up_editing(None)
    assert set(rights.values_list("page", "permission")) == before


def test_a_strategist_submits_what_she_has_written_and_a_communicator_approves_it(strategist: User) -> None:
    area, client = first(PriorityAreaPage), signed_in(strategist)
    assert client.get(reverse("wagtailadmin_pages:edit", args=[area.pk])).status_code == 200
    assert area.permissions_for_user(strategist).can_submit_for_moderation()
    area.title = "Ett nytt namn"
    area.save_revision(user=strategist)
    area.get_workflow().start(area, strategist)
    task, state = area.current_workflow_task, area.current_workflow_task_state
    assert task.get_actions(area, strategist) == []
    task.on_action(state, make_editor(), "approve")
    assert Page.objects.get(pk=area.pk).title == "Ett nytt namn"


def test_what_belongs_to_the_whole_site_is_not_the_strategists(strategist: User) -> None:
    assert not strategist.has_perm("wagtailsearchpromotions.add_searchpromotion")
    assert not strategist.has_perm("home.change_contactfunction")


def test_a_strategist_translates_her_own_pages_only(strategist: User) -> None:
    own = make_strategy(first(HomePage), "Nästa strategi")
    other = add(first(HomePage), StandardPage, "Någon annans sida")
    english = Locale.objects.get(language_code="en")
    client = signed_in(strategist)
    for page in (own, other):
        address = reverse("simple_translation:submit_page_translation", args=[page.pk])
        client.post(address, {"locales": [english.pk], "include_subtree": "on"})
    assert own.has_translation(english)
    assert not other.has_translation(english)


def test_a_strategist_replaces_no_file_that_somebody_else_has_put_there(strategist: User) -> None:
    files = Document, Picture
    collection = Collection.get_first_root_node()
    hers = [make.objects.create(title="Min", uploaded_by_user=strategist, **facts(make)) for make in files]
    others = [make.objects.create(title="Annan", **facts(make)) for make in files]
    group = Group.objects.get(name=STRATEGISTS)
    old = Permission.objects.get(codename="change_document")
    GroupCollectionPermission.objects.create(group=group, collection=collection, permission=old)
    set_up_editing(None)
    for name, mine, other in zip(("wagtaildocs", "wagtailimages"), hers, others, strict=True):
        addresses = [reverse(f"{name}:edit", args=[each.pk]) for each in (mine, other)]
        assert [signed_in(strategist).get(each).status_code for each in addresses] == [200, 302]
        assert signed_in(make_editor(name)).get(addresses[1]).status_code == 200


def facts(make: type[Model]) -> dict[str, object]:
    """What a picture or a document needs besides its title."""
    return {"file": "exempel.png", "width": 1, "height": 1} if make is Picture else {"file": "exempel.pdf"}
