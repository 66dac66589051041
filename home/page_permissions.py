"""What a group needs to edit the site's pages."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page


def grant_page_editing(group: Group) -> None:
    """Let a group write and publish every page, with images, documents and what a search shows first.

    Doing it twice is harmless.
    """
    group.permissions.add(_permission("wagtailadmin", "access_admin"))
    root = Page.get_first_root_node()
    for codename in ("add_page", "change_page", "publish_page"):
        GroupPagePermission.objects.get_or_create(
            group=group, page=root, permission=_permission("wagtailcore", codename)
        )
    collection = Collection.get_first_root_node()
    for app, model in (("wagtailimages", "image"), ("wagtaildocs", "document")):
        for act in ("add", "change", "choose"):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=collection, permission=_permission(app, f"{act}_{model}")
            )
    for act in ("add", "change", "delete"):
        group.permissions.add(_permission("wagtailsearchpromotions", f"{act}_searchpromotion"))


def _permission(app: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=codename)
