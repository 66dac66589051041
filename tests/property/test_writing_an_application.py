"""Random walks through the form: nothing that anyone types, presses or opens breaks it or loses a word."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from stipend_portal.apply.sending import CHECK
from stipend_portal.models import Application, Draft, DraftStep, GroupAmount
from stipend_portal.rules import kronor_from_text
from tests.factories.portal import ProgrammeFactory, make_applicant, make_round
from tests.factories.typed import ABOUT, BUDGET, CUSTODY, GUARDIANS, MEMBERS, TRIP, WHY, Applicant
from tests.property.words import ALL_STEPS, Typed, posted, right, wrong

pytestmark = pytest.mark.django_db

TODAY = datetime.fromisoformat("2027-02-01T12:00:00+01:00")
SWITCHES = ("asks_school", "asks_host", "asks_own_contribution", "asks_other_funding", "asks_two_quotes")
steps = st.sampled_from(ALL_STEPS)
pages = st.sampled_from([*ALL_STEPS, CHECK, "finns-inte", "spara", ""])


class Writing(RuleBasedStateMachine):
    """One applicant at one draft. `held` is what the draft must hold, page by page."""

    # How many walks have ended in an application, of all that were taken.
    arrived = 0

    def __init__(self) -> None:
        super().__init__()
        self.all = transaction.atomic()
        self.all.__enter__()
        self.clock = time_machine.travel(TODAY)
        self.clock.start()
        self.held: dict[str, dict[str, list[str]]] = {}
        self.last: tuple[str, dict[str, Any]] | None = None
        self.sent = False

    def teardown(self) -> None:
        """Leave the database as it was."""
        self.clock.stop()
        transaction.set_rollback(True)
        self.all.__exit__(None, None, None)

    @initialize(
        switches=st.sets(st.sampled_from(SWITCHES)),
        applicants=st.sampled_from(["alone", "both", "group"]),
        attachments=st.sampled_from(["none", "optional"]),
    )
    def begin(self, switches: set[str], applicants: str, attachments: str) -> None:
        """A draft in a round of some programme."""
        on = dict.fromkeys(switches, True)
        programme = ProgrammeFactory(applicants=applicants, attachments=attachments, **on)
        GroupAmount.objects.create(programme=programme, people=3, amount=5_000)
        user = make_applicant(email="alva@example.org")
        draft = Draft.objects.create(owner=user, round=make_round(programme=programme))
        self.she = Applicant(draft, language="sv")

    # -- What she can do ---------------------------------------------------------------------------

    @rule(language=st.sampled_from(["sv", "en"]))
    def switch_language(self, language: str) -> None:
        """Go on in the other language."""
        self.she.language = language

    @rule(page=pages, query=st.sampled_from(["", "?reset=1", "?till=kontrollera"]))
    def open(self, page: str, query: str) -> None:
        """Open any page; only a page that does not exist is not found."""
        address = self.she.url(page) if page else f"/ansok/utkast/{self.she.draft.pk}/"
        expected = {404} if page in {"finns-inte", "spara"} else {200, 302}
        assert self.she.client.get(address + query).status_code in (expected if not self.sent else {302})

    @rule(
        step=steps, data=st.data(), button=st.sampled_from(["", "back", "more_rows", "remove_row", "switch"])
    )
    def write(self, step: str, data: st.DataObject, button: str) -> None:
        """Type something on a page that is open, and press a button."""
        kind = data.draw(st.sampled_from([right, right, wrong]))
        self.save(step, data.draw(kind(step)), button)

    @rule(step=steps, data=st.data(), revision=st.sampled_from(["0", "-1", "", "x", "99"]))
    def write_in_an_older_tab(self, step: str, data: st.DataObject, revision: str) -> None:
        """Type on a page that was opened before the last save: it is shown, and overwrites nothing."""
        if step not in self.held:
            return
        typed = data.draw(wrong(step))
        words = posted(step, typed)
        response = self.she.client.post(self.she.url(step), {**words, "revision": revision})
        assert response.status_code in {302, 409, 422}
        if response.status_code == 409:
            noise = unasked(step, typed, self.she.draft)
            asked = [cells for name, cells in words.items() if name not in noise]
            for text in (text.strip() for cells in asked for text in cells):
                assert not text.isalnum() or text in response.content.decode()
        else:
            self.held[step] = self.stored(step)

    @precondition(lambda self: self.last)
    @rule()
    def press_twice(self) -> None:
        """Post the same once more, as a double click or a repeated request does."""
        step, words = self.last
        before = self.stored(step)
        assert self.she.client.post(self.she.url(step), words).status_code in {302, 409, 422}
        assert self.stored(step) == before

    @rule(data=st.data(), then_send=st.booleans())
    def fill_in_the_rest(self, data: st.DataObject, then_send: bool) -> None:
        """Fill in every page that is asked for, in order, rightly, and perhaps send it."""
        for _page in range(2 * len(ALL_STEPS)):
            address = self.she.client.get(f"/ansok/utkast/{self.she.draft.pk}/").headers["Location"]
            step = address.rstrip("/").rpartition("/")[2]
            if step not in ALL_STEPS:
                return self.send() if then_send else None
            assert self.save(step, data.draw(right(step)), "") == 302
        raise AssertionError("the form never ends")

    @rule()
    def send(self) -> None:
        """Open the check page and press the button."""
        if self.sent:
            return
        page = self.she.open(CHECK)
        if page.status_code == 302:
            assert self.she.client.post(self.she.url(CHECK), {"shown": ""}).status_code == 302
            return
        asked = [step["url"].rstrip("/").rpartition("/")[2] for step in page.context["progress"]][:-1]
        response = self.she.client.post(self.she.url(CHECK), {"shown": page.context["shown"]})
        assert response.status_code == 302
        self.sent = True
        Writing.arrived += 1
        answers = Application.objects.get(draft=self.she.draft).latest_version.answers
        assert_arrived(answers, {step: self.held[step] for step in asked})

    # -- How it is held against the draft --------------------------------------------------------------

    def stored(self, step: str) -> dict[str, list[str]]:
        """What the draft holds of a page."""
        row = DraftStep.objects.filter(draft=self.she.draft, step=step).first()
        return row.data if row else {}

    def save(self, step: str, typed: Typed, button: str) -> int:
        """Open a page, type and press; note what must now be kept."""
        reachable = self.she.open(step).status_code == 200
        words: dict[str, Any] = posted(step, typed) | {"revision": self.she.revision(step)}
        if button:
            words[button] = f"{step}-rows:1" if button == "remove_row" else "1"
        before = self.stored(step)
        response = self.she.client.post(self.she.url(step), words)
        if self.sent or not reachable:
            assert response.status_code == 302
            if self.stored(step) != before:  # a page that another one stands in the way of
                assert not self.sent
                self.held[step] = self.stored(step)
            return response.status_code
        self.last = (step, words)
        assert response.status_code in {302, 422}
        clean = {
            name: [cell.replace("\x00", "") for cell in cells] for name, cells in posted(step, typed).items()
        }
        kept = self.stored(step)
        if button != "remove_row":
            for name, cells in kept.items():
                assert cells == clean[name]
            assert set(clean) - set(kept) <= unasked(step, typed, self.she.draft)
        self.held[step] = kept
        return response.status_code

    @invariant()
    def nothing_is_lost(self) -> None:
        """Every page holds what was typed there last."""
        for step, words in self.held.items():
            if not self.sent:
                assert self.stored(step) == words


def unasked(step: str, typed: Mapping[str, list[str]], draft: Draft) -> set[str]:
    """The inputs of a page that this programme, or this situation at home, does not ask for."""
    programme = draft.round.programme
    switches = {
        ABOUT: {"school": "asks_school"},
        TRIP: {"host": "asks_host"},
        BUDGET: {
            "quotes-who": "asks_two_quotes",
            "quotes-amount": "asks_two_quotes",
            "own_contribution": "asks_own_contribution",
            "other_funding-who": "asks_other_funding",
            "other_funding-amount": "asks_other_funding",
        },
    }
    off = {name for name, switch in switches.get(step, {}).items() if not getattr(programme, switch)}
    if step == GUARDIANS:
        off = set(typed)
    return {f"{step}-{name}" for name in off}


def words_of(held: Mapping[str, list[str]], step: str, name: str) -> str:
    """The words of an input, as a browser's last value of that name counts, without space around."""
    return held[f"{step}-{name}"][-1].strip()


def assert_arrived(answers: Mapping[str, Any], held: Mapping[str, Mapping[str, list[str]]]) -> None:
    """What was sent is what was typed, read without the portal's own forms."""
    about = held[ABOUT]
    assert answers["about"]["full_name"] == words_of(about, ABOUT, "full_name")
    born = [int(words_of(about, ABOUT, f"birth_date_{at}")) for at in (2, 1, 0)]
    assert answers["about"]["birth_date"] == date(*born).isoformat()
    assert answers["trip"]["plan"] == words_of(held[TRIP], TRIP, "plan")
    assert answers["why"]["reason"] == words_of(held[WHY], WHY, "reason")
    assert answers["why"]["sharing"] == words_of(held[WHY], WHY, "sharing")
    amount = kronor_from_text(words_of(held[BUDGET], BUDGET, "amount"))
    assert Decimal(answers["budget"]["amount"]) == amount
    what = [cell.strip() for cell in held[BUDGET][f"{BUDGET}-rows-what"]]
    assert [row["what"] for row in answers["budget"]["rows"]] == [cell for cell in what if cell]
    if CUSTODY in held:
        assert answers["custody"]["situation"] == words_of(held[CUSTODY], CUSTODY, "situation")
        for name, value in answers["guardians"].items():
            assert value == words_of(held[GUARDIANS], GUARDIANS, name)
    if MEMBERS in held:
        names = [cell.strip() for cell in held[MEMBERS][f"{MEMBERS}-rows-name"]]
        assert [row["name"] for row in answers["members"]["rows"]] == [name for name in names if name]
    assert ("members" in answers) == (MEMBERS in held)
    assert ("guardians" in answers) == (GUARDIANS in held)


def test_whatever_is_typed_pressed_or_opened_nothing_breaks_and_no_word_is_lost() -> None:
    run_state_machine_as_test(
        Writing,
        settings=settings(
            max_examples=40,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    # A walk that never gets anywhere proves little.
    assert Writing.arrived >= 10


def test_a_stranger_meets_the_same_nothing_everywhere() -> None:
    user = make_applicant()
    draft = Draft.objects.create(owner=user, round=make_round())
    stranger = Client()
    stranger.force_login(make_applicant())
    statuses = {stranger.get(f"/ansok/utkast/{draft.pk}/{step}/").status_code for step in ALL_STEPS}
    assert statuses == {404}
