"""Looking at attached files in the workspace."""

import pytest
from django.test import Client

from stipend_portal.models import Application, Attachment
from stipend_portal.models.stored_file import StoredFile
from stipend_portal.states import Role
from tests.factories import files
from tests.factories.portal import make_application, make_round, make_staff
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


def page(case: Application, file: Attachment) -> str:
    """The address of the page about a file."""
    return f"/admin/arenden/{case.pk}/bilaga/{file.pk}/visa/"


def content(case: Application, file: Attachment) -> str:
    """The address of what the page shows."""
    return f"/admin/arenden/{case.pk}/bilaga/{file.pk}/innehall/"


def with_files(case: Application, *attached: Attachment) -> None:
    """A newer version with these files."""
    newest = case.latest_version
    answers = newest.answers | {"attachments": {"files": [as_answer(file) for file in attached]}}
    case.versions.create(number=newest.number + 1, answers=answers, received_at=case.received_at)


def test_a_pdf_is_shown_in_a_frame_of_our_own_and_in_no_other(case: Application, officer: Client) -> None:
    file = make_attachment(case, b"%PDF-1.7")
    shown = officer.get(page(case, file)).content.decode()
    assert f'<iframe class="review-document" src="{content(case, file)}"' in shown
    response = officer.get(content(case, file))
    assert b"".join(response.streaming_content) == b"%PDF-1.7"
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == 'inline; filename="offert.pdf"'
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response.headers["Cache-Control"]
    policy = response.headers["Content-Security-Policy"]
    assert policy == (
        "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
    )


def test_the_download_keeps_its_own_strict_policy(case: Application, officer: Client) -> None:
    response = officer.get(f"/admin/arenden/{case.pk}/bilaga/{make_attachment(case).pk}/")
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["Content-Disposition"].startswith("attachment;")


def test_a_picture_is_shown_with_the_applicants_words_for_it(case: Application, officer: Client) -> None:
    file = make_attachment(case, files.jpeg(), name="intyg.jpg", content_type="image/jpeg", about="Intyg")
    with_files(case, file)
    assert f'<img src="{content(case, file)}" alt="Intyg">' in officer.get(page(case, file)).content.decode()


def test_what_a_browser_does_not_show_safely_is_only_downloaded(case: Application, officer: Client) -> None:
    file = make_attachment(case, b"<p>hej</p>", name="sida.html", content_type="text/html")
    shown = officer.get(page(case, file)).content.decode()
    assert content(case, file) not in shown
    assert f'href="/admin/arenden/{case.pk}/bilaga/{file.pk}/"' in shown
    assert officer.get(content(case, file)).status_code == 404


@pytest.mark.parametrize("scan", [Scan.WAITING, Scan.INFECTED])
def test_a_file_that_has_not_been_passed_is_told_of_and_not_shown(
    case: Application, officer: Client, scan: str
) -> None:
    file = make_attachment(case, scan=scan)
    response = officer.get(page(case, file))
    assert (response.status_code, content(case, file) in response.content.decode()) == (200, False)
    assert officer.get(content(case, file)).status_code == 404


def test_one_goes_from_file_to_file_in_the_applicants_order(case: Application, officer: Client) -> None:
    one, two, three = (make_attachment(case, name=f"{number}.pdf") for number in range(3))
    with_files(case, two, three, one)
    beside = [officer.get(page(case, file)).context["beside"] for file in (two, three, one)]
    assert [(each.number, each.total, each.previous_url, each.next_url) for each in beside] == [
        (1, 3, "", page(case, three)),
        (2, 3, page(case, two), page(case, one)),
        (3, 3, page(case, three), ""),
    ]


def test_the_files_of_an_older_version_are_gone_through_by_themselves(
    case: Application, officer: Client
) -> None:
    old, new = make_attachment(case, name="old.pdf"), make_attachment(case, name="new.pdf")
    with_files(case, old, new)
    with_files(case, new)
    assert officer.get(page(case, old)).context["beside"] is None
    beside = officer.get(f"{page(case, old)}?version=2").context["beside"]
    assert (beside.total, beside.next_url) == (2, f"{page(case, new)}?version=2")
    assert officer.get(f"{page(case, old)}?version=9").status_code == 404


def test_the_page_is_not_named_after_the_file(case: Application, officer: Client) -> None:
    file = make_attachment(case, name="Alvas intyg om adhd.pdf")
    title = officer.get(page(case, file)).content.decode().partition("<title>")[2].partition("</title>")[0]
    assert "adhd" not in title


@pytest.mark.parametrize("role", [Role.COMMITTEE_MEMBER, Role.FINANCE, Role.COMMUNICATOR])
def test_whoever_does_not_read_the_whole_case_finds_no_file(case: Application, role: Role) -> None:
    file, client = make_attachment(case), Client()
    client.force_login(make_staff(role, rounds=[case.round]))
    assert [client.get(each(case, file)).status_code for each in (page, content)] == [404, 404]


def test_a_file_of_another_case_or_round_is_not_found(case: Application, officer: Client) -> None:
    other = make_application(round=case.round)
    file = make_attachment(other)
    assert [officer.get(each(case, file)).status_code for each in (page, content)] == [404, 404]
    stranger = Client()
    stranger.force_login(make_staff(Role.CASE_OFFICER, rounds=[make_round()]))
    assert [stranger.get(each(other, file)).status_code for each in (page, content)] == [404, 404]
