"""The logs that Wagtail keeps of what is edited in the admin: of meetings, and of settings and people."""

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import ModelLogEntry

from home.accounts.role_log import ROLES_CHANGED
from home.models import SignInEvent, User
from stipend_portal.meetings import meetings_for
from stipend_portal.models import (
    LetterTemplate,
    Meeting,
    PortalSettings,
    PortalText,
    Programme,
    Round,
    SupplementTemplate,
)
from stipend_portal.review.audit.sources import LogRow, Source
from stipend_portal.review.meetings.log import ACTS, act_of, details_of
from stipend_portal.states import Role


def _same(model: type[Model], key: str = "pk") -> QuerySet:
    """The rows whose key, as text, is the one that a line of Wagtail's log tells."""
    return model._default_manager.annotate(key=Cast(key, CharField())).filter(key=OuterRef("object_id"))


class WagtailSource(Source):
    """Base of these. Who did it is told by the name that she has now."""

    at_field = "timestamp"

    def entries(self, *models: type[Model]) -> QuerySet[ModelLogEntry]:
        """The lines about these kinds of things."""
        kinds = ContentType.objects.get_for_models(*models).values()
        lines = ModelLogEntry.objects.filter(content_type__in=[kind.pk for kind in kinds])
        return lines.select_related("user", "content_type")

    def by(self, who: str) -> Q:
        """Every word of it in the first or the last name, or in the address."""
        found = Q()
        for word in who.split():
            found &= (
                Q(user__first_name__icontains=word)
                | Q(user__last_name__icontains=word)
                | Q(user__email__icontains=word)
            )
        return found

    def who(self, entry: ModelLogEntry) -> str:
        """Who did it."""
        return str(entry.user_display_name)


class MeetingSource(WagtailSource):
    """What was done to the board's meetings. Cases are told by their number on the agenda."""

    slug = "sammantraden"
    title = gettext_lazy("Meetings")
    kinds = list(ACTS.items())
    kind_field = "data__what"

    def everything(self) -> QuerySet[ModelLogEntry]:
        """Those of the bodies that decide in the auditor's rounds; also of meetings that were removed."""
        roles = [(round_id, Role.AUDITOR) for round_id in self.rounds]
        bodies = list(Round.objects.filter(pk__in=self.rounds).values_list("deciding_body", flat=True))
        hers = meetings_for(roles).annotate(key=Cast("pk", CharField())).values("key")
        lines = self.entries(Meeting).filter(Q(object_id__in=hers) | Q(data__body__in=bodies))
        return lines.annotate(is_there=Exists(_same(Meeting)))

    def row(self, entry: ModelLogEntry) -> LogRow:
        """With the way to the meeting, where there still is one."""
        return LogRow(
            pk=entry.pk,
            at=entry.timestamp,
            what=act_of(entry.data),
            who=self.who(entry),
            about=entry.label,
            url=reverse("meetings:meeting", args=[entry.object_id]) if entry.is_there else "",
            details=details_of(entry.data),
        )


WATCHED: tuple[type[Model], ...] = (
    LetterTemplate,
    SupplementTemplate,
    PortalText,
    PortalSettings,
    Programme,
    User,
    Group,
)


class SettingsSource(WagtailSource):
    """What was changed in texts, templates, stipends, and in the accounts and roles of staff."""

    slug = "installningar"
    title = gettext_lazy("Settings and people")
    kinds = [(model._meta.model_name, capfirst(model._meta.verbose_name)) for model in WATCHED]
    kind_field = "content_type__model"

    def everything(self) -> QuerySet[ModelLogEntry]:
        """All: these are no round's. What is said of an account is told with whether it is one of staff's."""
        works_here = Q(is_superuser=True) | Q(groups__isnull=False)
        is_staff = Exists(_same(User).filter(works_here)) | Exists(_same(SignInEvent, "user_id"))
        return self.entries(*WATCHED).annotate(is_staff=is_staff)

    def row(self, entry: ModelLogEntry) -> LogRow:
        """With what became different, where the log knows it."""
        roles = entry.action == ROLES_CHANGED
        return LogRow(
            pk=entry.pk,
            at=entry.timestamp,
            what=capfirst(str(entry.object_verbose_name)),
            who=self.who(entry),
            about=self.about(entry),
            details=_roles(entry) if roles else [entry.message],
        )

    def about(self, entry: ModelLogEntry) -> str:
        """What was changed. Of the accounts only those of staff are named: the rest are applicants'."""
        if entry.content_type.model_class() is User and not (entry.is_staff or entry.action == ROLES_CHANGED):
            return _("An account of someone who does not work here")
        return _role(entry.label) if entry.content_type.model_class() is Group else entry.label


def _role(name: str) -> str:
    return str(Role(name).label) if name in Role else name


def _roles(entry: ModelLogEntry) -> list[str]:
    told = {"added": _("Roles given: %(roles)s"), "removed": _("Roles taken away: %(roles)s")}
    return [
        words % {"roles": ", ".join(map(_role, entry.data[name]))}
        for name, words in told.items()
        if name in entry.data
    ]
