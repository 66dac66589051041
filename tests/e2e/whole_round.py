"""What BUN's people do with a whole round, each at her own desk: one function an errand."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from home.models import User
from stipend_portal.models import AgendaItem, AllocationPlan, Application, Meeting, Round
from stipend_portal.models.decision import Outcome
from stipend_portal.phases import Phase
from tests.e2e.keyboard import Keyboard
from tests.e2e.office import confirm, start
from tests.e2e.pages import sign_in_at_once, sv


@dataclass(frozen=True)
class Desk:
    """A browser in which one person is signed in."""

    page: Page
    site: str

    def open(self, path: str) -> int:
        """Go to a page. Gives the status of the answer."""
        answer = self.page.goto(f"{self.site}{path}")
        assert answer is not None
        return answer.status

    @property
    def words(self) -> str:
        """What the page says."""
        return self.page.locator("main").inner_text()


def sit_down(page: Page, site: str, person: User) -> Desk:
    """Let someone sign in."""
    sign_in_at_once(page, site, person.email)
    return Desk(page, site)


def submit(page: Page, button: Locator) -> None:
    """Press a button that leads to another page."""
    with page.expect_event("load"):
        button.click()


def number(text: str) -> Decimal:
    """A figure as it is written in Swedish."""
    return Decimal("".join(text.replace("kronor", "").split()).replace(",", "."))


# -- Jäv --------------------------------------------------------------------------------------------


def have_no_jav(desk: Desk) -> None:
    """Answer for all numbers at once."""
    desk.open("/admin/jav/")
    desk.page.check("[name=the_rest]")
    confirm(desk.page, "Save my answers")
    expect(desk.page.locator(".conflict-row")).to_have_count(0)


def have_no_jav_by_keyboard(desk: Desk) -> None:
    """The same without a mouse, from the end of the page, where the box for all of them is."""
    desk.open("/admin/jav/")
    keyboard = Keyboard(desk.page)
    keyboard.go_to(desk.page.locator("[name=the_rest]"), key="Shift+Tab")
    keyboard.press("Space")
    keyboard.use("button", sv("Save my answers"))
    expect(desk.page.locator(".conflict-row")).to_have_count(0)


def have_jav(desk: Desk, case: Application, ground: str) -> None:
    """Answer yes for one case and no for the others."""
    desk.open("/admin/jav/")
    desk.page.check(f"[name=answer-{case.pk}][value=yes]")
    desk.page.select_option(f"[name=ground-{case.pk}]", ground)
    desk.page.check("[name=the_rest]")
    confirm(desk.page, "Save my answers")


def leave_unanswered(desk: Desk, case: Application, others: Iterable[Application]) -> None:
    """Answer for every case but one."""
    desk.open("/admin/jav/")
    for each in others:
        desk.page.check(f"[name=answer-{each.pk}][value=no]")
    confirm(desk.page, "Save my answers")
    assert desk.page.locator(".conflict-row legend").all_inner_texts() == [case.reference]


# -- The officer ------------------------------------------------------------------------------------


def do_to_all(desk: Desk, cases: Collection[Application], act: str) -> None:
    """From the list, do something with every case in it."""
    desk.open("/admin/arenden/")
    desk.page.check("[name=which][value=all]")
    desk.page.select_option("#id_act", act)
    submit(desk.page, desk.page.locator(".list-bulk button"))
    expect(desk.page.locator("[name=case]:checked")).to_have_count(len(cases))
    submit(desk.page, desk.page.locator("[name=confirmed]"))
    done = desk.page.locator(".bulk-done a").all_inner_texts()
    assert sorted(done) == sorted(case.reference for case in cases)


def share_out(desk: Desk, round_: Round, each: int) -> dict[str, tuple[int, int]]:
    """Share the cases out evenly. Gives what the page said: cases before and after, by name."""
    desk.open(f"/admin/omgangar/{round_.pk}/")
    start(desk.page, "Share out the cases")
    desk.page.check("[name=how][value=evenly]")
    desk.page.fill("[name=each]", str(each))
    confirm(desk.page, "Show what it means")
    rows = desk.page.locator(".review-shares tbody tr").all()
    said = [row.locator("th, td").all_inner_texts() for row in rows]
    confirm(desk.page, "Share out like this")
    return {name: (int(before), int(after)) for name, before, after in said}


def go_on_to(desk: Desk, round_: Round, phase: Phase) -> None:
    """Move the round to its next phase, which is `phase`."""
    desk.open(f"/admin/omgangar/{round_.pk}/")
    act = sv("Go on to “%(phase)s”") % {"phase": sv(str(phase.label))}
    desk.page.get_by_role("link", name=act, exact=True).click()
    desk.page.wait_for_load_state("load")
    submit(desk.page, desk.page.get_by_role("button", name=act, exact=True))
    round_.refresh_from_db()
    assert round_.phase == phase


def make_proposal(desk: Desk, round_: Round, name: str) -> AllocationPlan:
    """A proposal in the order of the assessments, with what each has applied for."""
    desk.open(f"/admin/rangordning/{round_.pk}/")
    start(desk.page, "New proposal")
    desk.page.fill("[name=name]", name)
    confirm(desk.page, "Make the proposal")
    return AllocationPlan.objects.get(round=round_, name=name)


@dataclass(frozen=True)
class Ranked:
    """A row of a proposal as it is shown."""

    reference: str
    mean: Decimal
    assessments: str
    amount: int
    is_above: bool


def read_ranking(page: Page) -> list[Ranked]:
    """The rows of a proposal."""
    rows = page.locator("tr[data-row]").evaluate_all(
        """rows => rows.map(row => [
            row.querySelector("th a").innerText, row.cells[2].innerText, row.cells[4].innerText,
            row.cells[6].querySelector("a").firstChild.textContent, row.matches(".ranking-above"),
        ])"""
    )
    return [
        Ranked(reference, number(mean), assessments.replace("\n", " "), int(number(amount)), above)
        for reference, mean, assessments, amount, above in rows
    ]


def figure(page: Page, name: str) -> int:
    """A figure beside the line, in whole numbers."""
    return int(number(page.locator(f"dd[data-figure={name}]").inner_text()))


def move_line(page: Page, button: str) -> None:
    """Move the line with one of its buttons, and wait for the server's answer."""
    with page.expect_response(lambda answer: answer.url.endswith("/linje/")):
        page.locator("#line-form").get_by_role("button", name=sv(button), exact=True).click()


def set_amount(desk: Desk, case: Application, amount: int) -> None:
    """From the page of a proposal: propose another amount for a case."""
    start(desk.page, "Change amounts")
    desk.page.fill(f"[name=amount-{case.pk}]", str(amount))
    confirm(desk.page, "Save the amounts")


def adopt(desk: Desk) -> None:
    """From the page of a proposal: make it the round's."""
    start(desk.page, "Adopt")
    confirm(desk.page, "Adopt")


# -- The assessors ----------------------------------------------------------------------------------


def listed(desk: Desk) -> list[str]:
    """The numbers of the cases in a board member's list."""
    desk.open("/admin/bedomning/")
    return desk.page.locator(".assess-round tbody th a").all_inner_texts()


def assess_by_keyboard(desk: Desk, criteria: Iterable[str], scores: Mapping[str, Iterable[int]]) -> None:
    """Assess the cases with these numbers, from one to the next, without a mouse."""
    keyboard = Keyboard(desk.page)
    left = list(scores)
    desk.open("/admin/bedomning/")
    keyboard.use("link", left[0])
    while left:
        reference = left.pop(0)
        expect(desk.page.get_by_role("heading", level=1)).to_have_text(reference)
        for criterion, score in zip(criteria, scores[reference], strict=True):
            keyboard.choose(criterion, str(score))
        keyboard.choose(sv("What do you recommend?"), sv("Grant all"))
        keyboard.use("button", sv("Hand in"))
        if left:
            keyboard.use("link", sv("Next to assess: %(reference)s") % {"reference": left[0]})


# -- The board's secretary --------------------------------------------------------------------------


def make_meeting(desk: Desk, on: date) -> Meeting:
    """A meeting of the only body there is, with as many seats as it has members with an account."""
    desk.open("/admin/sammantraden/")
    start(desk.page, "New meeting")
    desk.page.fill("[name=on]", on.isoformat())
    desk.page.fill("[name=place]", "Exempelsalen")
    confirm(desk.page, "Make the meeting")
    return Meeting.objects.get()


def write_attendance(desk: Desk, members: Iterable[User], deputy: str) -> None:
    """From the page of a meeting: the members are here, and a deputy who has no account."""
    start(desk.page, "Write down who is here")
    for person in members:
        desk.page.select_option(f"[name=as-user-{person.pk}]", "member")
        desk.page.check(f"[name=present-user-{person.pk}]")
    desk.page.fill("[name=name-new-0]", deputy)
    desk.page.select_option("[name=as-new-0]", "deputy")
    confirm(desk.page, "Save the attendance")


def build_agenda(desk: Desk, reasons: Mapping[str, str]) -> None:
    """From the page of a meeting: put every prepared case on the agenda, with these reasons."""
    start(desk.page, "Put cases on the agenda")
    for name, reason in reasons.items():
        desk.page.fill(f"[name=reason-{name}]", reason)
    confirm(desk.page, "Put the chosen cases on the agenda")


def open_item(desk: Desk, meeting: Meeting, case: Application) -> None:
    """A case on the agenda."""
    desk.open(f"/admin/sammantraden/{meeting.pk}/")
    desk.page.get_by_role("link", name=case.reference, exact=True).click()
    desk.page.wait_for_load_state("load")


def record(desk: Desk, outcome: Outcome, amount: int | None, **words: str) -> None:
    """From a case on the agenda: record what the board decided."""
    desk.page.check(f"[name=outcome][value={outcome}]")
    desk.page.fill("[name=amount]", str(amount or ""))
    for name, text in words.items():
        desk.page.fill(f"[name={name}]", text)
    confirm(desk.page, "Record the decision")


def decide_as_proposed(desk: Desk, meeting: Meeting, items: Iterable[AgendaItem]) -> list[str]:
    """Choose these cases, read them once more and record them. Gives the numbers as they were read."""
    desk.open(f"/admin/sammantraden/{meeting.pk}/")
    start(desk.page, "Decide as proposed")
    for item in items:
        desk.page.check(f"[name=item][value='{item.pk}']")
    confirm(desk.page, "Go on and read once more")
    read = desk.page.locator(".meeting-read h2").all_inner_texts()
    confirm(desk.page, "Record these decisions")
    return read


def close_meeting(desk: Desk, meeting: Meeting, adjusted_on: date, announced_on: date) -> None:
    """Close the meeting, which is the next thing to do, and write down the days of its minutes."""
    desk.open(f"/admin/sammantraden/{meeting.pk}/")
    expect(desk.page.locator(".review-acts a").first).to_have_text(sv("Close the meeting"))
    start(desk.page, "Close the meeting")
    confirm(desk.page, "Close the meeting")
    start(desk.page, "Write down the days of the minutes")
    desk.page.fill("[name=adjusted_on]", adjusted_on.isoformat())
    desk.page.fill("[name=announced_on]", announced_on.isoformat())
    confirm(desk.page, "Save")


def download(page: Page, link: str) -> bytes:
    """The file that a link leads to."""
    with page.expect_download() as started:
        page.get_by_role("link", name=sv(link), exact=True).click()
    return Path(started.value.path()).read_bytes()


# -- The letters ------------------------------------------------------------------------------------


def read_batch(page: Page) -> list[tuple[str, str]]:
    """Number and name of each letter on the page."""
    letters = page.locator(".review-letters__letter")
    numbers = letters.locator("> p:first-of-type strong").all_inner_texts()
    names = letters.locator("> p:first-of-type bdi").all_inner_texts()
    return list(zip(numbers, names, strict=True))


def release_all(desk: Desk) -> list[tuple[str, str]]:
    """Release every letter that is offered. Gives who was said to get one."""
    desk.open("/admin/brev/")
    confirm(desk.page, "Go on with the chosen ones")
    said = read_batch(desk.page)
    submit(desk.page, desk.page.locator(".review-letters .review-buttons button"))
    return said
