"""The annex to the minutes as a Word file, for the secretary to work on: real headings, tables with header rows."""

import io
from typing import Final

from docx import Document
from docx.document import Document as DocumentType
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table as DocxTable

from stipend_portal.documents.minutes_annex import Annex, Table
from stipend_portal.documents.typesetting import SENDER

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LANGUAGE_TAG: Final = "sv-SE"


def render_docx(annex: Annex) -> bytes:
    """The annex as a Word file in Swedish, which says its title and its language to whoever reads it aloud."""
    document = Document()
    _tell(document, annex)
    document.add_heading(annex.title, level=0)
    for words in annex.notices:
        document.add_paragraph(words, style="Intense Quote")
    _facts(document, annex.about)
    _table(document, annex.attendance)
    if annex.items:
        document.add_heading(annex.cases_heading, level=1)
    for item in annex.items:
        document.add_heading(item.heading, level=2)
        _facts(document, item.facts)
        for label, words in item.texts:
            document.add_heading(label, level=3)
            for line in words.splitlines():
                document.add_paragraph(line)
    for table in annex.tables:
        _table(document, table)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _tell(document: DocumentType, annex: Annex) -> None:
    """Title, language and moment in the file's properties, and the language of all text."""
    about = document.core_properties
    about.title, about.author, about.language = annex.title, SENDER, LANGUAGE_TAG
    about.comments, about.created, about.modified = "", annex.at, annex.at
    document.styles["Normal"].font.size = Pt(11)
    # Where the file says what language its text is in, unless a word says otherwise.
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE_TAG)
    document.sections[0].header.paragraphs[0].text = f"{SENDER}\t\t{annex.running}"


def _facts(document: DocumentType, pairs: list[tuple[str, str]]) -> None:
    for label, value in pairs:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(value)


def _table(document: DocumentType, table: Table) -> None:
    if not table.rows:
        return
    document.add_heading(table.heading, level=1)
    made = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    for cell, text in zip(made.rows[0].cells, table.columns, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    for row in table.rows:
        for cell, text in zip(made.add_row().cells, row, strict=True):
            cell.text = text
    _mark_head(made, table.heading)


def _mark_head(table: DocxTable, caption: str) -> None:
    """Say that the first row holds headings, and what the table is; python-docx has no words for either."""
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    described = OxmlElement("w:tblCaption")
    described.set(qn("w:val"), caption)
    table._tbl.tblPr.append(described)
