"""Mails about pages that wait for a second person, were approved, or came back.

Wagtail would send its own straight from the request, in its own words. These take the places of its receivers, keep
its rules of who wants which mail (*Notifications* in one's own account), and leave through the site's outbox, in the
same transaction as what they tell of.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.dispatch import Signal
from django.urls import reverse
from wagtail.admin.mail import (
    GroupApprovalTaskStateSubmissionEmailNotifier,
    Notifier,
    WorkflowStateApprovalEmailNotifier,
    WorkflowStateRejectionEmailNotifier,
)
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected

from home.editing.last_words import last_writer
from home.mail.outgoing import send
from home.models import SecondPersonTask, User


class OutgoingMixin:
    """One mail to each who wants it, in the language that she works in. Goes before Wagtail's notifier."""

    kind: str

    def get_template_set(self, instance: WorkflowState | TaskState, **kwargs: Any) -> dict[str, str]:
        """None: the templates follow from the kind."""
        return {}

    @transaction.atomic
    def send_notifications(
        self, template_set: dict[str, str], context: dict[str, Any], recipients: Iterable[User], **kwargs: Any
    ) -> bool:
        """Hand the mails over."""
        for person in sorted(recipients, key=lambda each: each.pk):
            language = person.wagtail_userprofile.get_preferred_language()
            send(self.kind, to=person.email, language=language, context=context)
        return True


def told_of(page: Page, by: User | None) -> dict[str, Any]:
    """What every one of the mails says: which page, where to find it, and who did something with it."""
    return {
        "title": page.draft_title,
        "url": f"{settings.BASE_URL}{reverse('wagtailadmin_pages:edit', args=[page.pk])}",
        "by": str(by) if by else "",
    }


class PageWaits(OutgoingMixin, GroupApprovalTaskStateSubmissionEmailNotifier):
    """To those who may approve the page. Administrators are asked where nobody else can be."""

    kind = "page_waits"

    def get_recipient_users(self, task_state: TaskState, **kwargs: Any) -> QuerySet[User]:
        """The groups' members, but whoever may not approve: she who submitted it, and the last to change it."""
        people = User.objects.filter(is_active=True)
        task = task_state.task.specific
        if isinstance(task, SecondPersonTask):
            state = task_state.workflow_state
            people = people.exclude(pk__in=[state.requested_by_id, last_writer(state.content_object)])
        members = people.filter(groups__in=task.groups.all()).distinct()
        return members if members.exists() else people.filter(is_superuser=True)

    def get_context(self, task_state: TaskState, **kwargs: Any) -> dict[str, Any]:
        """Who submitted it."""
        state = task_state.workflow_state
        return told_of(state.content_object, state.requested_by)


class PageApproved(OutgoingMixin, WorkflowStateApprovalEmailNotifier):
    """To whoever submitted the page."""

    kind = "page_approved"

    def get_context(self, workflow_state: WorkflowState, **kwargs: Any) -> dict[str, Any]:
        """Who approved it, and the moment it will be shown, where that is still to come."""
        page = Page.objects.get(pk=workflow_state.object_id)
        later = page.scheduled_revision
        return {
            **told_of(page, kwargs.get("user")),
            "shown_from": later.approved_go_live_at if later else None,
        }


class PageSentBack(OutgoingMixin, WorkflowStateRejectionEmailNotifier):
    """To whoever submitted the page."""

    kind = "page_sent_back"

    def get_context(self, workflow_state: WorkflowState, **kwargs: Any) -> dict[str, Any]:
        """Who sent it back, and what she wrote about it."""
        told = told_of(workflow_state.content_object, kwargs.get("user"))
        return {**told, "comment": workflow_state.current_task_state.specific.get_comment().strip()}


# Each with the name under which Wagtail connects its own.
RECEIVERS: tuple[tuple[Signal, type, str, Notifier], ...] = (
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification", PageWaits()),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification", PageApproved()),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification", PageSentBack()),
)


def connect() -> None:
    """Take the places of Wagtail's receivers, whether they are there already or are still to come.

    A signal takes one receiver of a name, the first. Wagtail's fourth, of a page that enters a workflow, writes to
    administrators alone; WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS keeps it silent.
    """
    for signal, sender, name, receiver in RECEIVERS:
        signal.disconnect(sender=sender, dispatch_uid=name)
        signal.connect(receiver, sender=sender, dispatch_uid=name)
