"""Pages shown and taken down at a set time, and forgotten where they were kept."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from home.editing.scheduling import publish_scheduled_pages
from tests.home.editing.people import make_editor, page, submit

pytestmark = pytest.mark.usefixtures("demo")

ADDRESS = "/om-webbplatsen/"


@pytest.fixture(autouse=True)
def _keeping(settings: Settings) -> None:
    """Keep pages, as outside the tests."""
    settings.PUBLIC_PAGE_CACHE_SECONDS = 30


def test_what_is_approved_with_a_time_is_shown_at_that_time_and_not_before(client: Client) -> None:
    about, now = page("om-webbplatsen"), timezone.now()
    about.go_live_at = now + timedelta(hours=1)
    waiting = submit(about, make_editor())
    waiting.current_workflow_task.on_action(
        waiting.current_workflow_task_state, make_editor("olle"), "approve"
    )
    assert publish_scheduled_pages(timezone.now()) == 0
    assert "En ny rubrik" not in client.get(ADDRESS).text
    revision = page("om-webbplatsen").scheduled_revision
    revision.approved_go_live_at = now - timedelta(minutes=1)
    revision.content["go_live_at"] = None
    revision.save()
    assert publish_scheduled_pages(timezone.now()) == 1
    assert "En ny rubrik" in client.get(ADDRESS).text
    assert publish_scheduled_pages(timezone.now()) == 0


def test_a_page_whose_time_is_over_is_taken_down_and_no_longer_kept(client: Client) -> None:
    about = page("om-webbplatsen")
    about.expire_at = timezone.now() - timedelta(minutes=1)
    about.save(update_fields=["expire_at"])
    assert client.get(ADDRESS).status_code == 200
    assert publish_scheduled_pages(timezone.now()) == 1
    assert client.get(ADDRESS).status_code == 404
