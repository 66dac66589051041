"""Page: attachments. The files themselves are put up and taken away in a view of their own."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from stipend_portal.apply.forms.base import StepForm
from stipend_portal.models import DraftFile, Programme
from stipend_portal.questions import ATTACHMENTS


class AttachmentsForm(StepForm):
    """Judges the files that the draft has. `files` are those that can be sent, `removed` were harmful."""

    section = ATTACHMENTS

    def __init__(self, *args: Any, attached: Sequence[DraftFile] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.files = [file for file in attached if file.scan != DraftFile.Scan.INFECTED]
        self.removed = [file for file in attached if file.scan == DraftFile.Scan.INFECTED]

    @property
    def are_required(self) -> bool:
        """Whether the application must have an attachment."""
        return self.programme.attachments == Programme.Attachments.REQUIRED

    def clean(self) -> dict[str, Any]:
        """At least one file where the programme wants one."""
        data = super().clean() or self.cleaned_data
        if self.are_required and not self.files:
            self.add_error(None, self.section["files"].missing)
        elif len(self.files) > self.programme.most_attachments:
            self.add_error(
                None,
                _("Attach at most %(most)d files. Take some away first.")
                % {"most": self.programme.most_attachments},
            )
        return data

    def answers(self) -> dict[str, Any]:
        """Which files, with their fingerprints: what is sent in is exactly these."""
        return {"files": [file.as_answer for file in self.files]}
