"""The applicant's PDF copy: hers alone, and a file to keep."""

import pytest
from django.test import Client

from stipend_portal.models import Application, ApplicationVersion
from stipend_portal.services.record_copy import record_copy
from tests.factories.portal import make_applicant, make_application

KEPT_NOWHERE = {"max-age=0", "no-cache", "no-store", "must-revalidate", "private"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def application() -> Application:
    """An application that has been sent."""
    return make_application()


def address(application: Application) -> str:
    """Where the copy is."""
    return f"/mina-ansokningar/{application.reference}/kopia.pdf"


def test_she_gets_the_records_copy_as_a_file(client: Client, application: Application) -> None:
    client.force_login(application.applicant)
    response = client.get(address(application))
    assert b"".join(response) == record_copy(application.latest_version).file.open("rb").read()
    wanted = ("Content-Type", "Content-Disposition", "X-Content-Type-Options")
    assert [response[name] for name in wanted] == [
        "application/pdf",
        f'attachment; filename="{application.reference}-v1.pdf"',
        "nosniff",
    ]
    assert set(response["Cache-Control"].split(", ")) == KEPT_NOWHERE


def test_after_a_supplement_it_is_what_she_sent_last(client: Client, application: Application) -> None:
    first = application.latest_version
    answers = {**first.answers, "why": {**first.answers["why"], "reason": "Något annat."}}
    ApplicationVersion.objects.create(
        application=application, number=2, answers=answers, received_at=first.received_at
    )
    client.force_login(application.applicant)
    response = client.get(address(application))
    assert response["Content-Disposition"] == f'attachment; filename="{application.reference}-v2.pdf"'


def test_a_copy_that_is_stored_costs_few_queries(
    client: Client, application: Application, django_assert_num_queries: object
) -> None:
    record_copy(application.latest_version)
    client.force_login(application.applicant)
    client.get(address(application))
    # Session, person, application, version, copy.
    with django_assert_num_queries(5):  # type: ignore[operator]
        client.get(address(application))


def test_someone_elses_copy_is_not_found(client: Client, application: Application) -> None:
    client.force_login(make_applicant())
    assert client.get(address(application)).status_code == 404
