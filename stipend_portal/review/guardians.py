"""The guardians in the review workspace: how far they have come, who answered how, and what can be done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stipend_portal.completeness import GuardianProgress, newest_only, progress_of
from stipend_portal.guardian_acts import GuardianAct, Status, acts_now, comes_along, still_needed
from stipend_portal.models import Application, ApplicationVersion, Event, GuardianApproval
from stipend_portal.states import Role


@dataclass(frozen=True)
class GuardianActPage:
    """What a case officer can do about a guardian: its address, and its words as in `acts.Act`."""

    act: GuardianAct
    slug: str
    label: Promise
    explanation: Promise
    done: Promise


ON_PAPER = GuardianActPage(
    GuardianAct.RECORD_ON_PAPER,
    "papper",
    gettext_lazy("Record an answer on paper"),
    gettext_lazy(
        "For a guardian who has answered on paper. She must have seen this version of the application. The "
        "applicant is told by mail. Keep the paper with the case."
    ),
    gettext_lazy("The answer on paper is recorded, and the applicant is told."),
)
WITHOUT = GuardianActPage(
    GuardianAct.GO_ON_WITHOUT,
    "utan",
    gettext_lazy("Go on without this guardian"),
    gettext_lazy(
        "Guardians decide together. One may decide alone only if the other is prevented, for example by "
        "illness or absence, and it cannot wait; never in something that is decisive for the child's future "
        "(föräldrabalken 6:13). Nobody can go on over a guardian's no."
    ),
    gettext_lazy("The application goes on without this guardian's answer."),
)
AGAIN = GuardianActPage(
    GuardianAct.ASK_AGAIN,
    "fraga-igen",
    gettext_lazy("Send the question again"),
    gettext_lazy(
        "A mail with a new link is sent, in Swedish and English. Every link sent to this guardian before "
        "stops working, so you can also mend a wrong address here."
    ),
    gettext_lazy("The question will be sent within a few minutes. Old links no longer work."),
)
# The same act for someone who has not been asked: the young person could not ask her, or could not reach her.
FIRST = GuardianActPage(
    GuardianAct.ASK_AGAIN,
    AGAIN.slug,
    gettext_lazy("Ask this guardian for the first time"),
    gettext_lazy(
        "This guardian has not been asked. A mail with a link is sent, in Swedish and English, and whoever "
        "opens the link reads the application. Talk to the young person first."
    ),
    gettext_lazy("The question will be sent within a few minutes."),
)
GUARDIAN_ACT_PAGES = (ON_PAPER, AGAIN, WITHOUT)


def page_for(page: GuardianActPage, approval: GuardianApproval) -> GuardianActPage:
    """The words that fit: nobody is asked “again” to whom nothing has been written."""
    return FIRST if page is AGAIN and not approval.email else page


class ShownProgress(GuardianProgress):
    """How far the guardians have come, in the words of the case list."""

    @property
    def text(self) -> str:
        """In words: `1 of 2`, and what a person should look at."""
        if not self.asked:
            return _("Not needed")
        count = _("%(approved)d of %(asked)d") % {"approved": self.settled, "asked": self.asked}
        for number, words in (
            (self.not_asked, _("wants to talk to us first")),
            (self.declined, _("a guardian has said no")),
            (self.unreachable, _("a guardian cannot be reached")),
        ):
            if number:
                return f"{count}, {words}"
        return count


def guardian_progress(approvals: Iterable[GuardianApproval]) -> ShownProgress:
    """Judge the approvals of a case's newest version, see `completeness.progress_of`."""
    return ShownProgress(progress_of(approvals, timezone.localdate()).statuses)


def progress_of_case(case: Application) -> ShownProgress:
    """The same for a case whose approvals have not been fetched."""
    return guardian_progress(newest_only(case.approvals.select_related("member")))


@dataclass(frozen=True)
class ActLink:
    """The way to the confirm page of something that can be done about a guardian."""

    label: Promise
    url: str


@dataclass(frozen=True)
class ShownApproval:
    """A guardian's answer: to which version, how it was given, and what this person may do about it."""

    approval: GuardianApproval
    version: int
    is_newest: bool
    is_lapsed: bool
    stays_home: bool
    recorded_by: str
    signed_on: date | None
    note: str
    links: list[ActLink]

    @property
    def waits(self) -> bool:
        """Whether the guardian has been asked by mail and has not answered."""
        return self.approval.status == Status.INVITED

    @property
    def shows_reason(self) -> bool:
        """Whether the words kept with the approval are about how it stands now."""
        return self.approval.status in {Status.UNREACHABLE, Status.NOT_ASKED, Status.WAIVED}


def _papers(events: Iterable[Event]) -> dict[int, Event]:
    """The last recording on paper of each approval."""
    papers = (event for event in events if event.data.get("on_paper"))
    return {event.data["approval"]: event for event in papers if "approval" in event.data}


def shown_approvals(
    approvals: list[GuardianApproval],
    *,
    versions: Mapping[int, ApplicationVersion],
    events: Iterable[Event],
    names: Mapping[int | None, str],
    roles: frozenset[Role],
) -> list[ShownApproval]:
    """All approvals of a case, those of the newest version first. `versions` are in the order of numbers."""
    today = timezone.localdate()
    newest = list(versions)[-1]
    current = [each for each in approvals if each.version_id == newest]
    papers = _papers(events)

    def shown(approval: GuardianApproval) -> ShownApproval:
        paper = papers.get(approval.pk) if approval.on_paper else None
        acts = acts_now(approval, current, today) if Role.CASE_OFFICER in roles else frozenset()
        return ShownApproval(
            approval=approval,
            version=versions[approval.version_id].number,
            is_newest=approval.version_id == newest,
            is_lapsed=not still_needed(approval, today),
            stays_home=not comes_along(approval),
            recorded_by=names.get(approval.recorded_by_id, ""),
            signed_on=date.fromisoformat(paper.data["signed_on"]) if paper else None,
            note=paper.data["note"] if paper else "",
            links=[
                ActLink(page_for(page, approval).label, guardian_act_url(page, approval))
                for page in GUARDIAN_ACT_PAGES
                if page.act in acts
            ],
        )

    return [shown(each) for each in sorted(approvals, key=lambda each: (-each.version_id, each.pk))]


def guardian_act_url(page: GuardianActPage, approval: GuardianApproval) -> str:
    """The address of a confirm page."""
    return reverse(f"cases:{page.act.value}", args=[approval.application_id, approval.pk])
