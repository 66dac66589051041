"""Someone on the page of attachments, with files that are taken and one that is not."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override

from stipend_portal.models import DraftFile
from tests.factories import files
from tests.factories.typed import Applicant

BILAGOR, CHECK = "bilagor", "kontrollera"
PDF = ("offert.pdf", files.pdf())
PHOTO = ("IMG_1.HEIC", files.heic(exif=files.exif(6)))
NOT_A_FILE_OF_OURS = ("skript.php", b"<?php echo 1;")


class Attaching(Applicant):
    """Someone on the page of attachments, in English."""

    def path(self, name: str, *keys: object) -> str:
        """An address of the draft's files."""
        with override(self.language):
            return reverse(name, args=[self.draft.pk, *keys])

    def upload(self, *received: tuple[str, bytes], **words: str) -> Any:
        """Choose files and press the button."""
        return self.client.post(self.path("upload"), {"files": chosen(*received), **words})

    def change(self, file: DraftFile, *received: tuple[str, bytes], **words: str) -> Any:
        """Choose another file for one, or write other words about it, and press the button."""
        return self.client.post(self.path("change_file", file.pk), {"files": chosen(*received), **words})

    @property
    def names(self) -> list[str]:
        """What is attached."""
        return list(self.draft.files.values_list("name", flat=True))


def chosen(*received: tuple[str, bytes]) -> list[SimpleUploadedFile]:
    """Files as a form posts them."""
    return [SimpleUploadedFile(name, content) for name, content in received]


def refusals(response: Any) -> list[tuple[str, str]]:
    """Which files a page refuses, and why."""
    return [(name, str(refused)) for name, refused in response.context["refusals"]]


def text(response: Any) -> str:
    """A page without its line breaks."""
    return " ".join(response.content.decode().split())
