"""The annex to the minutes as data: what the PDF and the Word file both say. In Swedish, by numbers only.

Nobody who applies is named in it: neither names, days of birth nor where someone goes. What people have
written, reasons and reservations, is read through, and what tells who applies is hidden.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from home.models import User
from stipend_portal.agenda_items import Standing, items_of, standing_of
from stipend_portal.appeals import last_day_words
from stipend_portal.blinding import COMMON
from stipend_portal.formats import as_day, as_kronor
from stipend_portal.meetings import Room, cases_at_meetings, gone_from, known_conflicts, led_by, room_for
from stipend_portal.models import (
    AgendaItem,
    Application,
    Attendance,
    Decision,
    GroupMember,
    GuardianApproval,
    Meeting,
    Round,
)
from stipend_portal.permissions import RoundRoles
from stipend_portal.redaction import Hidden, hidden_words, redact, words_of
from stipend_portal.round_sums import rounds_without_sums

LANGUAGE = "sv"


@dataclass(frozen=True)
class Table:
    """Rows of texts under headings, with a heading of its own."""

    heading: str
    columns: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class AnnexItem:
    """A case of the agenda: short facts, then longer texts, each with its label."""

    heading: str
    facts: list[tuple[str, str]]
    texts: list[tuple[str, str]]


@dataclass(frozen=True)
class Annex:
    """The whole annex. `at` is the moment it speaks of, `notices` what a reader must know of this copy."""

    title: str
    running: str
    at: datetime
    about: list[tuple[str, str]]
    notices: list[str]
    attendance: Table
    items: list[AnnexItem]
    # Decisions that were reported, and what was granted against the pots; left out when empty.
    tables: list[Table] = field(default_factory=list)
    cases_heading: str = ""


def make_annex(meeting: Meeting, user: User, roles: RoundRoles, *, reasons: bool = True) -> Annex:
    """The annex of a meeting with the cases that a person may see; a notice says when that is not all.

    Without `reasons` those are left out. The number of queries does not grow with the agenda.
    """
    attendance = list(meeting.attendance.all())
    items = items_of(meeting, user, roles)
    reported = _reported(meeting, user, roles)
    hidden = meeting.items.count() - len(items) + meeting.reported.count() - len(reported)
    rounds = {item.application.round_id for item in items}
    kept = rounds if hidden else rounds_without_sums(user, roles)
    conflicts = known_conflicts([row for row in attendance if row.present], [i.application for i in items])
    people = _people_of([item.application for item in items])
    with override(LANGUAGE):
        day = as_day(meeting.on.isoformat())
        shown = [
            _item(
                item,
                room_for(meeting, attendance, gone_from(item, conflicts)),
                _hidden(item.application, people),
                reasons=reasons,
            )
            for item in items
        ]
        return Annex(
            title=_("Annex to the minutes of %(day)s") % {"day": day},
            running=f"{meeting.body}, {meeting.on:%Y-%m-%d}",
            at=meeting.closed_at or meeting.created_at,
            about=_about(meeting, attendance),
            notices=_notices(meeting, hidden),
            attendance=_attendance(attendance),
            items=shown,
            tables=[*_reported_tables(reported), *_sums(items, kept)],
            cases_heading=_("Cases"),
        )


def _reported(meeting: Meeting, user: User, roles: RoundRoles) -> list[Decision]:
    mine = cases_at_meetings(user, roles)
    decisions = Decision.objects.filter(reported__meeting=meeting, application__in=mine)
    return list(decisions.select_related("application", "corrects").order_by("decided_on", "pk"))


def _people_of(cases: Sequence[Application]) -> dict[int, list[str]]:
    """Names and addresses of everyone in the cases, by key of case."""
    found: dict[int, list[str]] = {case.pk: [] for case in cases}
    for model in (GroupMember, GuardianApproval):
        rows = model.objects.filter(version__application__in=found)
        for pk, name, email in rows.values_list("version__application", "name", "email"):
            found[pk] += [name, email.partition("@")[0]]
    return found


def _hidden(case: Application, people: Mapping[int, Iterable[str]]) -> Hidden:
    """What tells who applies."""
    written = [case.applicant_name, case.email.partition("@")[0], case.school, *people[case.pk]]
    telling = {word for text in written for word in words_of(text)} - COMMON
    return hidden_words(words=telling, phrases=written, birth_dates=[case.birth_date])


def _about(meeting: Meeting, attendance: Sequence[Attendance]) -> list[tuple[str, str]]:
    quorum = room_for(meeting, attendance, ()).quorum
    chair = led_by(attendance)
    facts = [
        (_("Body"), meeting.body),
        (_("Day of the meeting"), as_day(meeting.on.isoformat())),
        (_("Place"), meeting.place),
        (_("Led by"), f"{chair.name}, {chair.get_capacity_display()}" if chair else ""),
        (_("Members of the body"), str(meeting.seats)),
        (_("Take part in deciding"), str(quorum.taking_part)),
        (_("Least to decide"), str(quorum.needed)),
        (_("Minutes adjusted"), _day(meeting.adjusted_on)),
        (_("Announced on the notice board"), _day(meeting.announced_on)),
        (_("Can be appealed until"), _last_day(meeting.appeal_until)),
    ]
    return [(label, value) for label, value in facts if value]


def _day(day: date | None) -> str:
    return as_day(day.isoformat()) if day else ""


def _last_day(day: date | None) -> str:
    return last_day_words(day, "j F Y") if day else ""


def _notices(meeting: Meeting, hidden: int) -> list[str]:
    notices = []
    if not meeting.closed_at:
        notices.append(_("The meeting has not been closed. This is a draft."))
    if hidden:
        notices.append(
            ngettext(
                "%(count)d case is missing in this copy: whoever made it may not read it.",
                "%(count)d cases are missing in this copy: whoever made it may not read them.",
                hidden,
            )
            % {"count": hidden}
        )
    return notices


def _attendance(attendance: Sequence[Attendance]) -> Table:
    rows = [
        [row.name, str(row.get_capacity_display()), _("Present") if row.present else _("Absent")]
        for row in attendance
    ]
    return Table(_("Who was there"), [_("Name"), _("As"), _("Present or absent")], rows)


def _money(outcome: str, amount: int) -> str:
    return f"{outcome}, {as_kronor(amount)}" if amount else outcome


def _outcome(item: AgendaItem) -> str:
    """What was decided; or how the case stands instead."""
    if item.decision:
        return _money(str(item.decision.get_outcome_display()), item.decision.amount)
    words = {
        Standing.PUT_OFF: _("Put off, not decided here"),
        Standing.WITHDRAWN: _("Withdrawn by the applicant"),
        Standing.WAITS: _("Not decided yet"),
    }
    return words[standing_of(item)]


def _names(rows: Iterable[Attendance]) -> str:
    return ", ".join(row.name for row in rows)


def _item(item: AgendaItem, room: Room, hidden: Hidden, *, reasons: bool) -> AnnexItem:
    case, decision = item.application, item.decision
    documents = [f"{document.number} {document.get_kind_display()}" for document in case.on_the_table]
    proposal = str(item.get_proposed_outcome_display()) if item.proposed_outcome else _("No proposal")
    corrected = getattr(decision, "corrected_by", None) if decision else None
    facts = [
        (_("Diary number"), case.diary_number),
        (pgettext("case", "Documents"), ", ".join(documents)),
        (_("Proposal"), _money(proposal, item.proposed_amount)),
        (_("Decision"), _outcome(item)),
        (_("Corrected later by"), corrected.basis_reference if corrected else ""),
        (_("Left because of jäv"), _names(room.left)),
        (_("Stepped in"), _names(room.stepped_in)),
        (_("Took part in deciding"), f"{room.quorum.taking_part}" if decision else ""),
    ]
    label = item.paragraph or _("Number %(number)d on the agenda") % {"number": item.number}
    return AnnexItem(
        heading=f"{label}, {case.reference}",
        facts=[(name, value) for name, value in facts if value],
        texts=_texts(item, hidden, reasons=reasons),
    )


def _texts(item: AgendaItem, hidden: Hidden, *, reasons: bool) -> list[tuple[str, str]]:
    """What was written about a case, with what tells who applies hidden. Of a protected case nothing."""
    written = [(_("Reason"), item.decision.reason)] if item.decision and reasons else []
    written.append((_("Reservations"), item.reservations))
    if item.application.protected:
        kept = _("It is written in the case and not printed here.")
        return [(label, kept) for label, text in written if text]
    return [(label, redact(text, hidden)) for label, text in written if text]


def _reported_tables(decisions: Sequence[Decision]) -> list[Table]:
    """Those on delegation, and those that correct others: the annex is where a correction is told of."""
    columns = [_("Case"), _("Point of delegation"), _("Day of decision"), _("Decision")]
    delegated = [_reported_row(each) for each in decisions if each.corrects is None]
    replacing = [
        [*_reported_row(each), f"{each.corrects.decided_on.isoformat()}, {each.corrects.basis_reference}"]
        for each in decisions
        if each.corrects
    ]
    columns_replacing = [columns[0], _("Paragraph or point of delegation"), *columns[2:], _("Replaces")]
    tables = [
        Table(_("Delegated decisions reported to the board"), columns, delegated),
        Table(_("Decisions that have been corrected"), columns_replacing, replacing),
    ]
    return [table for table in tables if table.rows]


def _reported_row(decision: Decision) -> list[str]:
    return [
        decision.application.reference,
        decision.basis_reference,
        decision.decided_on.isoformat(),
        _money(str(decision.get_outcome_display()), decision.amount),
    ]


def _sums(items: Sequence[AgendaItem], kept: Collection[int]) -> list[Table]:
    """What the meeting granted, round by round, against the pot as it is now.

    In the rounds that are `kept` from the reader, what was granted in all would tell of a case that is not
    in this copy; then there is no such column.
    """
    granted: dict[int, int] = {}
    rounds: dict[int, Round] = {}
    for item in items:
        if item.decision:
            round_ = item.application.round
            rounds[round_.pk] = round_
            granted[round_.pk] = granted.get(round_.pk, 0) + item.decision.amount
    rows = [
        [
            round_.name,
            as_kronor(round_.pot),
            as_kronor(granted[pk]),
            *([] if rounds.keys() & kept else [as_kronor(round_.granted), as_kronor(round_.remaining)]),
        ]
        for pk, round_ in rounds.items()
    ]
    columns = [
        _("Application round"),
        _("Money to grant"),
        _("Granted at this meeting"),
        *([] if rounds.keys() & kept else [_("Granted so far"), _("Left to grant")]),
    ]
    return [Table(_("The money"), columns, rows)] if rows else []
