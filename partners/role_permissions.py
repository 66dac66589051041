"""Who handles proposals of co-operation."""

from typing import Any

from django.apps import AppConfig
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

HANDLERS = ("communicator", "strategist")
CODENAMES = ("view_partnershipproposal", "change_partnershipproposal")


def give_role_permissions(sender: AppConfig, **kwargs: Any) -> None:
    """Let communicators and strategists handle proposals; run after every migration, which makes permissions."""
    # Django's own maker of permissions may come after this receiver; calling it twice does no harm.
    create_permissions(sender, verbosity=0, using=kwargs.get("using", "default"))
    wanted = Permission.objects.filter(content_type__app_label="partners", codename__in=CODENAMES)
    access = Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")
    for group in Group.objects.filter(name__in=HANDLERS):
        group.permissions.add(*wanted, *access)
