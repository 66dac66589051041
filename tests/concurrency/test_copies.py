"""Several people ask for a copy that is not made yet."""

import pytest
from django.core.files.storage import storages

from stipend_portal.models import ApplicationVersion, VersionDocument
from stipend_portal.services.record_copy import record_copy
from tests.concurrency.conftest import Together
from tests.factories.portal import make_application

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_copy_asked_for_by_six_at_once_is_stored_once(together: Together) -> None:
    version = make_application().latest_version
    storage = storages["private"]
    before = set(storage.listdir("copies")[1]) if storage.exists("copies") else set()
    documents = together([lambda: record_copy(ApplicationVersion.objects.get(pk=version.pk))] * 6)
    [document] = VersionDocument.objects.all()
    assert documents == [document] * 6
    assert {f"copies/{name}" for name in set(storage.listdir("copies")[1]) - before} == {document.file.name}
