"""A whole round in a browser: forty applications, five assessors, one meeting, its minutes and the letters."""

from collections.abc import Callable
from datetime import timedelta
from itertools import accumulate

from django.core import mail
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from home.models import User
from stipend_portal.mail.worker import send_all
from stipend_portal.models import AllocationPlan, Application, Assessment, Decision, OutboxMessage
from stipend_portal.models.conflict_of_interest import Ground
from stipend_portal.models.decision import Outcome
from stipend_portal.phases import Phase
from stipend_portal.services.assessment import scores_of
from tests.e2e import minutes
from tests.e2e import whole_round as does
from tests.e2e.conftest import LAPTOP
from tests.e2e.pages import open_application, sv
from tests.factories.assessing import assess
from tests.factories.whole_round import CRITERIA, POT, WholeRound, amount_of, make_whole_round, mean_of
from tests.stipend_portal.documents.reading import read_tags

REASONS = {
    "money": "Resan ger mycket, och pengarna räcker.",
    "refused": "Andra ansökningar fick högre poäng, och pengarna räcker inte till alla.",
}
DEPUTY = "Disa Ersättare"
# How many cases the one without a mouse assesses in her browser.
BY_KEYBOARD = 4


def kronor(amount: int) -> str:
    """An amount as it is written."""
    return f"{amount:,} kronor".replace(",", "\xa0")


def granted(outcome: Outcome, amount: int) -> str:
    """A decision as the annex writes it."""
    label = sv(str(outcome.label))
    return f"{label}, {kronor(amount)}" if amount else label


class Story:
    """The round, everyone at her desk, and what is known of the cases on the way."""

    def __init__(self, whole: WholeRound, site: str, open_page: Callable[..., Page]) -> None:
        self.whole, self.site, self.open_page = whole, site, open_page
        self.officer, self.secretary = self.desk(whole.officer), self.desk(whole.secretary)
        self.near, _other, self.undeclared, self.at_keys, self.leaver = whole.board

    def desk(self, person: User, **options: object) -> does.Desk:
        """A laptop at which someone is signed in."""
        page = self.open_page(**{"viewport": LAPTOP, **options})
        return does.sit_down(page, self.site, person)

    def given_to(self, person: User) -> list[Application]:
        """The cases that someone is to assess, in the order they came in."""
        mine = set(person.assignments.values_list("application", flat=True))
        return [case for case in self.whole.cases if case.pk in mine]

    def all_but(self, case: Application) -> list[Application]:
        """Every other case."""
        return [each for each in self.whole.cases if each != case]

    # -- Assigning and jäv -----------------------------------------------------------------------

    def officer_shares_the_cases_out(self) -> None:
        whole = self.whole
        does.have_no_jav(self.officer)
        does.do_to_all(self.officer, whole.cases, "handlagg")
        said = does.share_out(self.officer, whole.round, each=2)
        assert said == {str(person): (0, 16) for person in whole.board}
        does.go_on_to(self.officer, whole.round, Phase.ASSESSMENT)

    def one_has_jav_and_the_case_is_gone(self) -> None:
        desk, case = self.desk(self.near), self.given_to(self.near)[0]
        does.have_jav(desk, case, Ground.PARTY)
        assert sorted(does.listed(desk)) == sorted(each.reference for each in self.all_but(case))
        for path in (f"bedomning/{case.pk}/", f"arenden/{case.pk}/", f"arenden/{case.pk}/jav/"):
            assert desk.open(f"/admin/{path}") == 404
        self.jav_in = case

    def one_leaves_a_case_unanswered_and_sees_its_number(self) -> None:
        desk, case = self.desk(self.undeclared), self.given_to(self.undeclared)[0]
        does.leave_unanswered(desk, case, self.all_but(case))
        assert sorted(does.listed(desk)) == sorted(each.reference for each in self.all_but(case))
        assert desk.open(f"/admin/bedomning/{case.pk}/") == 200
        assert desk.page.url == f"{self.site}/admin/arenden/{case.pk}/jav/"
        title = sv("Do you have jäv in %(reference)s?") % {"reference": case.reference}
        expect(desk.page.get_by_role("heading", level=1)).to_have_text(title)
        told = [case.applicant_name, case.destination, kronor(amount_of(self.whole.numbers[case.pk]))]
        assert [words for words in told if words in desk.page.content()] == []
        self.unanswered = case

    def the_case_is_given_to_another(self) -> None:
        said = does.share_out(self.officer, self.whole.round, each=2)
        changed = {name: load for name, load in said.items() if load[0] != load[1]}
        assert list(changed.values()) == [(16, 17)]
        assert str(self.near) not in changed
        assert said[str(self.near)] == (15, 15)

    # -- Assessing and ranking -------------------------------------------------------------------

    def all_assess(self) -> None:
        """One with the keyboard only; what is left comes by the service that the page uses."""
        whole = self.whole
        desk = self.desk(self.at_keys)
        does.have_no_jav_by_keyboard(desk)
        first = sorted(self.given_to(self.at_keys), key=lambda case: case.reference)[:BY_KEYBOARD]
        scores = {case.reference: whole.scores(case, self.at_keys) for case in first}
        does.assess_by_keyboard(desk, CRITERIA, scores)
        by_keyboard = Assessment.objects.filter(submitted_at__isnull=False).order_by("application__reference")
        assert {each.application.reference: tuple(scores_of(each).values()) for each in by_keyboard} == scores
        for person in {*whole.board} - {self.near, self.undeclared, self.at_keys}:
            does.have_no_jav(self.desk(person))
        done = {(self.at_keys, case) for case in first} | {(self.undeclared, self.unanswered)}
        for person in whole.board:
            for case in self.given_to(person):
                if (person, case) not in done:
                    assess(case, person, *whole.scores(case, person))

    def means(self) -> dict[str, str]:
        """The mean of each case by its number, counted here, the highest first."""
        found = {}
        for case in self.whole.cases:
            people = User.objects.filter(assignments__application=case)
            if case == self.unanswered:
                people = people.exclude(pk=self.undeclared.pk)
            found[case] = mean_of([self.whole.scores(case, person) for person in people])
        assert len(set(found.values())) == len(found)
        self.order = sorted(found, key=lambda case: -found[case])
        return {case.reference: str(found[case]) for case in self.order}

    def officer_ranks_and_adopts(self) -> None:
        desk, round_ = self.officer, self.whole.round
        does.go_on_to(desk, round_, Phase.RANKING)
        plan = does.make_proposal(desk, round_, "Efter poäng")
        means, rows = self.means(), does.read_ranking(desk.page)
        assert {row.reference: str(row.mean) for row in rows} == means
        assert [row.reference for row in rows] == list(means)
        wants = [int(case.amount_applied) for case in self.order]
        assert [row.amount for row in rows] == wants
        not_in = [row.reference for row in rows if row.assessments != "2"]
        assert not_in == [self.unanswered.reference]

        does.move_line(desk.page, "As many as the money is enough for")
        fits = sum(total <= POT for total in accumulate(wants))
        expect(desk.page.locator("#cut")).to_have_value(str(fits))
        assert does.figure(desk.page, "total") == sum(wants[:fits])
        assert does.figure(desk.page, "left") == POT - sum(wants[:fits])
        self.the_line_never_passes_the_pot(plan, fits)

        self.lowered = self.order[1]
        does.set_amount(desk, self.lowered, 6_000)
        self.proposed = {case: int(case.amount_applied) for case in self.order[:fits]}
        self.proposed[self.lowered] = 6_000
        assert does.figure(desk.page, "total") == sum(self.proposed.values())
        assert sum(row.is_above for row in does.read_ranking(desk.page)) == fits
        does.adopt(desk)
        plan.refresh_from_db()
        assert plan.adopted_at

    def the_line_never_passes_the_pot(self, plan: AllocationPlan, fits: int) -> None:
        page = self.officer.page
        page.locator("#line-form").get_by_role("button", name=sv("Down one"), exact=True).click()
        expect(page.locator("[data-problem]")).not_to_be_empty()
        page.reload()
        expect(page.locator("#cut")).to_have_value(str(fits))
        plan.refresh_from_db()
        assert plan.cut == fits

    # -- The meeting -----------------------------------------------------------------------------

    def secretary_opens_the_meeting(self) -> None:
        desk, whole = self.secretary, self.whole
        does.do_to_all(self.officer, whole.cases, "bered")
        does.go_on_to(self.officer, whole.round, Phase.MEETING)
        self.meeting = does.make_meeting(desk, timezone.localdate())
        assert self.meeting.seats == len(whole.board)
        does.write_attendance(desk, whole.board, DEPUTY)
        does.build_agenda(desk, REASONS)
        assert [item.application for item in self.meeting.items.order_by("number")] == self.order
        row = desk.page.locator(".meeting-agenda tbody tr").filter(has_text=self.jav_in.reference)
        expect(row).to_contain_text(f"{sv('Left because of jäv:')} {self.near}")

    def board_members_see_of_the_meeting_what_is_for_them(self) -> None:
        near, undeclared = self.desk(self.near), self.desk(self.undeclared)
        for desk in (near, undeclared):
            desk.open(f"/admin/sammantraden/{self.meeting.pk}/")
        assert self.jav_in.reference not in near.page.content()
        asked = undeclared.page.locator(".meeting-agenda tbody tr").filter(has_text=self.unanswered.reference)
        expect(asked.get_by_role("cell")).to_have_text(sv("Answer about jäv first"))

    def the_board_decides(self) -> None:
        desk, meeting = self.secretary, self.meeting
        refused = [case for case in self.order[len(self.proposed) :] if case != self.unanswered]
        self.refused_most = max(refused, key=lambda case: case.amount_applied)
        does.open_item(desk, meeting, self.unanswered)
        asked = f"{sv('Have not answered about jäv')}\n{self.undeclared}"
        expect(desk.page.locator("section:has(#room)")).to_contain_text(asked, use_inner_text=True)
        does.open_item(desk, meeting, self.jav_in)
        for words in (str(self.near), DEPUTY):
            expect(desk.page.locator("section:has(#room)")).to_contain_text(words)
        does.record(desk, Outcome.PARTLY_GRANTED, 4_500, paragraph="§ 1", reason="Det räcker långt.")

        alone = [self.jav_in, self.refused_most]
        together = [case for case in self.order if case not in alone]
        items = meeting.items.exclude(application__in=alone).order_by("number")
        read = does.decide_as_proposed(desk, meeting, items)
        assert read == [f"§ {at}, {case.reference}" for at, case in enumerate(together, start=2)]

        self.the_pot_is_never_passed()
        desk.page.check(f"label:has-text('{self.leaver}') input")
        does.record(desk, Outcome.REFUSED, None)

        by_hand = {
            self.jav_in: (Outcome.PARTLY_GRANTED, 4_500),
            self.lowered: (Outcome.PARTLY_GRANTED, 6_000),
        }
        usual = {
            case: (Outcome.GRANTED, self.proposed[case]) if case in self.proposed else (Outcome.REFUSED, 0)
            for case in self.order
        }
        self.decided = usual | by_hand
        stored = {each.application: (each.outcome, each.amount) for each in Decision.objects.all()}
        assert stored == self.decided
        self.total = sum(amount for _outcome, amount in self.decided.values())
        self.whole.round.refresh_from_db()
        assert self.whole.round.granted == self.total <= POT

    def the_pot_is_never_passed(self) -> None:
        desk, case = self.secretary, self.refused_most
        does.open_item(desk, self.meeting, case)
        does.record(desk, Outcome.GRANTED, int(case.amount_applied))
        left = POT - sum(Decision.objects.values_list("amount", flat=True))
        refusal = sv("The round has %(left)s left to grant. Write a smaller amount.")
        expect(desk.page.get_by_role("alert")).to_contain_text(refusal % {"left": kronor(left)})
        assert not case.decisions.exists()

    def the_minutes_name_who_left_and_nobody_who_applies(self) -> None:
        desk, today = self.secretary, timezone.localdate()
        does.close_meeting(desk, self.meeting, adjusted_on=today, announced_on=today)
        last_day = (today + timedelta(weeks=3)).isoformat()
        expect(desk.page.locator("section:has(#facts)")).to_contain_text(last_day)
        expected = self.annex()
        for cases, words in (
            minutes.in_pdf(does.download(desk.page, "As PDF")),
            minutes.in_docx(does.download(desk.page, "For Word (DOCX)")),
        ):
            labels = [sv(label) for label in ("Decision", "Left because of jäv", "Stepped in")]
            said = {
                heading: {label: facts[label] for label in labels if label in facts}
                for heading, facts in cases.items()
            }
            assert said == expected
            assert list(said) == list(expected)
            assert kronor(self.total) in words
            telling = [case.applicant_name.split()[0] for case in self.order] + ["Påhitt", "@example.org"]
            assert [each for each in telling if each in words] == []

    def annex(self) -> dict[str, dict[str, str]]:
        """What the annex is to say of each case: who left for which number, and what was decided."""
        left = {self.jav_in: self.near, self.refused_most: self.leaver}
        paragraphs = {self.jav_in: 1, self.refused_most: len(self.order)}
        others = iter(range(2, len(self.order)))
        found = {}
        for case in self.order:
            facts = {sv("Decision"): granted(*self.decided[case])}
            if case in left:
                facts |= {sv("Left because of jäv"): str(left[case]), sv("Stepped in"): DEPUTY}
            found[f"§ {paragraphs.get(case) or next(others)}, {case.reference}"] = facts
        return found

    # -- The letters -----------------------------------------------------------------------------

    def another_person_releases_the_letters(self) -> None:
        self.secretary.open("/admin/brev/")
        expect(self.secretary.page.locator(".review-letters__letter")).to_have_count(len(self.order))
        expect(self.secretary.page.locator("[name=letter]")).to_have_count(0)
        send_all()
        assert mail.outbox == []
        releaser = self.desk(self.whole.other_officer)
        does.have_no_jav(releaser)
        said = does.release_all(releaser)
        assert sorted(said) == sorted((case.reference, case.applicant_name) for case in self.order)
        send_all()
        attached = {each.to[0]: [name for name, _content, _type in each.attachments] for each in mail.outbox}
        assert attached == {case.applicant.email: [f"{case.reference}.pdf"] for case in self.order}
        assert len(mail.outbox) == len(self.order)
        bodies = {each.to[0]: each.body for each in mail.outbox}
        for case in self.order:
            _outcome, amount = self.decided[case]
            reason = case.decisions.get().reason
            told = [case.applicant_name, case.reference, reason, *([kronor(amount)] if amount else [])]
            assert [words for words in told if words not in bodies[case.applicant.email]] == []
        letters = OutboxMessage.objects.filter(kind=OutboxMessage.Kind.DECISION_LETTER)
        hands = set(letters.values_list("prepared_by", "released_by", "status"))
        assert hands == {(self.whole.secretary.pk, self.whole.other_officer.pk, OutboxMessage.Status.SENT)}

    def an_applicant_fetches_her_letter(self) -> None:
        case = self.lowered
        page = self.open_page()
        desk = does.sit_down(page, self.site, case.applicant)
        open_application(desk.page, self.site, case)
        words = read_tags(does.download(desk.page, "Fetch the decision letter as PDF")).text
        told = [case.reference, case.applicant_name, kronor(6_000), REASONS["money"], "§ 2"]
        assert [each for each in told if each not in words] == []
        does.go_on_to(self.officer, self.whole.round, Phase.CLOSED)


STEPS = (
    Story.officer_shares_the_cases_out,
    Story.one_has_jav_and_the_case_is_gone,
    Story.one_leaves_a_case_unanswered_and_sees_its_number,
    Story.the_case_is_given_to_another,
    Story.all_assess,
    Story.officer_ranks_and_adopts,
    Story.secretary_opens_the_meeting,
    Story.board_members_see_of_the_meeting_what_is_for_them,
    Story.the_board_decides,
    Story.the_minutes_name_who_left_and_nobody_who_applies,
    Story.another_person_releases_the_letters,
    Story.an_applicant_fetches_her_letter,
)


def test_forty_applications_become_forty_decisions_and_letters(
    live_server: LiveServer, another_page: Callable[..., Page]
) -> None:
    cache.clear()
    story = Story(make_whole_round(), live_server.url, another_page)
    for step in STEPS:
        step(story)
