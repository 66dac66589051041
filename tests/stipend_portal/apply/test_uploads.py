"""Attaching files: each one gets a clear answer."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django import Settings

from stipend_portal.services.files import attach
from stipend_portal.uploads import receiving
from stipend_portal.uploads.limits import MEGABYTE
from stipend_portal.uploads.refusal import Reason, Refused
from tests.factories import files
from tests.factories.attaching import (
    BILAGOR,
    NOT_A_FILE_OF_OURS,
    PDF,
    PHOTO,
    Attaching,
    chosen,
    refusals,
    text,
)
from tests.factories.stored import (
    as_answer,
    make_draft_file,
    stored_keys,
)

pytestmark = pytest.mark.django_db

# -- What is taken ---------------------------------------------------------------------------------


def test_a_photo_and_a_pdf_are_attached_at_once_and_shown_on_the_page(attaching: Attaching) -> None:
    response = attaching.upload(PDF, PHOTO, about="Biljetter")
    assert (response.status_code, response.headers["Location"]) == (302, attaching.url(BILAGOR))
    assert attaching.names == ["offert.pdf", "IMG_1.jpg"]
    assert set(attaching.draft.files.values_list("about", flat=True)) == {"Biljetter"}
    page = attaching.open(BILAGOR)
    assert page.status_code == 200
    shown = text(page)
    assert "2 files are attached." in shown
    for file in attaching.draft.files.all():
        assert f'<a href="{attaching.path("draft_file", file.pk)}"><bdi>{file.name}</bdi></a>' in shown


def test_the_page_tells_the_limits_before_anything_is_chosen(attaching: Attaching) -> None:
    shown = text(attaching.open(BILAGOR))
    assert "At most 8 files, each at most 10 MB." in shown
    assert "You have not attached anything yet." in shown


def test_where_no_more_can_be_attached_the_page_says_so_instead_of_asking(attaching: Attaching) -> None:
    for number in range(8):
        make_draft_file(attaching.draft, name=f"{number}.pdf")
    shown = text(attaching.open(BILAGOR))
    assert "You have attached the 8 files that you can." in shown
    assert 'id="filer-nya"' not in shown


def test_a_file_is_read_again_after_signing_in_on_another_device(attaching: Attaching) -> None:
    attaching.upload(PHOTO)
    other = Client()
    other.force_login(attaching.draft.owner)
    response = other.get(attaching.path("draft_file", attaching.draft.files.get().pk))
    image = Image.open(io.BytesIO(b"".join(response.streaming_content)))
    assert (image.format, image.size, dict(image.getexif())) == ("JPEG", (40, 80), {})


def test_a_file_comes_as_a_download_that_nothing_keeps_and_nothing_runs_in(attaching: Attaching) -> None:
    attach(draft=attaching.draft, name="Offert från Åmål.pdf", content=files.pdf())
    response = attaching.client.get(attaching.path("draft_file", attaching.draft.files.get().pk))
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == (
        "attachment; filename*=utf-8''Offert%20fr%C3%A5n%20%C3%85m%C3%A5l.pdf"
    )
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert {"no-store", "private"} <= set(response.headers["Cache-Control"].split(", "))


def test_what_is_sent_is_what_was_attached_and_can_be_read_afterwards(attaching: Attaching) -> None:
    attaching.upload(PDF, about="Offert")
    file = attaching.draft.files.get()
    attaching.save(BILAGOR)
    attaching.send()
    application = attaching.application
    assert application.latest_version.answers["attachments"] == {"files": [as_answer(file)]}
    path = f"/en/mina-ansokningar/{application.reference}/bilaga/{file.pk}/"
    page = attaching.client.get(f"/en/mina-ansokningar/{application.reference}/")
    assert page.content.decode().count(path) == 1
    assert b"".join(attaching.client.get(path).streaming_content) == PDF[1]


# -- What is not -----------------------------------------------------------------------------------


def test_one_refused_file_does_not_take_the_others_with_it(attaching: Attaching) -> None:
    response = attaching.upload(PDF, NOT_A_FILE_OF_OURS, ("tom.pdf", b""))
    assert response.status_code == 422
    assert attaching.names == ["offert.pdf"]
    assert [name for name, _words in refusals(response)] == ["skript.php", "tom.pdf"]
    shown = text(response)
    assert "2 files were not attached" in shown
    assert "<strong><bdi>tom.pdf</bdi></strong>: The file is empty." in shown
    assert "This file is attached: <bdi>offert.pdf</bdi>" in shown


def test_the_name_of_a_refused_file_is_shown_and_never_believed(attaching: Attaching) -> None:
    response = attaching.upload(("<img src=x onerror=alert(1)>.php", b"hello"))
    assert response.status_code == 422
    assert "<img" not in response.content.decode()


def test_a_name_that_is_a_path_becomes_a_harmless_one(attaching: Attaching) -> None:
    body = files.jpeg()
    received = SimpleUploadedFile("x", body)
    received._name = "../../x.php"
    attaching.client.post(attaching.path("upload"), {"files": [received]})
    assert attaching.names == ["x.jpg"]
    assert [key for key in stored_keys() if "x" in key.rpartition("/")[2]] == []


def test_the_file_after_the_last_one_that_fits_is_told_why(attaching: Attaching) -> None:
    for number in range(7):
        make_draft_file(attaching.draft, name=f"{number}.pdf")
    response = attaching.upload(PDF, ("bild.png", files.png()))
    assert response.status_code == 422
    assert attaching.names[7:] == ["offert.pdf"]
    assert refusals(response) == [
        (
            "bild.png",
            "You can attach at most 8 files. Take one away first, or put several pages together in one PDF.",
        )
    ]


def test_of_more_files_than_can_be_attached_only_so_many_are_looked_into(
    attaching: Attaching, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []

    def look(name: str, *_args: object) -> None:
        looked.append(name)
        raise Refused(Reason.NOT_ACCEPTED)

    monkeypatch.setattr("stipend_portal.services.files.inspect", look)
    response = attaching.upload(*((f"{number}.php", b"<?php") for number in range(12)))
    assert response.status_code == 422
    assert looked == [f"{number}.php" for number in range(8)]
    told = {name: refused.reason for name, refused in response.context["refusals"]}
    assert told == {f"{number}.php": Reason.NOT_ACCEPTED for number in range(8)} | {
        f"{number}.php": Reason.TOO_MANY for number in range(8, 12)
    }


def test_pressing_the_button_without_a_file_is_told(attaching: Attaching) -> None:
    response = attaching.upload(about="Offert")
    assert response.status_code == 422
    assert response.context["problem"] == "Choose a file first, then press the button again."
    assert 'value="Offert"' in response.content.decode()


def test_long_words_about_a_file_are_told_and_kept(attaching: Attaching) -> None:
    response = attaching.upload(PDF, about="x" * 201)
    assert response.status_code == 422
    assert response.context["problem"] == (
        "Make the words about the file shorter: at most 200 characters. Then choose the file again."
    )
    assert "x" * 201 in response.content.decode()
    assert attaching.names == []


def test_words_about_a_file_are_one_line_without_what_the_database_cannot_keep(attaching: Attaching) -> None:
    attaching.upload(PDF, about=" Offert\x00 från\r\n bolaget ")
    assert attaching.draft.files.get().about == "Offert från bolaget"


class Large(io.RawIOBase):
    """A file of so many bytes that takes no memory."""

    def __init__(self, name: str, size: int) -> None:
        self.name, self.left = name, size

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        size = self.left if size < 0 else min(size, self.left)
        self.left -= size
        return bytes(size)


def kept_files(folder: Path) -> list[int]:
    return [path.stat().st_size for path in folder.iterdir()]


@pytest.fixture
def received(tmp_path: Path, settings: Settings) -> Path:
    """The folder where files are while they arrive."""
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    return tmp_path


def test_a_file_that_is_too_large_is_told_by_name_and_not_kept(attaching: Attaching, received: Path) -> None:
    response = attaching.upload(PDF, ("film.mov", bytes(10 * MEGABYTE + 1)), ("bild.png", files.png()))
    assert response.status_code == 413
    assert refusals(response) == [
        (
            "film.mov",
            "The file is too large: at most 10 MB. "
            "Take a photo or a screenshot of it instead, or save it as a smaller PDF.",
        )
    ]
    assert attaching.names == ["offert.pdf", "bild.png"]


def multipart(name: str, size: int) -> tuple[Any, int, str]:
    """A post with one file of zeros, made while it is read."""
    head = f'--x\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'.encode()
    tail = b"\r\n--x--\r\n"

    class Body(io.RawIOBase):
        parts = [io.BytesIO(head), Large(name, size), io.BytesIO(tail)]
        most_on_disk = 0

        def read(self, length: int = -1) -> bytes:
            while self.parts:
                if data := self.parts[0].read(min(length, 1 << 20) if length >= 0 else 1 << 20):
                    return data
                self.parts.pop(0)
            return b""

    return Body(), len(head) + size + len(tail), "multipart/form-data; boundary=x"


@pytest.mark.parametrize(("megabytes", "most_kept"), [(100, 10 * MEGABYTE), (500, 0)])
def test_a_post_of_hundreds_of_megabytes_is_read_through_answered_and_never_kept(
    attaching: Attaching, received: Path, monkeypatch: pytest.MonkeyPatch, megabytes: int, most_kept: int
) -> None:
    sizes: list[int] = []
    really = receiving.BoundedUploadHandler.receive_data_chunk

    def watched(handler: Any, data: bytes, start: int) -> None:
        sizes.append(start)
        really(handler, data, start)

    monkeypatch.setattr(receiving.BoundedUploadHandler, "receive_data_chunk", watched)
    body, length, kind = multipart("film.mov", megabytes * MEGABYTE)
    response = attaching.client.generic(
        "POST",
        attaching.path("upload"),
        **{"wsgi.input": body, "CONTENT_LENGTH": str(length), "CONTENT_TYPE": kind},
    )
    assert response.status_code == 413
    assert [name for name, _words in refusals(response)] == ["film.mov"]
    assert max(sizes, default=0) <= most_kept
    assert kept_files(received) == []
    assert attaching.names == []


@pytest.mark.parametrize(("signed_in", "kept"), [(True, [PDF[0], "bild.png"]), (False, [])])
def test_of_someone_who_is_not_signed_in_no_part_of_a_file_is_kept(
    attaching: Attaching,
    monkeypatch: pytest.MonkeyPatch,
    settings: Settings,
    signed_in: bool,
    kept: list[str],
) -> None:
    begun: list[str] = []
    really = receiving.BoundedUploadHandler.receive_data_chunk

    def watched(handler: Any, data: bytes, start: int) -> None:
        begun.append(handler.file_name)
        really(handler, data, start)

    monkeypatch.setattr(receiving.BoundedUploadHandler, "receive_data_chunk", watched)
    client = Client(enforce_csrf_checks=True)  # the post is read for its protection mark
    if signed_in:
        client.force_login(attaching.draft.owner)
    mark = client.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
    post = {"csrfmiddlewaretoken": mark, "files": chosen(PDF, ("bild.png", files.png()))}
    response = client.post(attaching.path("upload"), post)
    assert response.status_code == 302
    assert response.headers["Location"].startswith(attaching.url(BILAGOR)) is signed_in
    assert begun == kept


def test_a_post_of_files_that_are_too_large_together_is_told_to_be_sent_in_parts(
    attaching: Attaching, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "MOST_IN_A_POST", 1000)
    response = attaching.upload(PDF, PHOTO)
    assert response.status_code == 413
    assert response.context["problem"] == (
        "The files are too large to be sent at once. Choose one or two at a time."
    )
    assert attaching.names == []


def test_a_post_that_breaks_off_is_a_bad_request_and_leaves_nothing(
    attaching: Attaching, received: Path
) -> None:
    broken = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.jpg"\r\n\r\n' + files.jpeg()
    response = attaching.client.post(
        attaching.path("upload"), broken, content_type="multipart/form-data; boundary="
    )
    assert response.status_code == 400
    assert (attaching.names, kept_files(received)) == ([], [])
