"""Statistics as a workbook."""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from stipend_portal.statistics.tables import Table

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# What Excel allows in the name of a sheet.
LONGEST_NAME = 31
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def render_statistics_sheets(tables: Sequence[Table]) -> bytes:
    """A sheet for each table: numbers as numbers, and what may not be told in words.

    Every text is stored as text, so that nothing someone has written can act as a formula.
    """
    book = Workbook()
    book.remove(book.active)
    for table in tables:
        sheet = book.create_sheet(table.title.translate(FORBIDDEN)[:LONGEST_NAME])
        rows = [["", *table.columns]]
        rows += [
            [line.label, *(_value(cell.number, cell.text) for cell in line.cells)] for line in table.lines
        ]
        for at, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                cell = sheet.cell(at, column, value)
                if isinstance(value, str):
                    cell.data_type = "s"
                if at == 1:
                    cell.font = Font(bold=True)
                    cell.alignment = Alignment(wrap_text=True)
        sheet.freeze_panes = "B2"
        sheet.column_dimensions["A"].width = 44
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _value(number: int | None, text: str) -> int | str:
    return text if number is None else number
