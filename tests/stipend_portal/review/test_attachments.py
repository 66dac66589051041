"""Who works with a case reads its files: those the scanner has passed, and no others."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext, override

from stipend_portal.models import Application, Attachment
from stipend_portal.models.stored_file import StoredFile, private_storage
from stipend_portal.states import Role
from tests.factories.portal import make_answers, make_application, make_round, make_staff
from tests.factories.stored import as_answer, make_attachment

pytestmark = pytest.mark.django_db

Scan = StoredFile.Scan


@pytest.fixture
def case() -> Application:
    return make_application(guardians=0)


@pytest.fixture
def officer(case: Application) -> Client:
    client = Client()
    client.force_login(make_staff(Role.CASE_OFFICER, rounds=[case.round]))
    return client


def path(case: Application, file: Attachment) -> str:
    return f"/admin/arenden/{case.pk}/bilaga/{file.pk}/"


@pytest.mark.parametrize("scan", [Scan.CLEAN, Scan.NOT_NEEDED])
def test_a_file_that_has_been_passed_comes_as_a_download(
    case: Application, officer: Client, scan: str
) -> None:
    response = officer.get(path(case, make_attachment(case, b"%PDF-1.7", scan=scan)))
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == b"%PDF-1.7"
    assert response.headers["Content-Disposition"] == 'attachment; filename="offert.pdf"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("scan", "told"),
    [
        (Scan.WAITING, "The file is waiting to be scanned"),
        (Scan.INFECTED, "The file has been removed"),
    ],
)
def test_a_file_that_has_not_been_passed_is_not_opened(
    case: Application, officer: Client, scan: str, told: str
) -> None:
    response = officer.get(path(case, make_attachment(case, scan=scan)))
    assert response.status_code == 409
    with override("sv"):
        assert response.context_data["page_title"] == gettext(told)
    assert "%PDF" not in response.content.decode()


def test_a_file_whose_content_is_missing_is_not_found(case: Application, officer: Client) -> None:
    file = make_attachment(case)
    private_storage().delete(file.file.name)
    assert officer.get(path(case, file)).status_code == 404


def test_a_file_of_another_case_is_not_found(case: Application, officer: Client) -> None:
    other = make_application()
    file = make_attachment(other)
    assert officer.get(path(other, file)).status_code == 404
    assert officer.get(path(case, file)).status_code == 404


def test_someone_of_another_round_finds_nothing(case: Application) -> None:
    client = Client()
    client.force_login(make_staff(Role.CASE_OFFICER, rounds=[make_round()]))
    assert client.get(path(case, make_attachment(case))).status_code == 404


def add_version(case: Application, number: int, *files: Attachment) -> None:
    answers = make_answers(0) | {"attachments": {"files": [as_answer(file) for file in files]}}
    case.versions.create(number=number, answers=answers, received_at=case.received_at)


def test_the_case_page_lists_the_files_of_the_version_and_links_those_that_can_be_opened(
    case: Application, officer: Client
) -> None:
    old, clean, waiting = (
        make_attachment(case, name=name, scan=scan)
        for name, scan in (("old.pdf", Scan.CLEAN), ("clean.pdf", Scan.CLEAN), ("waiting.pdf", Scan.WAITING))
    )
    add_version(case, 2, old)
    add_version(case, 3, clean, waiting)
    page = officer.get(f"/admin/arenden/{case.pk}/")
    assert [file.name for file in page.context["attachments"]] == ["clean.pdf", "waiting.pdf"]
    links = [f'href="{path(case, file)}"' in page.content.decode() for file in (old, clean, waiting)]
    assert links == [False, True, False]


def test_the_case_page_asks_as_often_for_three_files_as_for_one(case: Application, officer: Client) -> None:
    files = [make_attachment(case, name=f"{number}.pdf") for number in range(3)]
    add_version(case, 2, files[0])
    add_version(case, 3, *files)
    counted = []
    for number, count in ((2, 1), (3, 3)):
        officer.get(f"/admin/arenden/{case.pk}/?version={number}")
        with CaptureQueriesContext(connection) as seen:
            page = officer.get(f"/admin/arenden/{case.pk}/?version={number}")
        assert len(page.context["attachments"]) == count
        counted.append(len(seen))
    assert counted[0] == counted[1]
