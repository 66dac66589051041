"""The PDF copy of an application: what everyone can read in it, on paper, on screen and by ear."""

import hashlib
import io
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import override
from pikepdf import Dictionary, Pdf, Stream

from stipend_portal.answers import show_answers
from stipend_portal.documents.application_pdf import RAW_ANSWERS, render_application_pdf
from stipend_portal.models import Application, ApplicationVersion, Programme, Round
from stipend_portal.models.version import fingerprint
from tests.factories.portal import make_answers
from tests.stipend_portal.documents.reading import Tag, outside_tags, painted, read_tags

RECEIVED = datetime(2027, 3, 14, 17, 59, 58, 123456, tzinfo=UTC)


def make_version(
    *, language: str = "en", late: bool = False, number: int = 1, **answers: Any
) -> ApplicationVersion:
    """A version as it would be stored; rendering one asks the database nothing."""
    round_ = Round(
        name="Våren 2027",
        name_en="Spring 2027",
        programme=Programme(name="Exempelstipendiet", name_en="The Example Stipend"),
    )
    application = Application(
        applicant_id=1,
        reference="AV-2027-7KQ4MD",
        round=round_,
        language=language,
        received_late=late,
        received_at=RECEIVED,
    )
    given = make_answers(**answers)
    return ApplicationVersion(
        application=application,
        number=number,
        answers=given,
        sha256=fingerprint(given),
        received_at=RECEIVED,
    )


def tags_of(**changes: Any) -> Tag:
    """The tags of a version's copy."""
    return read_tags(render_application_pdf(make_version(**changes)))


def opened(**changes: Any) -> Pdf:
    """The copy, opened."""
    return Pdf.open(io.BytesIO(render_application_pdf(make_version(**changes))))


def facts(tags: Tag) -> dict[str, str]:
    """Names and values of the lists in the document."""
    return {
        item.all("Lbl")[0].text: item.all("LBody")[0].text
        for listed in tags.all("L")
        for item in listed.all("LI")
    }


def table(tags: Tag, number: int = 0) -> list[list[str]]:
    """A table of the document, row by row."""
    return [[cell.text for cell in row.all("TH", "TD")] for row in tags.all("Table")[number].all("TR")]


def paragraphs_under(tags: Tag, heading: str) -> list[str]:
    """The paragraphs between a heading and the next."""
    nodes = tags.all("H1", "H2", "P")
    start = next(at for at, node in enumerate(nodes) if node.text == heading)
    end = next(at for at in range(start + 1, len(nodes)) if nodes[at].name != "P")
    return [node.text for node in nodes[start + 1 : end]]


PLAN = "Tell us about the trip"


def test_it_says_of_itself_that_it_is_accessible_and_made_to_be_kept() -> None:
    with opened() as pdf, pdf.open_metadata() as said:
        assert {key: said[key] for key in ("pdfuaid:part", "pdfaid:part", "pdfaid:conformance")} == {
            "pdfuaid:part": "1",
            "pdfaid:part": "3",
            "pdfaid:conformance": "A",
        }
        assert said["dc:title"] == "Application AV-2027-7KQ4MD"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert "/StructTreeRoot" in pdf.Root


@pytest.mark.parametrize(
    ("language", "programme", "round_", "month"),
    [
        ("sv", "Exempelstipendiet", "Våren 2027", "mars"),
        ("en", "The Example Stipend", "Spring 2027", "March"),
    ],
)
def test_it_is_in_the_language_of_the_application(
    language: str, programme: str, round_: str, month: str
) -> None:
    content = render_application_pdf(make_version(language=language))
    with Pdf.open(io.BytesIO(content)) as pdf:
        assert str(pdf.Root.Lang) == language
    values = list(facts(read_tags(content)).values())
    assert values[:4] == [programme, round_, "AV-2027-7KQ4MD", "1"]
    assert values[4].startswith(f"14 {month} 2027, 18:59:58")


def test_the_time_is_swedish_whatever_zone_is_active() -> None:
    with timezone.override("Asia/Tokyo"):
        assert facts(tags_of())["Received"] == "14 March 2027, 18:59:58 (Swedish time)"


def test_a_late_application_is_marked_so_and_no_other() -> None:
    mark = "It came after the round had closed and is marked as late."
    assert [mark in tags_of(late=late).text for late in (True, False)] == [True, False]


def test_the_headings_are_nested_and_the_title_comes_first() -> None:
    version = make_version()
    with override("en"):
        expected = [("Title", "Application AV-2027-7KQ4MD")]
        for section in show_answers(version.answers):
            expected.append(("H1", section.title))
            expected += [("H2", answer.label) for answer in section.answers if answer.long or answer.rows]
    expected.append(("H1", "How to know that nothing has been changed"))
    tags = read_tags(render_application_pdf(version))
    assert [(tag.name, tag.text) for tag in tags.all("Title", "H1", "H2", "H3", "H4")] == expected


def test_short_answers_are_a_list_of_questions_and_answers() -> None:
    shown = facts(tags_of())
    assert shown["Your first and last name"] == "Alva Exempel"
    assert shown["When do you leave?"] == "14 June 2027"
    assert shown["How much do you apply for?"] == "4,000 kronor"


def test_rows_are_a_table_with_headings_and_a_sum() -> None:
    rows = [{"what": f"Sak {number}", "amount": str(number)} for number in range(1, 31)]
    head, *body, foot = table(tags_of(rows=rows))
    assert [cell.text for cell in tags_of(rows=rows).all("TH")] == head
    assert [row[:2] for row in body] == [[f"Sak {number}", f"{number} kronor"] for number in range(1, 31)]
    assert foot == ["Together: 465 kronor"]


def test_the_pages_are_numbered_where_a_reader_of_tags_is_not_told() -> None:
    content = render_application_pdf(make_version(plan="Ett långt svar. " * 300))
    pages = outside_tags(content)
    assert [text[-11:] for text in pages] == [f"Page {n} of {len(pages)}" for n in range(1, len(pages) + 1)]
    assert "Page 1" not in read_tags(content).text


def test_every_font_is_embedded() -> None:
    with opened(plan="😀 العربية") as pdf:
        fonts = [thing for thing in pdf.objects if isinstance(thing, Dictionary) and "/FontName" in thing]
        assert fonts
        assert [
            font for font in fonts if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys())
        ] == []


def test_nothing_in_it_acts_by_itself() -> None:
    active = {"/JS", "/JavaScript", "/OpenAction", "/AA", "/Launch", "/URI", "/SubmitForm"}
    with opened(plan="https://example.org/ javascript:alert(1)") as pdf:
        for thing in pdf.objects:
            if isinstance(thing, Dictionary | Stream):
                assert active & set(thing.keys()) == set()


def test_a_version_gives_the_same_bytes_each_time_and_another_version_others() -> None:
    copies = [render_application_pdf(make_version(number=number)) for number in (1, 1, 2)]
    assert copies[0] == copies[1] != copies[2]


def test_the_answers_are_attached_as_the_fingerprint_counts_them() -> None:
    version = make_version(plan="Å, 😀 och \x1b")
    content = render_application_pdf(version)
    with Pdf.open(io.BytesIO(content)) as pdf:
        attached = pdf.attachments[RAW_ANSWERS].get_file().read_bytes()
    assert hashlib.sha256(attached).hexdigest() == version.sha256
    assert version.sha256 in read_tags(content).text


TYPED = [
    '#set page(fill: red) #eval("1 + 1") #sys.inputs #image("x.png")',
    "$x^2$ *fet* _kursiv_ `rå` <märke> @hänvisning ~ \\ ] [ } { ) ( /* */ // --- ... 'a' \"b\"",
    "= Rubrik",
    "- punkt",
    "{page} %(name)s {{ mall }} <script>alert(1)</script>",
    "Åsa Ärlig, Örjan Ångström, Łódź, Þór, Ελλάδα, Київ",
    "https://example.org/" + "a" * 120,
]


@pytest.mark.parametrize("typed", TYPED)
def test_what_was_typed_is_printed_as_it_was_typed(typed: str) -> None:
    tags = tags_of(plan=typed, full_name=typed, rows=[{"what": typed, "amount": "1"}])
    assert paragraphs_under(tags, PLAN) == [typed]
    assert facts(tags)["Your first and last name"] == typed
    assert table(tags)[1][0] == typed


def test_a_long_answer_keeps_its_lines_and_every_word() -> None:
    lines = ["Först åker vi tåg.", "Sedan båt.", "Till sist går vi. " + "Ord på ord. " * 245]
    tags = tags_of(plan=f"{lines[0]}\n{lines[1]}\n \n{lines[2].strip()}")
    assert paragraphs_under(tags, PLAN) == [line.strip() for line in lines]


@pytest.mark.parametrize("word", ["a" * 3000, "å" * 3000, "€" * 500])
def test_a_word_longer_than_the_page_is_broken_and_not_cut(word: str) -> None:
    content = render_application_pdf(make_version(plan=word))
    assert paragraphs_under(read_tags(content), PLAN) == [word]
    lines = {
        (page, run.y)
        for page, runs in enumerate(painted(content))
        for run in runs
        if run.text and set(run.text) == set(word)
    }
    # No line of the page holds more than a hundred letters of this size.
    assert len(lines) > len(word) / 100


@pytest.mark.parametrize(
    ("typed", "begins_at_the_margin"), [("Hej världen", True), ("مرحبا بالعالم", False), ("שלום", False)]
)
def test_text_from_right_to_left_is_set_from_the_right(typed: str, begins_at_the_margin: bool) -> None:
    content = render_application_pdf(make_version(plan=typed))
    [printed] = paragraphs_under(read_tags(content), PLAN)
    assert sorted(printed) == sorted(typed)
    [margin] = {run.x for run in painted(content)[0] if run.text == PLAN}
    [first, *_others] = [run for run in painted(content)[0] if run.text and run.text in printed]
    assert (first.x == margin) is begins_at_the_margin


@pytest.mark.parametrize(
    "sign",
    [
        "😀",
        "🇸🇪",
        "👨\u200d👩\u200d👧",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "中文",
        "\ue000",
        "\x1b",
    ],
)
def test_a_sign_that_no_font_has_is_a_picture_with_the_sign_as_its_text(sign: str) -> None:
    tags = tags_of(plan=f"Hej {sign} hej")
    assert [picture.alt for picture in tags.all("Figure")] == [sign]
    assert paragraphs_under(tags, PLAN) == [f"Hej {sign} hej"]
    codes = " ".join(f"{ord(part):X}" for part in sign)
    assert ["".join(map(str, picture.parts)) for picture in tags.all("Figure")] == [codes]


def test_letters_with_strange_marks_are_printed_elsewhere_as_letters() -> None:
    tags = tags_of(plan="1\ufe0f\u20e3 a\u20e3 å\u20e3, sedan 1 a å")
    assert paragraphs_under(tags, PLAN) == ["1\ufe0f\u20e3 a\u20e3 å\u20e3, sedan 1 a å"]
    assert {picture.alt for picture in tags.all("Figure")} == {"\ufe0f\u20e3", "\u20e3"}


def test_the_framed_codes_are_explained_where_there_are_any() -> None:
    note = "A code in a frame stands for a sign, such as an emoji, that cannot be printed here."
    assert [note in tags_of(plan=plan).text for plan in ("Hej 😀", "Hej")] == [True, False]


def test_three_thousand_signs_that_no_font_has_are_all_there() -> None:
    plan = "".join(chr(0x4E00 + number) for number in range(3000))
    assert "".join(paragraphs_under(tags_of(plan=plan), PLAN)) == plan


def test_the_fingerprint_stands_unbroken() -> None:
    version = make_version()
    assert re.findall(r"[0-9a-f]{64}", read_tags(render_application_pdf(version)).text) == [version.sha256]
