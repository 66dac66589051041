"""What the annex to the minutes says of each case, read from the PDF and from the Word file."""

import io

from docx import Document

from tests.stipend_portal.documents.reading import read_tags

Cases = dict[str, dict[str, str]]


def in_pdf(content: bytes) -> tuple[Cases, str]:
    """The facts of each case by its heading and their label; and all text that is read aloud."""
    found: Cases = {}
    root = read_tags(content)
    for tag in root.walk():
        if tag.text.startswith("§ ") and tag.name.startswith("H"):
            found[tag.text] = {}
        elif tag.name == "LI" and found:
            [label], [value] = tag.all("Lbl"), tag.all("LBody")
            found[list(found)[-1]][label.text.strip()] = value.text.strip()
    return found, root.text


def in_docx(content: bytes) -> tuple[Cases, str]:
    """The same of the Word file."""
    document = Document(io.BytesIO(content))
    found: Cases = {}
    for paragraph in document.paragraphs:
        if paragraph.style.name == "Heading 2":
            found[paragraph.text] = {}
        elif found and paragraph.style.name == "Normal" and paragraph.runs[0].bold:
            label, _colon, value = paragraph.text.partition(": ")
            found[list(found)[-1]][label] = value
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return found, "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
