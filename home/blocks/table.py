"""Tables that can be read aloud."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import (
    TypedTable,
    TypedTableBlock,
    TypedTableBlockValidationError,
)


class NumberCellBlock(blocks.CharBlock):
    """Numbers, which stand to the right."""


class TableBlock(TypedTableBlock):
    """Rows and columns with a caption and a heading over each column; the first column names the rows."""

    text = blocks.CharBlock(required=False, max_length=300, label=_("Text"))
    number = NumberCellBlock(required=False, max_length=40, label=_("Number"))

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("For facts in rows and columns. Never for layout.")
        template = "blocks/table.html"

    def clean(self, table: TypedTable) -> TypedTable:
        """Ask for what a screen reader says first: the caption and the headings."""
        table = super().clean(table)
        if self.is_deferred_validation:
            return table
        problems = []
        if not table.columns or not table.row_data:
            problems.append(ValidationError(_("Add at least one column and one row.")))
        if not (table.caption or "").strip():
            problems.append(ValidationError(_("Write a caption that says what the table is about.")))
        if not all((column["heading"] or "").strip() for column in table.columns):
            problems.append(ValidationError(_("Write a heading for every column.")))
        if problems:
            raise TypedTableBlockValidationError(non_block_errors=problems)
        return table

    def get_preview_value(self) -> TypedTable:
        """Two rows."""
        return self.to_python(
            {
                "caption": gettext("What a journey can cost"),
                "columns": [
                    {"type": "text", "heading": gettext("What")},
                    {"type": "number", "heading": gettext("Kronor")},
                ],
                "rows": [{"values": [gettext("Train"), "1 200"]}, {"values": [gettext("Food"), "900"]}],
            }
        )
