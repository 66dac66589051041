"""A second pair of eyes before a page is published."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Page, Revision, TaskState, WorkflowState

from home.editing.last_words import last_writer
from home.models.user import User


class SecondPersonTask(AbstractGroupApprovalTask):
    """Approval by someone in the groups who neither submitted the page nor was the last to change it.

    Whoever submitted it can take it back, but not change it while it waits: what is approved is what was read.
    """

    class Meta:
        verbose_name = _("approval by a second person")
        verbose_name_plural = _("approvals by a second person")

    def get_actions(self, obj: Page, user: User) -> list[tuple[str, str, bool]]:
        """What this person may do with the page that waits. The last to change it may only send it back."""
        actions = super().get_actions(obj, user)
        state = obj.current_workflow_state
        if not actions or state is None or state.requested_by_id == user.pk:
            return []
        task_state = state.current_task_state
        if task_state and _last_changed_by(task_state, user):
            return [action for action in actions if action[0] != "approve"]
        return actions

    def on_action(self, task_state: TaskState, user: User, action_name: str, **kwargs: Any) -> None:
        """Approve or send back. Raises PermissionDenied where that would be approving one's own words.

        Looked at here once more: whoever approves from the editor may have changed the page in the same act.
        """
        if action_name == "approve" and self.is_own(task_state, user):
            raise PermissionDenied
        super().on_action(task_state, user, action_name, **kwargs)

    @staticmethod
    def is_own(task_state: TaskState, user: User) -> bool:
        """Whether this person submitted what waits, or was the last to change it."""
        return task_state.workflow_state.requested_by_id == user.pk or _last_changed_by(task_state, user)

    def locked_for_user(self, obj: Page, user: User) -> bool:
        """Whoever submitted the page takes it back before she changes it."""
        state = obj.current_workflow_state
        return super().locked_for_user(obj, user) or (state is not None and state.requested_by_id == user.pk)

    def get_task_states_user_can_moderate(self, user: User, **kwargs: Any) -> QuerySet[TaskState]:
        """What waits for this person's approval: nothing of her own."""
        waiting = super().get_task_states_user_can_moderate(user, **kwargs)
        submitted = WorkflowState.objects.filter(requested_by=user).values("pk")
        waiting = waiting.exclude(workflow_state__in=submitted)
        # Only where she has saved a version are the versions compared: a comment of hers is saved as one too.
        touched = Revision.objects.filter(
            user=user, base_content_type=ContentType.objects.get_for_model(Page)
        )
        asked = waiting.filter(workflow_state__object_id__in=touched.values("object_id"))
        own = [state.pk for state in asked.select_related("workflow_state") if _last_changed_by(state, user)]
        return waiting.exclude(pk__in=own)

    @classmethod
    def get_description(cls) -> str:
        """What whoever builds a workflow reads."""
        return _("Someone in the groups approves, but never whoever submitted or last changed the page")


def _last_changed_by(task_state: TaskState, user: User) -> bool:
    """Whether the newest words of what waits are this person's."""
    return last_writer(task_state.workflow_state.content_object) == user.pk
