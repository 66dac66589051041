"""The files of a case, for those who assess it."""

import pytest
from django.test import Client

from stipend_portal.models import Application, ApplicationVersion, Attachment, Round
from stipend_portal.phases import Phase
from tests.factories.portal import make_answers
from tests.factories.stored import as_answer, make_attachment
from tests.stipend_portal.review.assessing.conftest import url

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(case: Application) -> Attachment:
    """An invitation that came with the newest version."""
    made = make_attachment(case, b"%PDF-1", name="alvas inbjudan.pdf", about="Från skolan", size=123_456)
    answers = {**make_answers(), "attachments": {"files": [as_answer(made)]}}
    ApplicationVersion.objects.create(
        application=case, number=2, answers=answers, received_at=case.received_at
    )
    return made


def address(case: Application, file: Attachment) -> str:
    """Where a file is fetched."""
    return url(case, f"bilaga/{file.pk}/")


def test_she_opens_a_file_that_the_scanner_has_passed(
    client: Client, case: Application, file: Attachment
) -> None:
    assert f'href="{address(case, file)}"' in client.get(url(case)).content.decode()
    response = client.get(address(case, file))
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/pdf")
    assert b"".join(response) == b"%PDF-1"


@pytest.mark.parametrize("scan", [Attachment.Scan.WAITING, Attachment.Scan.INFECTED])
def test_a_file_that_has_not_passed_is_named_and_not_opened(
    client: Client, case: Application, file: Attachment, scan: str
) -> None:
    Attachment.objects.update(scan=scan)
    page = client.get(url(case)).content.decode()
    assert "alvas inbjudan.pdf" in page
    assert address(case, file) not in page
    assert client.get(address(case, file)).status_code == 409


def test_in_a_blind_round_a_file_is_a_number_and_cannot_be_opened_until_the_meeting(
    client: Client, case: Application, file: Attachment
) -> None:
    Round.objects.update(blind=True)
    page = client.get(url(case)).content.decode()
    assert "Attachment 1" in page
    assert "PDF, 120.6" in page
    for hidden in ("inbjudan", "Från skolan", str(file.pk)):
        assert hidden not in page
    assert client.get(address(case, file)).status_code == 404
    Round.objects.update(phase=Phase.MEETING)
    assert client.get(address(case, file)).status_code == 200
    assert "alvas inbjudan.pdf" in client.get(url(case)).content.decode()


def test_a_file_of_another_case_or_for_someone_with_jav_is_not_found(
    client: Client, case: Application, file: Attachment
) -> None:
    case.conflicts.update(has_conflict=True)
    assert client.get(address(case, file)).status_code == 404
