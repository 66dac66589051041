"""Which page is shown to whom and when; Back; the check page; what GET must never do."""

import uuid

import pytest
from django.test import Client

from stipend_portal.models import Application, DraftStep, PortalText
from tests.factories.portal import make_applicant, make_staff
from tests.factories.snapshot import portal_snapshot
from tests.factories.typed import (
    ABOUT,
    ADULT,
    BUDGET,
    CUSTODY,
    GUARDIANS,
    STEPS,
    TRIP,
    TYPED,
    WHY,
    Applicant,
    stored,
    typed,
)

pytestmark = pytest.mark.django_db

CHECK = "kontrollera"
METHODS = ["get", "head", "post", "put", "patch", "delete", "options"]


def test_a_page_shows_what_was_typed_on_it(filled: Applicant) -> None:
    filled.save(ABOUT, full_name="Alva <Exempel>", phone="0532-00 00 00")
    page = filled.open(ABOUT).content.decode()
    assert 'value="Alva &lt;Exempel&gt;"' in page
    assert 'value="0532-00 00 00"' in page
    assert "There is a problem" not in page


@pytest.mark.parametrize("step", [GUARDIANS, TRIP, BUDGET, WHY, CHECK])
def test_a_future_page_leads_to_where_she_is(empty: Applicant, step: str) -> None:
    for response in (empty.open(step), empty.client.post(empty.url(step), {"shown": "", "revision": 0})):
        assert (response.status_code, response.headers["Location"]) == (302, empty.url(ABOUT))
    assert not DraftStep.objects.exists()


@pytest.mark.parametrize("step", [BUDGET, WHY, CHECK])
def test_a_page_after_the_next_leads_to_where_she_is_and_keeps_the_words(begun: Applicant, step: str) -> None:
    data = typed(step) if step in TYPED else {"shown": "1"}
    response = begun.post(step, data, revision=0)
    assert (response.status_code, response.headers["Location"]) == (302, begun.url(GUARDIANS))
    kept = DraftStep.objects.filter(step=step).first()
    assert (kept and kept.data) == (stored(typed(step)) if step in TYPED else None)


@pytest.mark.parametrize("step", ["finns-inte", "om_dig", "OM-DIG", "about", "1", "kontrollera-", "skicka"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_page_that_does_not_exist_is_not_found(filled: Applicant, step: str, method: str) -> None:
    before = portal_snapshot()
    response = getattr(filled.client, method)(f"/en/ansok/utkast/{filled.draft.pk}/{step}/")
    assert response.status_code == 404
    assert "There is nothing here" in response.content.decode()
    assert portal_snapshot() == before


@pytest.mark.parametrize("step", ["../resan", "resan/..", "om%20dig", "%00", "å", "<script>"])
def test_an_address_made_up_is_not_found(filled: Applicant, step: str) -> None:
    assert filled.client.get(f"/en/ansok/utkast/{filled.draft.pk}/{step}/").status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_guardians_page_of_an_adult_leads_to_where_she_is(empty: Applicant, method: str) -> None:
    empty.save(ABOUT, **ADULT)
    response = getattr(empty.client, method)(empty.url(GUARDIANS), typed(GUARDIANS))
    assert (response.status_code, response.headers["Location"]) == (302, empty.url(TRIP))
    assert DraftStep.objects.filter(step=GUARDIANS).count() == 0


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("step", [None, ABOUT, WHY, CHECK, "finns-inte"])
def test_another_persons_draft_is_not_found(filled: Applicant, method: str, step: str | None) -> None:
    stranger = Client()
    stranger.force_login(make_applicant())
    before = portal_snapshot()
    path = f"/en/ansok/utkast/{filled.draft.pk}/" + (f"{step}/" if step else "")
    assert getattr(stranger, method)(path).status_code == 404
    assert portal_snapshot() == before


@pytest.mark.parametrize("role", ["case_officer", "board_secretary", "auditor", "superuser"])
def test_no_staff_can_read_a_draft(filled: Applicant, role: str) -> None:
    reader = Client()
    if role == "superuser":
        reader.force_login(make_applicant(is_superuser=True, is_staff=True))
    else:
        reader.force_login(make_staff(role, rounds=[filled.draft.round]))
    assert reader.get(filled.url(ABOUT)).status_code == 404


@pytest.mark.parametrize(("method", "step"), [("get", WHY), ("get", CHECK), ("post", CHECK), ("get", None)])
def test_whoever_is_not_signed_in_is_asked_to(filled: Applicant, method: str, step: str | None) -> None:
    path = filled.url(step) if step else f"/en/ansok/utkast/{filled.draft.pk}/"
    response = getattr(Client(), method)(path)
    assert (response.status_code, response.headers["Location"]) == (302, f"/en/konto/?next={path}")


def test_what_was_written_when_the_session_had_ended_is_shown_and_not_lost(filled: Applicant) -> None:
    filled.client.logout()
    before = portal_snapshot()
    response = filled.save(WHY, reason="Långt och <b>viktigt</b>.")
    page = response.content.decode()
    assert response.status_code == 403
    assert "Långt och &lt;b&gt;viktigt&lt;/b&gt;." in page
    assert TYPED[WHY]["sharing"] in page
    assert f'href="/en/konto/?next={filled.url(WHY)}"' in page
    assert portal_snapshot() == before


def test_rows_written_when_the_session_had_ended_are_shown(filled: Applicant) -> None:
    filled.client.logout()
    page = filled.save(BUDGET, rows_what=["Tåg till Türi"], rows_amount=["812"]).content.decode()
    assert "Tåg till Türi" in page
    assert "812" in page


def test_a_draft_that_does_not_exist_looks_like_another_persons(filled: Applicant) -> None:
    stranger = Client()
    stranger.force_login(make_applicant())
    made_up = str(uuid.uuid4())
    missing = stranger.get(f"/en/ansok/utkast/{made_up}/om-dig/")
    theirs = stranger.get(filled.url(ABOUT))
    assert missing.status_code == theirs.status_code == 404
    assert missing.content.decode().replace(made_up, str(filled.draft.pk)) == theirs.content.decode()


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_do_nothing(filled: Applicant, method: str) -> None:
    before = portal_snapshot()
    assert getattr(filled.client, method)(filled.url(WHY)).status_code == 405
    assert portal_snapshot() == before


@pytest.mark.parametrize("step", [*STEPS, CHECK, None])
@pytest.mark.parametrize("query", ["", "?reset=1", "?reset=", "?till=kontrollera", "?back=1", "?%00=%ff"])
def test_opening_a_page_changes_nothing(filled: Applicant, step: str | None, query: str) -> None:
    before = portal_snapshot()
    path = filled.url(step) if step else f"/en/ansok/utkast/{filled.draft.pk}/"
    for method in ("get", "head"):
        assert getattr(filled.client, method)(path + query).status_code == (200 if step else 302)
    assert portal_snapshot() == before


def test_an_address_without_a_page_leads_to_the_first_that_is_not_right(filled: Applicant) -> None:
    filled.save(TRIP, plan="")
    response = filled.client.get(f"/en/ansok/utkast/{filled.draft.pk}/")
    assert response.headers["Location"] == filled.url(TRIP)
    response = filled.client.post(f"/en/ansok/utkast/{filled.draft.pk}/", typed(TRIP))
    assert response.headers["Location"] == filled.url(TRIP)


# -- Back and more rows ------------------------------------------------------------------------------


def test_back_saves_without_judging(begun: Applicant) -> None:
    data = typed(GUARDIANS, first_email="gun@", second_name="") | {"back": "1"}
    response = begun.post(GUARDIANS, data)
    assert (response.status_code, response.headers["Location"]) == (302, begun.url(CUSTODY))
    assert begun.words(GUARDIANS, "first_email") == "gun@"
    page = begun.open(GUARDIANS).content.decode()
    assert 'value="gun@"' in page
    assert "There is a problem" not in page


def test_the_other_language_takes_what_is_typed_along_without_judging(begun: Applicant) -> None:
    page = begun.open(GUARDIANS).content.decode()
    address = Applicant(begun.draft, language="sv", client=begun.client).url(GUARDIANS)
    assert f'name="switch" value="1" formaction="{address}"' in page
    data = typed(GUARDIANS, first_email="gun@") | {"switch": "1", "revision": "0"}
    response = begun.client.post(address, data)
    assert (response.status_code, response.headers["Location"]) == (302, address)
    swedish = begun.client.get(address).content.decode()
    assert 'value="gun@"' in swedish
    assert "Något behöver rättas" not in swedish


def test_back_from_the_first_page_stays_on_it(begun: Applicant) -> None:
    response = begun.post(ABOUT, typed(ABOUT, phone="1") | {"back": "1"})
    assert response.headers["Location"] == begun.url(ABOUT)
    assert begun.words(ABOUT, "phone") == "1"


def test_back_past_a_page_that_is_not_asked_skips_it(empty: Applicant) -> None:
    empty.save(ABOUT, **ADULT)
    assert empty.post(TRIP, typed(TRIP) | {"back": "1"}).headers["Location"] == empty.url(ABOUT)


def test_a_page_left_half_done_must_be_done_before_sending(filled: Applicant) -> None:
    filled.post(GUARDIANS, typed(GUARDIANS, first_email="gun@") | {"back": "1"})
    assert filled.open(CHECK).headers["Location"] == filled.url(GUARDIANS)


def test_more_rows_saves_what_is_written_and_gives_an_empty_one(filled: Applicant) -> None:
    rows = {"rows_what": ["Flyg", "Tåg", "Mat"], "rows_amount": ["4000", "1", ""]}
    response = filled.post(BUDGET, typed(BUDGET, **rows) | {"more_rows": "id_budget-rows"})
    assert (response.status_code, response.headers["Location"]) == (
        302,
        f"{filled.url(BUDGET)}#fler-id_budget-rows",
    )
    page = filled.open(BUDGET)
    rows = page.context["form"]["rows"].subwidgets[0].data["rows"]
    assert [row["cells"][0]["value"] for row in rows] == ["Flyg", "Tåg", "Mat", ""]
    assert "There is a problem" not in page.content.decode()


# -- Check and send ----------------------------------------------------------------------------------


def test_the_check_page_shows_every_answer(filled: Applicant) -> None:
    page = filled.open(CHECK).content.decode()
    for words in (
        "Alva Exempel",
        "27 March 2011",
        "I both live and go to school in Åmål municipality",
        "gary@example.org",
        "Türi, Estland",
        "14 June 2027",
        "Flyg tur och retur",
        "3,200 kronor",
        "4,000 kronor",
        TYPED[WHY]["reason"],
    ):
        assert words in page


def test_the_check_page_sends_only_what_it_showed(filled: Applicant) -> None:
    shown = filled.open(CHECK).context["shown"]
    filled.save(WHY, reason="Skrivet i ett annat fönster.")
    response = filled.client.post(filled.url(CHECK), {"shown": shown})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Your answers have changed" in page
    assert "Skrivet i ett annat fönster." in page
    assert not Application.objects.exists()
    again = filled.client.post(filled.url(CHECK), {"shown": response.context["shown"]})
    assert again.status_code == 302
    assert filled.application.latest_version.answers["why"]["reason"] == "Skrivet i ett annat fönster."


def test_a_promise_that_was_reworded_meanwhile_is_shown_before_it_is_given(filled: Applicant) -> None:
    shown = filled.open(CHECK).context["shown"]
    PortalText.objects.filter(key="declaration").update(english="I promise something else.")
    response = filled.client.post(filled.url(CHECK), {"shown": shown})
    assert response.status_code == 409
    assert "I promise something else." in response.content.decode()
    filled.client.post(filled.url(CHECK), {"shown": response.context["shown"]})
    kept = filled.application.latest_version.answers["declaration"]
    assert kept == {"text": "I promise something else."}


@pytest.mark.parametrize("shown", [None, "", "1.1.1.1", "9.9.9.9.9", "x", "1.1.1.1.1.1.1"])
def test_sending_without_having_seen_the_answers_shows_them(filled: Applicant, shown: str | None) -> None:
    response = filled.client.post(filled.url(CHECK), {} if shown is None else {"shown": shown})
    assert response.status_code == 409
    assert not Application.objects.exists()


def test_sending_twice_gives_the_same_receipt(filled: Applicant) -> None:
    shown = filled.open(CHECK).context["shown"]
    first = filled.client.post(filled.url(CHECK), {"shown": shown})
    second = filled.client.post(filled.url(CHECK), {"shown": shown})
    assert first.status_code == second.status_code == 302
    assert first.headers["Location"] == second.headers["Location"]
    assert Application.objects.count() == 1


@pytest.mark.parametrize("step", [None, *STEPS, CHECK])
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_page_of_a_sent_draft_leads_to_the_receipt(
    filled: Applicant, step: str | None, method: str
) -> None:
    receipt = filled.send().headers["Location"]
    before = portal_snapshot()
    path = filled.url(step) if step else f"/en/ansok/utkast/{filled.draft.pk}/"
    response = getattr(filled.client, method)(path, {"shown": "1.1.1.1.1"})
    assert (response.status_code, response.headers["Location"]) == (302, receipt)
    assert portal_snapshot() == before


def test_an_answer_that_has_become_wrong_is_shown_before_it_can_be_sent(filled: Applicant) -> None:
    """BUN lowers the ceiling after the page was saved."""
    shown = filled.open(CHECK).context["shown"]
    filled.draft.round.ceiling = 3_000
    filled.draft.round.save()
    for response in (filled.open(CHECK), filled.client.post(filled.url(CHECK), {"shown": shown})):
        assert (response.status_code, response.headers["Location"]) == (302, filled.url(BUDGET))
    page = filled.open(BUDGET).content.decode()
    assert "You can apply for at most 3,000 kronor in this round." in page
    assert not Application.objects.exists()


def test_a_failure_while_sending_loses_nothing(filled: Applicant, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**kwargs: object) -> None:
        raise OSError("the disk is full")

    before = portal_snapshot()
    with monkeypatch.context() as patch:
        patch.setattr("stipend_portal.services.submission.enqueue", fail)
        filled.client.raise_request_exception = False
        assert filled.send().status_code == 500
    assert portal_snapshot() == before
    assert filled.send().status_code == 302
    assert Application.objects.count() == 1


def test_pages_of_a_draft_are_never_kept_by_the_browser(filled: Applicant) -> None:
    for step in (*STEPS, CHECK):
        assert "no-store" in filled.open(step).headers["Cache-Control"]
