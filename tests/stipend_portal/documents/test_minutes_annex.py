"""The annex to the minutes: what it says in both forms, and whom it does not name."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils.translation import override
from docx import Document
from docx.oxml.ns import qn
from pikepdf import Pdf

from stipend_portal.appeals import last_day_words
from stipend_portal.documents.minutes_annex import Annex, make_annex
from stipend_portal.documents.minutes_annex_docx import render_docx
from stipend_portal.documents.minutes_annex_pdf import render_pdf
from stipend_portal.meetings import meeting_roles
from stipend_portal.models import Application, Meeting, Round
from stipend_portal.services.agenda import put_off
from stipend_portal.services.reporting import report_decisions
from stipend_portal.states import Role, State
from tests.factories.corrections import correct
from tests.factories.meetings import attend, close, fix, item_at, make_meeting_of
from tests.factories.portal import decide, make_application, make_round, make_staff
from tests.stipend_portal.documents.reading import outside_tags, read_tags

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(db: None) -> Meeting:
    """A meeting today with three of five members and a deputy."""
    meeting = make_meeting_of(make_round(name="Exempelvåren"))
    attend(meeting, name="Dag Deputerad", capacity="deputy")
    return meeting


def annex_of(meeting: Meeting, **options: Any) -> Annex:
    """The annex as its secretary makes it."""
    meeting.refresh_from_db()
    return make_annex(meeting, meeting.created_by, meeting_roles(meeting.created_by), **options)


def read_pdf(annex: Annex) -> str:
    """All text of the PDF, by its tags and around them."""
    content = render_pdf(annex)
    return "\n".join([*(tag.text for tag in read_tags(content).walk()), *outside_tags(content)])


def read_docx(annex: Annex) -> str:
    """All text of the Word file, its head and its properties too."""
    document = Document(io.BytesIO(render_docx(annex)))
    about = document.core_properties
    parts = [paragraph.text for paragraph in document.paragraphs]
    parts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    parts += [paragraph.text for paragraph in document.sections[0].header.paragraphs]
    return "\n".join([*parts, about.title, about.author, about.comments, about.keywords, about.subject])


READERS = pytest.mark.parametrize("read", [read_pdf, read_docx], ids=["pdf", "docx"])
Read = Callable[[Annex], str]


@READERS
def test_both_tell_paragraph_number_diary_number_decision_and_reason(meeting: Meeting, read: Read) -> None:
    item = item_at(meeting)
    Application.objects.update(diary_number="BUN 2027/41")
    fix(item, "§ 12", reason="Resan ger mycket.", reservations="Bo Ledamot ville avslå.")
    words = read(annex_of(meeting))
    for part in (
        f"§ 12, {item.application.reference}",
        "BUN 2027/41",
        "4\u00a0000 kronor",
        "Resan ger mycket.",
        "Bo Ledamot ville avslå.",
        "Exempelsalen",
        "Exempelvåren",
        "50\u00a0000 kronor",
        "46\u00a0000 kronor",
    ):
        assert part in words


@READERS
def test_who_left_and_who_stepped_in_is_named_for_each_number(meeting: Meeting, read: Read) -> None:
    leaver = meeting.attendance.first()
    fix(item_at(meeting), "§ 12", left=[leaver.pk])
    [item] = annex_of(meeting).items
    with override("sv"):
        facts = dict(item.facts)
    assert leaver.name in facts.values()
    assert "Dag Deputerad" in facts.values()
    assert read(annex_of(meeting)).count(leaver.name) >= 2


@READERS
def test_nobody_who_applies_is_named(meeting: Meeting, read: Read) -> None:
    """Even where the secretary has written names in a reason or a reservation."""
    item = item_at(meeting, members=2, full_name="Alvhild Sökandesson", guardians=2)
    case = item.application
    Application.objects.update(school="Sjövikskolan 9B", destination="Türi, Estland")
    told = "Alvhild Sökandesson från Sjövikskolan 9B åker med Bo. Alvhilds mamma Gun skrev till oss."
    fix(item, reason=told, reservations="Cecilia Exempel bor nära Alvhild.")
    words = read(annex_of(meeting))
    assert case.reference in words
    hidden = ["Alvhild", "Sökandesson", "Sjövikskolan", "9B", "Cecilia", "Gun", "Türi", "Estland"]
    hidden += [case.applicant.email, "@example.org", str(case.birth_date.year), str(case.birth_date)]
    assert [part for part in hidden if part in words] == []
    assert not re.search(r"\bBo\b", words)


@READERS
def test_without_reasons_none_is_printed(meeting: Meeting, read: Read) -> None:
    fix(item_at(meeting), reason="Resan ger mycket.")
    assert "Resan ger mycket." in read(annex_of(meeting))
    assert "Resan ger mycket." not in read(annex_of(meeting, reasons=False))


@READERS
def test_nothing_that_was_written_of_a_protected_case_is_printed(meeting: Meeting, read: Read) -> None:
    item = fix(item_at(meeting), reason="Resan ger mycket.", reservations="En reservation.")
    item.application.refresh_from_db()
    item.application.protected = True
    item.application.save()
    item.application.assignments.create(user=meeting.created_by, kind="named")
    words = read(annex_of(meeting))
    assert item.application.reference in words
    assert "Resan ger mycket." not in words
    assert "En reservation." not in words


@READERS
def test_reported_decisions_are_listed_with_their_point(meeting: Meeting, read: Read) -> None:
    round_ = Round.objects.get()
    case = make_application(round=round_, state=State.PREPARED)
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_])
    decide(case, actor=officer, basis="delegation", basis_reference="B 3.1")
    report_decisions(meeting=meeting, actor=meeting.created_by, decisions=[case.current_decision_id])
    words = read(annex_of(meeting))
    assert case.reference in words
    assert "B 3.1" in words


@READERS
def test_a_correction_is_told_of_with_what_it_replaces(meeting: Meeting, read: Read) -> None:
    case = decide(make_application(round=Round.objects.get(), state=State.PREPARED), basis_reference="§ 7")
    right = correct(case, meeting.created_by, basis_reference="§ 30")
    report_decisions(meeting=meeting, actor=meeting.created_by, decisions=[right.pk])
    annex = annex_of(meeting)
    [table] = annex.tables
    assert [row[:2] + row[-1:] for row in table.rows] == [
        [case.reference, "§ 30", f"{case.current_decision.decided_on.isoformat()}, § 7"]
    ]
    assert "§ 30" in read(annex)


def test_what_was_not_decided_is_told_as_well(meeting: Meeting) -> None:
    off, gone = item_at(meeting), item_at(meeting)
    put_off(item=off, actor=meeting.created_by)
    Application.objects.filter(pk=gone.application_id).update(state=State.WITHDRAWN)
    annex = annex_of(meeting)
    assert [len(item.texts) for item in annex.items] == [0, 0]
    assert [
        item.heading.endswith(each.application.reference)
        for item, each in zip(annex.items, (off, gone), strict=True)
    ] == [True, True]


def test_an_annex_that_is_not_whole_or_not_final_says_so(meeting: Meeting) -> None:
    item = fix(item_at(meeting))
    assert len(annex_of(meeting).notices) == 1
    close(meeting)
    assert annex_of(meeting).notices == []
    item.application.conflicts.create(user=meeting.created_by, has_conflict=True)
    annex = annex_of(meeting)
    assert (len(annex.notices), annex.items) == (1, [])


def test_who_led_the_meeting_is_named(meeting: Meeting) -> None:
    assert "Olle Exempel" not in str(annex_of(meeting).about)
    attend(meeting, name="Olle Exempel", capacity="chair")
    assert [value.split(",")[0] for _label, value in annex_of(meeting).about].count("Olle Exempel") == 1


def test_the_last_day_to_appeal_is_printed(meeting: Meeting) -> None:
    close(meeting, adjusted_on=meeting.on, announced_on=meeting.on)
    with override("sv"):
        last = last_day_words(meeting.appeal_until, "j F Y")
    assert last in [value for _label, value in annex_of(meeting).about]


def test_the_pdf_says_of_itself_that_it_is_accessible_and_swedish(meeting: Meeting) -> None:
    fix(item_at(meeting))
    content = render_pdf(annex_of(meeting))
    with Pdf.open(io.BytesIO(content)) as pdf, pdf.open_metadata() as said:
        assert (said["pdfuaid:part"], said["pdfaid:part"]) == ("1", "3")
        assert said["dc:title"] == annex_of(meeting).title
        assert str(pdf.Root.Lang) == "sv"
    tags = read_tags(content)
    assert [len(table.all("TR")[0].all("TH")) for table in tags.all("Table")] == [3, 5]
    assert tags.all("H2")[0].text.startswith("§ 12")


def test_the_same_annex_gives_the_same_pdf(meeting: Meeting) -> None:
    fix(item_at(meeting))
    assert render_pdf(annex_of(meeting)) == render_pdf(annex_of(meeting))


def test_the_word_file_has_headings_header_rows_title_and_language(meeting: Meeting) -> None:
    fix(item_at(meeting), reason="Ett skäl.\nOch ett till.")
    document = Document(io.BytesIO(render_docx(annex_of(meeting))))
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert {"Title", "Heading 1", "Heading 2", "Heading 3"} <= set(styles)
    assert styles.count("Title") == 1
    for table in document.tables:
        marks = [row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) for row in table.rows]
        assert [mark is not None and mark is not False for mark in marks] == [True] + [False] * (
            len(marks) - 1
        )
    about = document.core_properties
    assert (about.title, about.language) == (annex_of(meeting).title, "sv-SE")
    languages = {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"sv-SE"}
