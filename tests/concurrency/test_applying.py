"""Five clicks, two tabs, two devices: one draft, one application, and nobody's words are lost."""

from collections import Counter

import pytest
from django.test import Client

from stipend_portal.models import Application, ApplicationVersion, Draft, DraftStep, OutboxMessage
from tests.concurrency.conftest import Together
from tests.factories.portal import make_applicant, make_round
from tests.factories.typed import ABOUT, CUSTODY, GUARDIANS, WHY, Applicant, make_draft, typed

pytestmark = pytest.mark.django_db(transaction=True)

CHECK = "kontrollera"


@pytest.fixture
def filled(transactional_db: None) -> Applicant:
    """Someone who has written everything."""
    return Applicant(make_draft(make_applicant(), make_round()))


def tab(applicant: Applicant) -> Applicant:
    """Another window of the same person, on a connection of its own."""
    other = Client()
    other.cookies = applicant.client.cookies
    return Applicant(applicant.draft, client=other)


def test_twenty_parallel_sends_are_one_application_and_twenty_equal_references(
    filled: Applicant, together: Together
) -> None:
    shown = filled.open(CHECK).context["shown"]
    url = filled.url(CHECK)
    tabs = [tab(filled) for _number in range(20)]
    responses = together([lambda each=each: each.client.post(url, {"shown": shown}) for each in tabs])
    application = Application.objects.get()
    receipt = f"/en/mina-ansokningar/{application.reference}/kvitto/"
    assert [(response.status_code, response.headers.get("Location")) for response in responses] == [
        (302, receipt)
    ] * 20
    assert ApplicationVersion.objects.count() == 1
    assert application.events.count() == 1
    assert application.approvals.count() == 2
    assert OutboxMessage.objects.count() == 3


def test_twenty_parallel_clicks_on_begin_are_one_draft(together: Together) -> None:
    user, round_ = make_applicant(), make_round()
    first = Client()
    first.force_login(user)

    def click() -> tuple[int, str]:
        client = Client()
        client.cookies = first.cookies
        response = client.post(f"/ansok/{round_.slug}/nytt-utkast/")
        return response.status_code, response.headers["Location"]

    answers = together([click] * 20)
    draft = Draft.objects.get()
    assert answers == [(302, f"/ansok/utkast/{draft.pk}/")] * 20


@pytest.mark.parametrize("step", [WHY, GUARDIANS])
def test_a_page_saved_from_two_tabs_at_once_keeps_both_texts(
    filled: Applicant, together: Together, step: str
) -> None:
    name = "reason" if step == WHY else "first_name"
    texts = [f"Fönster {number} 🌍" for number in range(8)]

    def save(text: str) -> tuple[int, str]:
        response = tab(filled).save(step, revision=1, **{name: text})
        return response.status_code, response.content.decode()

    answers = together([lambda text=text: save(text) for text in texts])
    statuses = [status for status, _page in answers]
    assert Counter(statuses) == {302: 1, 409: 7}
    kept = texts[statuses.index(302)]
    assert filled.words(step, name) == kept
    assert DraftStep.objects.get(draft=filled.draft, step=step).revision == 2
    for text, (status, page) in zip(texts, answers, strict=True):
        if status == 409:
            assert text in page
            assert kept in page


def test_the_first_save_of_a_page_from_two_tabs_at_once_keeps_both_texts(together: Together) -> None:
    begun = Applicant(make_draft(make_applicant(), make_round(), done=(ABOUT, CUSTODY)))
    names = ["Gun", "Gunilla", "Gunhild", "Gunnel"]

    def save(name: str) -> int:
        return tab(begun).save(GUARDIANS, revision=0, first_name=name).status_code

    statuses = together([lambda name=name: save(name) for name in names])
    assert Counter(statuses) == {302: 1, 409: 3}
    assert begun.words(GUARDIANS, "first_name") == names[statuses.index(302)]


def test_the_same_words_saved_at_once_are_one_save(filled: Applicant, together: Together) -> None:
    def save() -> int:
        return tab(filled).save(WHY, revision=1, reason="Samma ord.").status_code

    assert together([save] * 8) == [302] * 8
    assert DraftStep.objects.get(draft=filled.draft, step=WHY).revision == 2


@pytest.mark.parametrize("attempt", range(5))
def test_a_save_during_a_send_is_either_in_what_is_sent_or_told(
    filled: Applicant, together: Together, attempt: int
) -> None:
    """Sent as shown, or shown again with the new words: never sent with words that were not shown."""
    shown = filled.open(CHECK).context["shown"]
    before = typed(WHY)[f"{WHY}-reason"]

    def send() -> tuple[str, int]:
        return "send", tab(filled).client.post(filled.url(CHECK), {"shown": shown}).status_code

    def save() -> tuple[str, int, str]:
        response = tab(filled).save(WHY, revision=1, reason="Nya ord.")
        return "save", response.status_code, response.headers.get("Location", "")

    sent, saved = together([send, save])
    if sent == ("send", 302):
        application = Application.objects.get()
        assert application.latest_version.answers["why"]["reason"] == before
        receipt = f"/en/mina-ansokningar/{application.reference}/kvitto/"
        assert saved == ("save", 302, receipt)
        assert not DraftStep.objects.exists()
    else:
        assert sent == ("send", 409)
        assert not Application.objects.exists()
        assert filled.words(WHY, "reason") == "Nya ord."
