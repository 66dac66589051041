"""What a site needs so that no one publishes her own words: the rights of those who write, and the workflow."""

from typing import Any

from django.apps import AppConfig, apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group
from wagtail.models import GroupPagePermission, Page, Workflow, WorkflowPage, WorkflowTask

from home.editing.strategists import grant_own_pages
from home.page_permissions import EDITORS, PUBLISHING, grant_page_editing

# Whose permissions are given here; Django may make them after this has been called.
WITH_PERMISSIONS = (
    "wagtailadmin",
    "wagtailcore",
    "wagtailimages",
    "wagtaildocs",
    "simple_translation",
    "wagtailsearchpromotions",
    "home",
)


def set_up_editing(sender: AppConfig, using: str = "default", **kwargs: Any) -> None:
    """Give editors and strategists their rights, and a new site its workflow; run after every migration.

    Afterwards an administrator may change the workflow, and it stays as she made it.
    """
    editors = Group.objects.filter(name=EDITORS).first()
    if editors is None:
        return
    for label in WITH_PERMISSIONS:
        create_permissions(apps.get_app_config(label), verbosity=0, using=using)
    grant_page_editing(editors)
    grant_own_pages()
    make_workflow(editors)


def make_workflow(editors: Group) -> None:
    """Let every page wait for a second person; the groups that Wagtail comes with no longer publish by themselves.

    Does nothing on a site that has the task already.
    """
    from home.models import SecondPersonTask

    if SecondPersonTask.objects.exists():
        return
    # Names that an administrator may change, so they are content and Swedish. The button says “Lämna in till …”.
    task = SecondPersonTask.objects.create(name="En annan person läser")
    workflow = Workflow.objects.create(name="granskning")
    task.groups.add(editors)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    root = Page.get_first_root_node()
    WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})
    GroupPagePermission.objects.filter(permission__codename=PUBLISHING).delete()
