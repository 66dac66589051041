"""Everything the case page shows, fetched in a number of queries that does not grow with the case."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.http import Http404

from home.models import User
from stipend_portal.models import (
    Application,
    ApplicationVersion,
    Assignment,
    Attachment,
    CaseDocument,
    Event,
    GroupMember,
    GuardianApproval,
    Message,
    Note,
    OutboxMessage,
    SupplementRequest,
)
from stipend_portal.models.event import EventKind

Names = Mapping[int | None, str]


@dataclass(frozen=True)
class RegisterRow:
    """A document, and who registered it; empty where the site did."""

    document: CaseDocument
    registered_by: str


@dataclass
class CaseFile:
    """One case with its rows, each list asked for once and only where a part of the page wants it."""

    case: Application
    # The number of the version to read, as the address has it; none: the newest.
    asked_for: str | None

    @cached_property
    def versions(self) -> dict[int, ApplicationVersion]:
        """By key, in the order of their numbers."""
        return {version.pk: version for version in self.case.versions.order_by("number")}

    @cached_property
    def newest(self) -> ApplicationVersion:
        """The one that is judged."""
        return list(self.versions.values())[-1]

    @cached_property
    def version(self) -> ApplicationVersion:
        """The one to read. Raises `Http404` for one there is not."""
        if self.asked_for is None:
            return self.newest
        for version in self.versions.values():
            if str(version.number) == self.asked_for:
                return version
        raise Http404

    @cached_property
    def former(self) -> ApplicationVersion | None:
        """The one before the one to read."""
        return next((each for each in self.versions.values() if each.number == self.version.number - 1), None)

    @cached_property
    def approvals(self) -> list[GuardianApproval]:
        """Of all versions."""
        return list(self.case.approvals.select_related("member"))

    @cached_property
    def current_approvals(self) -> list[GuardianApproval]:
        """Of the newest version."""
        return [each for each in self.approvals if each.version_id == self.newest.pk]

    @cached_property
    def members(self) -> list[GroupMember]:
        """The others of the group, as the newest version names them."""
        return list(self.case.members.filter(version=self.newest))

    @cached_property
    def files(self) -> list[Attachment]:
        """Of all versions."""
        return list(self.case.attachments.all())

    @cached_property
    def requests(self) -> list[SupplementRequest]:
        """The newest first."""
        return list(self.case.supplement_requests.all())

    @cached_property
    def events(self) -> list[Event]:
        """The oldest first."""
        return list(self.case.events.all())

    @cached_property
    def settled(self) -> list[Event]:
        """When officers noted that a message needs no answer, the oldest first."""
        return [event for event in self.events if event.kind == EventKind.MESSAGE_SETTLED]

    @cached_property
    def conversation(self) -> list[Message]:
        """The oldest first."""
        return list(self.case.correspondence.all())

    @cached_property
    def mails(self) -> list[OutboxMessage]:
        """The newest first."""
        return list(self.case.messages.all())

    @cached_property
    def notes(self) -> list[Note]:
        """The oldest first."""
        return list(self.case.notes.all())

    @cached_property
    def documents(self) -> list[CaseDocument]:
        """By number."""
        return list(self.case.documents.all())

    @cached_property
    def assignments(self) -> list[Assignment]:
        """In the order they were made."""
        return list(self.case.assignments.all())

    @cached_property
    def names(self) -> Names:
        """Colleagues by key, asked for together: joined to each row they would be fetched many times."""
        decision = self.case.current_decision
        pks: set[int | None] = {mail.prepared_by_id for mail in self.mails}
        pks |= {mail.released_by_id for mail in self.mails}
        pks |= {request.asked_by_id for request in self.requests}
        pks |= {approval.recorded_by_id for approval in self.approvals}
        pks |= {document.registered_by_id for document in self.documents}
        pks |= {assignment.user_id for assignment in self.assignments}
        pks |= {decision.recorded_by_id} if decision else set()
        pks.discard(None)
        return {user.pk: str(user) for user in User.objects.filter(pk__in=pks)} if pks else {}

    def people(self, kind: Assignment.Kind) -> list[str]:
        """The names of those who are on the case as this."""
        return [self.names[each.user_id] for each in self.assignments if each.kind == kind]
