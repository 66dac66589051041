"""On PostgreSQL, what is written once cannot even be deleted."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from stipend_portal.models import ApplicationVersion, Decision, Event
from stipend_portal.states import State
from tests.factories.portal import make_application


@pytest.mark.django_db
@pytest.mark.parametrize("model", [ApplicationVersion, Decision, Event])
def test_the_database_refuses_to_delete_what_is_written_once(model: type[Any]) -> None:
    make_application(state=State.DECIDED)
    count = model.objects.count()
    with (
        pytest.raises(IntegrityError, match="written once"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"DELETE FROM {model._meta.db_table}")  # noqa: S608
    assert model.objects.count() == count
