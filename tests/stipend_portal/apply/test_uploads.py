"""Attaching files: each one gets a clear answer, and nobody else ever reads them."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from PIL import Image
from pytest_django import Settings

from stipend_portal.apply import upload_handler
from stipend_portal.models import DraftFile
from stipend_portal.services.files import attach
from stipend_portal.uploads.limits import MEGABYTE
from tests.factories import files
from tests.factories.portal import make_answers, make_applicant, make_application, make_round
from tests.factories.stored import (
    as_answer,
    draft_with_files,
    make_attachment,
    make_draft_file,
    round_with_files,
    stored_keys,
)
from tests.factories.typed import ABOUT, STEPS, Applicant, make_draft

pytestmark = pytest.mark.django_db

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
    return [SimpleUploadedFile(name, content) for name, content in received]


@pytest.fixture
def attaching() -> Attaching:
    """Someone who has written everything else."""
    return Attaching(make_draft(make_applicant(), round_with_files(), done=STEPS))


def refusals(response: Any) -> list[tuple[str, str]]:
    return [(name, str(refused)) for name, refused in response.context["refusals"]]


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


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
    really = upload_handler.BoundedUploadHandler.receive_data_chunk

    def watched(handler: Any, data: bytes, start: int) -> None:
        sizes.append(start)
        really(handler, data, start)

    monkeypatch.setattr(upload_handler.BoundedUploadHandler, "receive_data_chunk", watched)
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


def test_a_post_of_files_that_are_too_large_together_is_told_to_be_sent_in_parts(
    attaching: Attaching, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upload_handler, "MOST_IN_A_POST", 1000)
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


# -- Changing and taking away ----------------------------------------------------------------------


def test_another_file_takes_the_place_of_the_first(attaching: Attaching) -> None:
    attaching.upload(PDF, about="Offert")
    response = attaching.change(attaching.draft.files.get(), ("ny.png", files.png()), about="Ny offert")
    assert response.headers["Location"] == attaching.url(BILAGOR)
    assert list(attaching.draft.files.values_list("name", "about")) == [("ny.png", "Ny offert")]


def test_only_the_words_are_changed_when_no_file_is_chosen(attaching: Attaching) -> None:
    attaching.upload(PDF)
    file = attaching.draft.files.get()
    attaching.change(file, about="Offert")
    assert list(attaching.draft.files.values_list("pk", "about")) == [(file.pk, "Offert")]


@pytest.mark.parametrize(
    ("received", "status"), [(NOT_A_FILE_OF_OURS, 422), (("film.mov", bytes(10 * MEGABYTE + 1)), 413)]
)
def test_the_first_file_stays_when_the_other_is_refused(
    attaching: Attaching, received: tuple[str, bytes], status: int
) -> None:
    attaching.upload(PDF)
    response = attaching.change(attaching.draft.files.get(), received)
    assert response.status_code == status
    assert [name for name, _words in refusals(response)] == [received[0]]
    assert attaching.names == ["offert.pdf"]


def test_a_file_is_taken_away(attaching: Attaching) -> None:
    attaching.upload(PDF)
    path = attaching.path("remove_file", attaching.draft.files.get().pk)
    assert [attaching.client.post(path).status_code for _press in range(2)] == [302, 302]
    assert attaching.names == []


def test_a_harmful_file_is_told_of_and_can_be_taken_off_the_list_but_not_opened(
    attaching: Attaching,
) -> None:
    file = make_draft_file(attaching.draft, file="", scan=DraftFile.Scan.INFECTED)
    shown = text(attaching.open(BILAGOR))
    assert "We have removed this file: our scanner found something harmful in it." in shown
    assert attaching.client.get(attaching.path("draft_file", file.pk)).status_code == 404
    attaching.client.post(attaching.path("remove_file", file.pk))
    assert attaching.names == []


def test_a_file_that_waits_for_the_scanner_is_told_to(attaching: Attaching, settings: Settings) -> None:
    settings.CLAMD_ADDRESS = "tcp://clamav:3310"
    attaching.upload(PDF)
    assert "It is being scanned for harmful things. You can go on meanwhile." in text(attaching.open(BILAGOR))


def test_the_check_page_of_other_files_or_other_words_about_them_sends_nothing(attaching: Attaching) -> None:
    attaching.upload(PDF)
    attaching.save(BILAGOR)
    acts = (
        lambda: attaching.change(attaching.draft.files.get(), about="Offert"),
        lambda: attaching.upload(PHOTO),
        lambda: attaching.draft.files.update(scan=DraftFile.Scan.INFECTED),
    )
    for act in acts:
        shown = attaching.open(CHECK).context["shown"]
        act()
        response = attaching.client.post(attaching.url(CHECK), {"shown": shown})
        assert response.status_code == 409


def test_a_verdict_that_comes_while_the_check_page_is_open_does_not_hold_up_the_send(
    attaching: Attaching, settings: Settings
) -> None:
    settings.CLAMD_ADDRESS = "tcp://clamav:3310"
    attaching.upload(PDF)
    attaching.save(BILAGOR)
    shown = attaching.open(CHECK).context["shown"]
    attaching.draft.files.update(scan=DraftFile.Scan.CLEAN)
    assert attaching.client.post(attaching.url(CHECK), {"shown": shown}).status_code == 302
    assert attaching.application.attachments.get().scan == DraftFile.Scan.CLEAN


# -- Who may -----------------------------------------------------------------------------------------


def addresses(attaching: Attaching) -> list[str]:
    file = attaching.draft.files.get()
    own = [attaching.path(name, file.pk) for name in ("draft_file", "change_file", "remove_file")]
    return [attaching.path("upload"), *own]


@pytest.mark.parametrize("method", ["get", "post"])
def test_someone_elses_files_are_not_found(attaching: Attaching, method: str) -> None:
    attaching.upload(PDF)
    other = Client()
    other.force_login(make_applicant())
    statuses = [getattr(other, method)(path).status_code for path in addresses(attaching)]
    assert statuses == [404, 405 if method == "post" else 404, 404, 404]
    assert attaching.names == ["offert.pdf"]


def test_ones_own_file_is_not_found_under_another_draft(attaching: Attaching) -> None:
    attaching.upload(PDF)
    other = Attaching(draft_with_files())
    path = other.path("draft_file", attaching.draft.files.get().pk)
    assert other.client.get(path).status_code == 404
    assert other.client.post(other.path("change_file", attaching.draft.files.get().pk)).status_code == 404
    other.client.post(other.path("remove_file", attaching.draft.files.get().pk))
    assert attaching.names == ["offert.pdf"]


def test_someone_elses_sent_file_is_not_found() -> None:
    application = make_application()
    file = make_attachment(application)
    other = Client()
    other.force_login(make_applicant())
    path = f"/en/mina-ansokningar/{application.reference}/bilaga/{file.pk}/"
    assert other.get(path).status_code == 404
    own = Client()
    own.force_login(application.applicant)
    assert own.get(path).status_code == 200
    mine = make_application(applicant=other.get("/").wsgi_request.user)
    assert other.get(f"/en/mina-ansokningar/{mine.reference}/bilaga/{file.pk}/").status_code == 404


def test_someone_signed_out_is_led_to_the_page_after_signing_in_and_told(attaching: Attaching) -> None:
    nobody = Client()
    response = nobody.post(attaching.path("upload"), {"files": chosen(PDF)})
    assert response.status_code == 302
    assert response.headers["Location"].endswith(f"?next={attaching.url(BILAGOR)}")
    assert attaching.names == []


def test_a_post_without_its_protection_mark_is_refused(attaching: Attaching) -> None:
    attaching.upload(PDF)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(attaching.draft.owner)
    posts = [path for path in addresses(attaching) if path != addresses(attaching)[1]]
    assert [strict.post(path, {"files": chosen(PHOTO)}).status_code for path in posts] == [403] * 3
    assert attaching.names == ["offert.pdf"]


def test_a_post_with_its_protection_mark_is_taken(attaching: Attaching) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(attaching.draft.owner)
    strict.get(attaching.url(BILAGOR))
    mark = strict.cookies["csrftoken"].value
    words = {"files": chosen(PDF), "csrfmiddlewaretoken": mark}
    assert strict.post(attaching.path("upload"), words).status_code == 302
    assert attaching.names == ["offert.pdf"]


def test_opening_the_address_of_a_button_leads_to_the_page(attaching: Attaching) -> None:
    attaching.upload(PDF)
    upload, _file, change, remove = addresses(attaching)
    found = [attaching.client.get(path).headers["Location"] for path in (upload, change, remove)]
    assert found == [attaching.url(BILAGOR)] * 3
    assert attaching.names == ["offert.pdf"]


def test_a_sent_application_takes_no_more_files_and_leads_to_its_receipt(attaching: Attaching) -> None:
    attaching.save(BILAGOR)
    attaching.send()
    before = stored_keys()
    response = attaching.client.post(attaching.path("upload"), {"files": chosen(PDF)}, follow=True)
    assert response.redirect_chain[-1][0].endswith(f"/{attaching.application.reference}/kvitto/")
    assert "its files cannot be changed here" in text(response)
    assert (attaching.names, stored_keys()) == ([], before)


def test_a_stipend_that_takes_no_files_has_no_such_page() -> None:
    plain = Attaching(make_draft(make_applicant(), make_round(), done=(ABOUT,)))
    assert plain.upload(PDF).status_code == 404
    assert plain.names == []


def test_too_many_posts_are_told_to_wait_with_the_files_to_be_chosen_again(
    attaching: Attaching, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = attaching.path("remove_file", "00000000-0000-4000-8000-000000000000")
    statuses = {attaching.client.post(path).status_code for _press in range(200)}
    assert statuses == {302}
    assert attaching.upload(PDF).status_code == 429
    assert attaching.names == []
    cache.clear()


# -- How often the database is asked ---------------------------------------------------------------


def queries(client: Client, path: str) -> tuple[int, str]:
    """How often the database is asked for a page that was opened before, and the page."""
    client.get(path)
    with CaptureQueriesContext(connection) as seen:
        page = client.get(path).content.decode()
    return len(seen), page


def test_the_page_asks_as_often_for_three_files_as_for_one(attaching: Attaching) -> None:
    counted = []
    for count in (1, 3):
        while len(attaching.names) < count:
            make_draft_file(attaching.draft)
        asked, page = queries(attaching.client, attaching.url(BILAGOR))
        assert page.count('class="file"') == count
        counted.append(asked)
    assert counted[0] == counted[1]


def test_my_application_asks_as_often_for_three_files_as_for_one() -> None:
    counted = []
    for count in (1, 3):
        application = make_application(guardians=0)
        made = [make_attachment(application, name=f"{number}.pdf") for number in range(count)]
        answers = make_answers(0) | {"attachments": {"files": [as_answer(file) for file in made]}}
        application.versions.create(number=2, answers=answers, received_at=application.received_at)
        client = Client()
        client.force_login(application.applicant)
        asked, page = queries(client, f"/en/mina-ansokningar/{application.reference}/")
        assert page.count("/bilaga/") == count
        counted.append(asked)
    assert counted[0] == counted[1]
