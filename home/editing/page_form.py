"""The form of every page in the editor. A page type that asks for more builds on it."""

from typing import Any

from django.utils.translation import gettext as _

from home.editing.owners import OwnedPageForm
from home.models.second_person_task import SecondPersonTask


class EditorsPageForm(OwnedPageForm):
    """Says why, and what to do instead, to whoever approves a page that she has changed herself."""

    def clean(self) -> dict[str, Any]:
        """Refuse the approval before anything is saved, with all that was typed still in the form.

        The editor approves and saves in one act, so the page may have been changed in that very act, or by its
        own saving a moment ago. `SecondPersonTask` would refuse too, but with no word of why.
        """
        cleaned = super().clean()
        if self._approves() and self._task_refuses():
            self.add_error(
                None,
                _(
                    "You have changed this page, so you cannot approve it: somebody else must read your words "
                    "first. Choose “Save draft” to keep your changes. Then another person can approve the page, "
                    "or you can send it back to whoever submitted it."
                ),
            )
        return cleaned

    def _approves(self) -> bool:
        return bool(
            self.data.get("action-workflow-action") and self.data.get("workflow-action-name") == "approve"
        )

    def _task_refuses(self) -> bool:
        """Whether the page waits for a second person, and this one's changes make her the first."""
        task = self.instance.current_workflow_task
        if not isinstance(task, SecondPersonTask):
            return False
        return self._words_changed() or task.is_own(self.instance.current_workflow_task_state, self.for_user)

    def _words_changed(self) -> bool:
        """Whether anything but comments, and whether she follows them, is changed: whoever reads may comment."""
        if set(self.changed_data) - {"comment_notifications"}:
            return True
        others = (formset for name, formset in self.formsets.items() if name != "comments")
        return any(form.has_changed() for formset in others for form in formset.forms)
