"""Where django-formtools keeps the answers of a draft: one row a page, each save counted.

The library's own storages keep everything in the session, where two tabs overwrite each other. Here the
draft is the store, the address is the current step, and a save must know which revision it follows.
"""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language
from formtools.wizard.storage.base import BaseStorage

from stipend_portal.models import Draft, DraftStep, StepCount
from stipend_portal.services.drafts import lock_draft, touch


class StaleStep(Exception):
    """The page was saved from somewhere else after this one was opened."""

    def __init__(self, stored: DraftStep) -> None:
        super().__init__(stored.step)
        self.stored = stored


class AlreadySent(Exception):
    """The draft has become an application and takes no more words."""


class DraftStorage(BaseStorage):
    """The answers of `request.draft`."""

    def __init__(self, prefix: str, request: HttpRequest, file_storage: Any = None) -> None:
        super().__init__(prefix, request, file_storage)
        self.draft: Draft = request.draft  # type: ignore[attr-defined]
        self.step: str | None = None
        self.load()

    def load(self) -> None:
        """Read all pages of the draft afresh."""
        self.rows = {row.step: row for row in DraftStep.objects.filter(draft=self.draft)}

    # The address says which step is the current one; nothing is remembered between requests.
    @property
    def current_step(self) -> str | None:
        """The step of this request."""
        return self.step

    @current_step.setter
    def current_step(self, value: str | None) -> None:
        self.step = value

    @property
    def extra_data(self) -> dict[str, Any]:
        """Nothing beside the answers is kept."""
        return {}

    def init_data(self) -> None:
        """Nothing to prepare."""

    def reset(self) -> None:
        """Never: a `?reset` in an address must not wipe what someone wrote."""

    def update_response(self, response: HttpResponse) -> None:
        """Nothing travels in cookies."""

    def get_step_data(self, step: str) -> MultiValueDict | None:
        """What was typed on a page, as posted; None when it has not been saved."""
        row = self.rows.get(step)
        return MultiValueDict(row.data) if row else None

    def get_step_files(self, step: str) -> None:
        """Files have a view of their own."""

    def set_step_files(self, step: str, files: Any) -> None:
        """Files have a view of their own."""

    def is_complete(self, step: str) -> bool:
        """Whether the page was right when it was last saved."""
        return step in self.rows and self.rows[step].complete

    def revision(self, step: str) -> int:
        """How many times a page has been saved."""
        return self.rows[step].revision if step in self.rows else 0

    def set_step_data(self, step: str, data: dict[str, list[str]], *, complete: bool, revision: int) -> None:
        """Save a page, if it still stands as it did when `revision` was read.

        The same words saved twice are one save, which keeps the draft as long as any other. Raises
        `StaleStep` when other words have come in between, `AlreadySent` when the draft has been sent and
        `services.errors.DraftGone` when it has been deleted.
        """
        with transaction.atomic():
            draft = lock_draft(self.draft)
            if draft.submitted_at:
                raise AlreadySent
            touch(draft, get_language() or "sv")
            stored = DraftStep.objects.filter(draft=draft, step=step).first()
            if stored is None:
                stored = DraftStep(draft=draft, step=step, revision=0)
            elif stored.data == data and stored.complete == complete:
                self.rows[step] = stored
                return
            elif stored.revision != revision:
                raise StaleStep(stored)
            if complete and not stored.counted and draft.supplement_id is None:
                StepCount.add(draft.round_id, step)
                stored.counted = True
            stored.data, stored.complete = data, complete
            stored.revision += 1
            stored.save()
        self.rows[step] = stored
