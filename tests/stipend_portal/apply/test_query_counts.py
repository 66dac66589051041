"""How many times each page asks the database, written down so that a new question is seen.

In a server that has shown a page before: the menu is remembered with the kept pages.
"""

from collections.abc import Iterator

import pytest
from django.core.cache import caches
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from home.models import User
from stipend_portal.models import Application, GuardianApproval, StepCount
from stipend_portal.models.event import EventKind
from stipend_portal.services.transition import record_event
from stipend_portal.states import Role
from tests.factories.portal import make_application, make_group_application
from tests.factories.typed import ABOUT, BUDGET, CUSTODY, GUARDIANS, STEPS, TRIP, WHY, Applicant, typed

pytestmark = pytest.mark.django_db

CHECK = "kontrollera"
# Session, person, draft with its round, pages of the draft; the trip also asks for the partner towns.
OPEN = {ABOUT: 4, CUSTODY: 4, GUARDIANS: 4, TRIP: 5, BUDGET: 4, WHY: 4, CHECK: 5, "": 4}
# The same, and in a transaction: the draft's lock, the page, the page's row.
SAVE = {ABOUT: 9, CUSTODY: 9, GUARDIANS: 9, TRIP: 10, BUDGET: 9, WHY: 9}


@pytest.fixture(autouse=True)
def _a_server_that_remembers(settings: Settings) -> Iterator[None]:
    settings.PUBLIC_PAGE_CACHE_SECONDS = 30
    caches["pages"].clear()
    yield
    caches["pages"].clear()


def address(filled: Applicant, step: str) -> str:
    """A page of the draft, or the draft's own address."""
    return filled.url(step) if step else f"/en/ansok/utkast/{filled.draft.pk}/"


@pytest.mark.parametrize("step", OPEN)
def test_opening_a_page(
    filled: Applicant, step: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    filled.client.get(address(filled, step))
    with django_assert_num_queries(OPEN[step]):
        filled.client.get(address(filled, step))


def test_no_page_but_the_trip_and_the_check_asks_more_than_six_times() -> None:
    assert max(count for step, count in OPEN.items() if step not in {TRIP, CHECK}) <= 6


@pytest.mark.parametrize("step", STEPS)
def test_saving_a_page(
    filled: Applicant, step: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    filled.save(step)
    data = typed(step) | {"revision": filled.revision(step)}
    changed = {
        ABOUT: "phone",
        CUSTODY: "situation",
        GUARDIANS: "first_name",
        TRIP: "plan",
        BUDGET: "amount",
        WHY: "reason",
    }
    data[f"{step}-{changed[step]}"] = "one" if step == CUSTODY else "3999"
    with django_assert_num_queries(SAVE[step]):
        assert filled.client.post(filled.url(step), data).status_code == 302


def test_sending(filled: Applicant, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    StepCount.add(filled.draft.round_id, StepCount.SENT)
    shown = filled.open(CHECK).context["shown"]
    with django_assert_num_queries(30):
        assert filled.client.post(filled.url(CHECK), {"shown": shown}).status_code == 302


def many(application: Application) -> None:
    """Two guardians and five events more."""
    version = application.latest_version
    for number in range(2):
        GuardianApproval.objects.create(
            application=application, version=version, name="Exempel", email=f"x{number}@example.org"
        )
    for _number in range(5):
        record_event(application=application, kind=EventKind.MOVED, role=Role.CASE_OFFICER)


@pytest.mark.parametrize(("part", "queries"), [("", 9), ("kvitto/", 5), ("ta-tillbaka/", 3)])
def test_the_applicants_own_pages_however_much_has_happened(
    part: str, queries: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    application = make_application(guardians=1)
    client = Client()
    client.force_login(application.applicant)
    path = f"/en/mina-ansokningar/{application.reference}/{part}"
    client.get(path)
    with django_assert_num_queries(queries):
        client.get(path)
    many(application)
    with django_assert_num_queries(queries):
        client.get(path)


@pytest.mark.parametrize("sent", [1, 4])
def test_the_list_of_ones_own_however_many(
    sent: int, user: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(sent):
        make_application(applicant=user)
    client = Client()
    client.force_login(user)
    client.get("/en/mina-ansokningar/")
    with django_assert_num_queries(4):
        client.get("/en/mina-ansokningar/")


@pytest.mark.parametrize("guardians", [1, 2])
def test_the_guardians_page(guardians: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    approval = make_application(guardians=guardians).approvals.earliest("pk")
    path = f"/en/godkann/{approval.token}/"
    Client().get(path)
    with django_assert_num_queries(2):
        Client().get(path)


@pytest.mark.parametrize("people", [2, 4])
def test_a_group_members_page(people: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    member = make_group_application(people).members.earliest("pk")
    path = f"/en/godkann/deltagare/{member.token}/"
    Client().get(path)
    with django_assert_num_queries(3):
        Client().get(path)
