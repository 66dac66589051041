"""Who looks after a page: chosen among those who write pages, beside the day it is to be looked over."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy


def possible_owners() -> QuerySet:
    """Those who may write pages, by name."""
    writers = PagePermissionPolicy().users_with_any_permission({"add", "change"})
    return writers.order_by("first_name", "last_name", "email")


class OwnedPageForm(WagtailAdminPageForm):
    """The editor's form, with the owner among those who write: the site's other accounts are young people's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields.get("owner")
        if owner:
            # Whoever has stopped writing stays the owner until somebody chooses another.
            people = Q(pk__in=possible_owners().values("pk")) | Q(pk=self.instance.owner_id)
            owner.queryset = get_user_model().objects.filter(people).order_by("first_name", "last_name")
            owner.help_text = _("Who looks after the page, and gets a mail when it is time to look it over.")

    def save(self, commit: bool = True) -> Page:
        """Save. The owner counts at once: Wagtail takes it from no draft when the draft is published."""
        page = super().save(commit=commit)
        if page.pk and "owner" in self.changed_data:
            Page.objects.filter(pk=page.pk).update(owner=page.owner_id)
        return page
