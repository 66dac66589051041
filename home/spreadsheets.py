"""Words that anybody may have written, on their way into a spreadsheet."""

import re
from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

# What a spreadsheet would take for a formula, and run on the machine of whoever opens it.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
# What no spreadsheet can hold.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class SafeSpreadsheetMixin(SpreadsheetExportMixin):
    """Wagtail's spreadsheets, where strangers' words stay words. Goes before the view's own bases."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """As Wagtail's, with a mark before what looks like a formula, and without what cannot be shown."""
        shown = super().preprocess_field_value(field, value, export_format)
        if not isinstance(shown, str):
            return shown
        shown = UNPRINTABLE.sub("", shown)
        return f"'{shown}" if shown.startswith(FORMULA) else shown
