"""Lists of stories, news and events cost the same however long they are."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from home.models import (
    BasePage,
    EventIndexPage,
    EventPage,
    NewsIndexPage,
    NewsPage,
    StoryIndexPage,
    StoryPage,
)
from tests.factories.current import make_front, make_many, make_under

NOW = datetime(2027, 1, 13, 11, tzinfo=UTC)


def queries_of(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("index", "model", "fields"),
    [
        (EventIndexPage, EventPage, {"starts_at": NOW}),
        (NewsIndexPage, NewsPage, {"day": NOW.date()}),
        (
            StoryIndexPage,
            StoryPage,
            {"traveller": "Alva", "town": "Türi", "country": "Estland", "travelled": "2026"},
        ),
    ],
)
def test_a_list_costs_the_same_for_three_pages_and_three_hundred(
    client: Client, index: type[BasePage], model: type[BasePage], fields: dict[str, Any]
) -> None:
    front, costs = make_front(), []
    with time_machine.travel(NOW, tick=False):
        for count in (3, 300):
            parent = make_under(front, index, slug=f"lista-{count}")
            make_many(parent, model, count, **fields)
            costs.append(queries_of(client, f"/lista-{count}/"))
            entries = client.get(f"/lista-{count}/").context_data["entries"]
            assert entries.paginator.count == count
    assert costs[0] == costs[1] <= 14
