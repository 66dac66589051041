"""What the staff groups may do with whole kinds of things, such as editing rounds or answering readers.

Cases are never opened by these: who sees which application is decided in `permissions` alone.
"""

from collections.abc import Mapping
from typing import Any

from django.apps import AppConfig
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

from stipend_portal.states import Role

ROLE_PERMISSIONS: Mapping[Role, tuple[str, ...]] = {
    Role.CASE_OFFICER: (
        "add_round",
        "change_round",
        "view_round",
        "add_programme",
        "change_programme",
        "view_programme",
        "view_application",
        "change_portaltext",
        "view_portaltext",
        "change_portalsettings",
        "change_lettertemplate",
        "view_lettertemplate",
        "add_supplementtemplate",
        "change_supplementtemplate",
        "view_supplementtemplate",
    ),
    Role.BOARD_SECRETARY: ("view_round", "view_programme", "view_application"),
    Role.AUDITOR: (
        "view_round",
        "view_programme",
        "view_application",
        "view_portaltext",
        "view_lettertemplate",
        "view_supplementtemplate",
    ),
    Role.STRATEGIST: ("view_round",),
    Role.FINANCE: ("view_application",),
    Role.COMMITTEE_MEMBER: ("view_application",),
}

# What those who look after the site may do with what readers tell and with the counts of visits.
SITE_PERMISSIONS = (
    "view_accessibilityreport",
    "change_accessibilityreport",
    "view_pagehelp",
    "view_pagehelptext",
    "view_pageviews",
)
LOOK_AFTER_THE_SITE = (Role.COMMUNICATOR, Role.STRATEGIST)


def give_role_permissions(sender: AppConfig, **kwargs: Any) -> None:
    """Give each group its permissions; run after every migration, because Django makes them then."""
    # Django's own maker of permissions may come after this receiver; calling it twice does no harm.
    create_permissions(sender, verbosity=0, using=kwargs.get("using", "default"))
    for role, codenames in ROLE_PERMISSIONS.items():
        group = Group.objects.filter(name=role).first()
        if group:
            wanted = Permission.objects.filter(
                content_type__app_label="stipend_portal", codename__in=codenames
            )
            group.permissions.add(*wanted)
    site_wide = Permission.objects.filter(content_type__app_label="home", codename__in=SITE_PERMISSIONS)
    for group in Group.objects.filter(name__in=LOOK_AFTER_THE_SITE):
        group.permissions.add(*site_wide)
