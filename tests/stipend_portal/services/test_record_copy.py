"""The copy of a version is made once, and kept."""

import hashlib

import pytest
from django.core.files.storage import storages
from django.db import IntegrityError

from stipend_portal.documents.application_pdf import render_application_pdf
from stipend_portal.models import ApplicationVersion, VersionDocument
from stipend_portal.services import record_copy as service
from stipend_portal.services.record_copy import record_copy
from tests.factories.portal import make_application

pytestmark = pytest.mark.django_db


def stored_files() -> set[str]:
    """The names of the copies in the private storage."""
    storage = storages["private"]
    return set(storage.listdir("copies")[1]) if storage.exists("copies") else set()


def test_the_copy_is_stored_with_the_fingerprint_of_its_bytes() -> None:
    version = make_application().latest_version
    document = record_copy(version)
    content = document.file.open("rb").read()
    assert content == render_application_pdf(version)
    assert document.sha256 == hashlib.sha256(content).hexdigest()
    assert VersionDocument.objects.get().version == version


def test_asking_again_gives_the_same_copy_even_if_the_round_has_a_new_name() -> None:
    application = make_application()
    first = record_copy(application.latest_version)
    application.round.name = "Ett annat namn"
    application.round.save()
    files = stored_files()
    assert record_copy(application.latest_version) == first
    assert stored_files() == files


def test_the_file_tells_nothing_by_its_name() -> None:
    application = make_application()
    name = record_copy(application.latest_version).file.name
    assert application.reference not in name
    assert application.applicant_name not in name


def test_whoever_comes_second_gets_the_first_ones_copy_and_leaves_no_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    version = make_application().latest_version
    made: list[VersionDocument] = []

    def render_while_another_stores(asked: ApplicationVersion) -> bytes:
        monkeypatch.undo()
        made.append(record_copy(ApplicationVersion.objects.get(pk=asked.pk)))
        made_files.update(stored_files())
        return render_application_pdf(asked)

    made_files: set[str] = set()
    monkeypatch.setattr(service, "render_application_pdf", render_while_another_stores)
    assert [record_copy(version)] == made
    assert stored_files() == made_files


def test_a_copy_that_could_not_be_noted_leaves_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    version = make_application().latest_version
    files = stored_files()

    def fail(*args: object, **kwargs: object) -> None:
        raise IntegrityError

    monkeypatch.setattr(VersionDocument, "save", fail)
    with pytest.raises(IntegrityError):
        record_copy(version)
    assert stored_files() == files
