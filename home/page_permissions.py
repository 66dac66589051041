"""What a group needs to write the site's pages."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

# The group of those who write the site, and who approve each other's pages.
EDITORS = "communicator"
# The group that looks after the strategy and reports on it: it writes some pages, and approves none.
STRATEGISTS = "strategist"
# With this a page is published without anybody else having read it.
PUBLISHING = "publish_page"


def grant_page_editing(group: Group, under: Page | None = None) -> None:
    """Let a group write and translate pages, with images and documents.

    Doing it twice is harmless. `under` is the page whose tree it may write in. Without it, it writes all pages,
    and what belongs to the whole site: contacts, and what a search shows first. Nobody publishes by herself: that
    right is taken away where the group has it.
    """
    group.permissions.add(
        _permission("wagtailadmin", "access_admin"), _permission("simple_translation", "submit_translation")
    )
    for codename in ("add_page", "change_page"):
        GroupPagePermission.objects.get_or_create(
            group=group,
            page=under or Page.get_first_root_node(),
            permission=_permission("wagtailcore", codename),
        )
    GroupPagePermission.objects.filter(group=group, permission__codename=PUBLISHING).delete()
    _grant_files(group, ("add", "change", "choose") if under is None else ("add", "choose"))
    if under is None:
        _grant_whole_site(group)


def _grant_files(group: Group, acts: tuple[str, ...]) -> None:
    """Let a group use images and documents in these ways only.

    Whoever may add may change what she has added. Changing those of others, which stand behind published links, is
    for those who write all pages.
    """
    collection = Collection.get_first_root_node()
    for app, model in (("wagtailimages", "image"), ("wagtaildocs", "document")):
        for act in ("add", "change", "choose"):
            right = {
                "group": group,
                "collection": collection,
                "permission": _permission(app, f"{act}_{model}"),
            }
            if act in acts:
                GroupCollectionPermission.objects.get_or_create(**right)
            else:
                GroupCollectionPermission.objects.filter(**right).delete()


def _grant_whole_site(group: Group) -> None:
    for act in ("add", "change", "delete"):
        group.permissions.add(_permission("wagtailsearchpromotions", f"{act}_searchpromotion"))
    for act in ("add", "change", "delete", "view"):
        group.permissions.add(_permission("home", f"{act}_contactfunction"))


def _permission(app: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=codename)
