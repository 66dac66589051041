"""The applicant's own pages: what was sent, where it stands, and nothing of anyone else's."""

import pytest
from django.test import Client

from home.models import User
from stipend_portal.models import Application, OutboxMessage
from stipend_portal.models.decision import Outcome
from stipend_portal.services.guardian import answer
from stipend_portal.services.letter import release
from stipend_portal.services.transition import move
from stipend_portal.states import UNDECIDED, Role, State
from tests.factories.portal import decide, make_applicant, make_application, make_round, make_staff
from tests.factories.snapshot import portal_snapshot
from tests.factories.typed import make_draft

pytestmark = pytest.mark.django_db

PAGES = ["{}", "{}kvitto/", "{}ta-tillbaka/"]

WORDS = {
    State.SUBMITTED: "We have received your application",
    State.IN_REVIEW: "A case officer is reading your application",
    State.SUPPLEMENT_REQUESTED: "We need something more from you",
    State.PREPARED: "Your application is ready to be decided",
    State.DECIDED: "You get the stipend",
    State.CLOSED: "You get the stipend",
    State.WITHDRAWN: "You have taken your application back",
}


def browser(user: User) -> Client:
    """Someone signed in."""
    client = Client()
    client.force_login(user)
    return client


def own(reference: str, page: str = "{}") -> str:
    """An address of an application's own pages."""
    return "/en/mina-ansokningar/" + page.format(f"{reference}/")


def release_letters(application: Application) -> None:
    """A second person reads the waiting letters and lets them go."""
    another = make_staff(Role.CASE_OFFICER, rounds=[application.round])
    for message in application.messages.filter(status=OutboxMessage.Status.HELD):
        release(message=message, actor=another)


@pytest.mark.parametrize("state", State)
def test_every_state_is_told_in_words(state: State) -> None:
    application = make_application(state=state)
    release_letters(application)
    client = browser(application.applicant)
    for path in ("/en/mina-ansokningar/", own(application.reference)):
        assert WORDS[state] in client.get(path).content.decode()


@pytest.mark.parametrize(
    ("outcome", "amount", "words"),
    [
        (Outcome.GRANTED, 2_000, "You get the stipend"),
        (Outcome.PARTLY_GRANTED, 1_000, "You get a part of what you applied for"),
        (Outcome.REFUSED, 0, "You do not get the stipend this time"),
        (Outcome.DISMISSED, 0, "The application was not tried"),
    ],
)
def test_every_outcome_is_told_in_words_once_the_letter_is_released(
    outcome: Outcome, amount: int, words: str
) -> None:
    application = make_application(state=State.PREPARED)
    decide(application, outcome=outcome, amount=amount)
    client = browser(application.applicant)
    for path in ("/en/mina-ansokningar/", own(application.reference)):
        page = client.get(path).content.decode()
        assert "A decision has been made" in page
        assert words not in page
        assert "The amount is" not in page
    assert words not in client.post(own(application.reference, PAGES[2])).content.decode()

    release_letters(application)
    page = client.get(own(application.reference)).content.decode()
    assert words in page
    assert ("The amount is" in page) is bool(amount)
    assert (f"The amount is {amount:,} kronor." in page) is bool(amount)


def test_the_receipt_has_reference_and_the_servers_time(clock: object) -> None:
    application = make_application(guardians=1)
    page = browser(application.applicant).get(own(application.reference, PAGES[1])).content.decode()
    assert application.reference in page
    assert "Received 1 February 2027, 12:00:" in page
    assert "Your guardian gets a link by e-mail" in page


def test_a_guardians_answer_is_seen_by_the_applicant() -> None:
    application = make_application(guardians=1)
    answer(approval=application.approvals.get(), approves=True)
    page = browser(application.applicant).get(own(application.reference)).content.decode()
    assert "Gun Exempel said yes" in page
    assert "Approved" in page


def test_what_the_applicant_reads_names_no_member_of_staff() -> None:
    application = make_application()
    officer = make_staff(
        Role.CASE_OFFICER, rounds=[application.round], first_name="Moa", last_name="Handläggare"
    )
    move(application=application, to=State.IN_REVIEW, actor=officer, note="Anteckning för oss själva")
    page = browser(application.applicant).get(own(application.reference)).content.decode()
    assert "Handläggare" not in page
    assert "Anteckning" not in page


@pytest.mark.parametrize("part", PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_another_persons_application_is_not_found(part: str, method: str) -> None:
    application = make_application()
    before = portal_snapshot()
    response = getattr(browser(make_applicant()), method)(own(application.reference, part))
    assert response.status_code == (404 if method == "get" or "ta-" in part else 405)
    assert portal_snapshot() == before


@pytest.mark.parametrize("part", PAGES)
@pytest.mark.parametrize("reference", ["AV-2027-222222", "AV-2027-", "1", "kvitto", "x" * 300])
def test_a_guessed_reference_is_not_found(part: str, reference: str) -> None:
    application = make_application()
    response = browser(application.applicant).get(own(reference, part))
    assert response.status_code == 404


@pytest.mark.parametrize("part", PAGES)
@pytest.mark.parametrize("role", ["case_officer", "board_secretary", "auditor"])
def test_staff_do_not_read_the_applicants_own_pages(part: str, role: str) -> None:
    application = make_application()
    reader = make_staff(role, rounds=[application.round])
    assert browser(reader).get(own(application.reference, part)).status_code == 404


@pytest.mark.parametrize("part", PAGES)
def test_whoever_is_not_signed_in_is_asked_to(client: Client, part: str) -> None:
    path = own(make_application().reference, part)
    assert client.get(path).headers["Location"] == f"/en/konto/?next={path}"


@pytest.mark.sqlite
@pytest.mark.parametrize("state", sorted(UNDECIDED))
def test_taking_back_asks_first_and_then_does_it(state: State) -> None:
    application = make_application(state=state)
    client = browser(application.applicant)
    path = own(application.reference, PAGES[2])
    assert f'href="{path}"' in client.get(own(application.reference)).content.decode()
    before = portal_snapshot()
    assert client.get(path).status_code == 200
    assert portal_snapshot() == before
    response = client.post(path)
    assert (response.status_code, response.headers["Location"]) == (302, own(application.reference))
    application.refresh_from_db()
    assert application.state == State.WITHDRAWN


@pytest.mark.parametrize("state", sorted(set(State) - UNDECIDED))
def test_what_cannot_be_taken_back_offers_no_way_and_says_so(state: State) -> None:
    application = make_application(state=state)
    client = browser(application.applicant)
    path = own(application.reference, PAGES[2])
    assert path not in client.get(own(application.reference)).content.decode()
    assert client.get(path).headers["Location"] == own(application.reference)
    response = client.post(path)
    assert response.status_code == 409
    assert "It can no longer be taken back" in response.content.decode()
    application.refresh_from_db()
    assert application.state == state


def test_taking_back_twice_is_one_withdrawal() -> None:
    application = make_application()
    client = browser(application.applicant)
    statuses = [client.post(own(application.reference, PAGES[2])).status_code for _click in range(2)]
    assert statuses == [302, 409]
    assert application.messages.filter(kind="withdrawn").count() == 1


def test_the_list_has_drafts_and_applications_of_ones_own_only() -> None:
    user = make_applicant()
    sent = make_application(applicant=user, round=make_round(name_en="The sent round"))
    draft = make_draft(user, make_round(name_en="The begun round"), done=())
    other = make_application()
    page = browser(user).get("/en/mina-ansokningar/").content.decode()
    assert own(sent.reference) in page
    assert f"/en/ansok/utkast/{draft.pk}/" in page
    assert page.count("The sent round") == 1
    assert other.reference not in page


def test_an_empty_list_leads_to_what_one_can_apply_for() -> None:
    page = browser(make_applicant()).get("/en/mina-ansokningar/").content.decode()
    assert "You have no applications yet." in page
    assert 'href="/en/ansok/"' in page
