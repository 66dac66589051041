"""Writing in Wagtail's log who was given which role and who lost it, wherever that was done."""

from collections.abc import Collection
from typing import Any, Final

from django.contrib.auth.models import Group
from django.db.models import Model
from django.db.models.signals import m2m_changed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter, log
from wagtail.models import ModelLogEntry

from home.models import User

ROLES_CHANGED: Final = "home.roles_changed"
# The changes that Django tells of, and what became of the roles. What is to be cleared is told before it goes.
CHANGES = {"post_add": "added", "post_remove": "removed", "pre_clear": "removed"}


class RolesChanged(LogFormatter):
    """How it is told in the history of an account."""

    label = gettext_lazy("Roles changed")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        """The roles by the names of their groups."""
        told = {"added": _("Roles given: %(roles)s"), "removed": _("Roles taken away: %(roles)s")}
        parts = [
            words % {"roles": ", ".join(log_entry.data[name])}
            for name, words in told.items()
            if name in log_entry.data
        ]
        return ". ".join(parts)


def record_roles(
    sender: type[Model],
    instance: Model,
    action: str,
    pk_set: Collection[int] | None,
    **kwargs: Any,
) -> None:
    """Receive Django's signal: accounts get roles on their own page, in bulk, and from the command line."""
    change = CHANGES.get(action)
    if change is None:
        return
    if isinstance(instance, Group):
        everyone = User.objects.filter(groups=instance)
        people = everyone if pk_set is None else User.objects.filter(pk__in=pk_set)
        for person in people:
            log(person, ROLES_CHANGED, data={change: [instance.name]})
        return
    everything = Group.objects.filter(user=instance.pk)
    groups = everything if pk_set is None else Group.objects.filter(pk__in=pk_set)
    names = sorted(groups.values_list("name", flat=True))
    if names:
        log(instance, ROLES_CHANGED, data={change: names})


def connect() -> None:
    """Hear of every change of roles."""
    m2m_changed.connect(record_roles, sender=User.groups.through, dispatch_uid="home.role_log.roles_changed")
