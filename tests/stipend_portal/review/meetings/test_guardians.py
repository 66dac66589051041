"""Before the board decides it is told how many guardians' approvals are missing, and no names."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from home.models import User
from stipend_portal.models import AgendaItem, GuardianApproval, Meeting
from tests.factories.meetings import fix, item_at
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
LAW = "Guardians decide together about someone under eighteen (föräldrabalken 6:13)."


def pages(client: Client, meeting: Meeting, item: AgendaItem) -> list[str]:
    """The item's page, the choice of several, and what is read once more."""
    many = reverse("meetings:many", args=[meeting.pk])
    return [
        text(client.get(reverse("meetings:item", args=[meeting.pk, item.pk]))),
        text(client.get(many)),
        text(client.post(many, {"item": item.pk, "first": "§ 1"})),
    ]


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("invited", "invited", f"2 guardians have not answered. {LAW}"),
        ("approved", "invited", f"1 guardian has not answered. {LAW}"),
        ("declined", "invited", f"1 guardian has not answered. 1 guardian has said no. {LAW}"),
        ("approved", "approved", ""),
        ("approved", "waived", ""),
    ],
)
def test_each_page_where_the_board_decides_tells_what_is_missing(
    as_user: SignIn, meeting: Meeting, secretary: User, first: str, second: str, told: str
) -> None:
    item = item_at(meeting)
    for approval, status in zip(item.application.approvals.order_by("pk"), (first, second), strict=True):
        answered = None if status == "invited" else timezone.now()
        by = {"recorded_by": secretary, "reason": "Bortrest."} if status == "waived" else {}
        GuardianApproval.objects.filter(pk=approval.pk).update(status=status, answered_at=answered, **by)
    names = list(item.application.approvals.values_list("name", flat=True))
    for page in pages(as_user(secretary), meeting, item):
        assert (LAW in page, told in page) == (bool(told), True)
        assert [name for name in names if name in page] == []


def test_nothing_is_told_of_someone_without_guardians_or_when_it_is_decided(
    as_user: SignIn, meeting: Meeting, secretary: User
) -> None:
    grown, young = item_at(meeting, guardians=0, born="2000-05-01"), item_at(meeting)
    fix(young)
    client = as_user(secretary)
    for item in (grown, young):
        assert LAW not in text(client.get(reverse("meetings:item", args=[meeting.pk, item.pk])))


def test_it_takes_as_many_queries_for_one_case_as_for_three(
    as_user: SignIn, meeting: Meeting, secretary: User
) -> None:
    client, counts = as_user(secretary), []
    for more in (1, 2):
        items = [item_at(meeting) for _number in range(more)]
        for path in (
            reverse("meetings:many", args=[meeting.pk]),
            reverse("meetings:item", args=[meeting.pk, items[0].pk]),
        ):
            with CaptureQueriesContext(connection) as queries:
                client.get(path)
            counts.append(len(queries))
    assert counts[:2] == counts[2:]
