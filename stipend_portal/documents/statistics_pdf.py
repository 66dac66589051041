"""Statistics as an accessible PDF."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from stipend_portal.documents.typesetting import typeset
from stipend_portal.statistics.small_numbers import FEWEST_SHOWN
from stipend_portal.statistics.tables import Table


def render_statistics_pdf(tables: Sequence[Table], *, at: datetime) -> bytes:
    """The tables in the active language, as a tagged PDF with the date of `at` (aware)."""
    day = formats.date_format(timezone.localtime(at), "j F Y")
    note = _(
        "Numbers of people below %(fewest)d are not shown. Small groups are added together under “Others”, "
        "so that nobody can be told from the others."
    )
    content = {
        "day": _("Counted on %(day)s") % {"day": day},
        "note": note % {"fewest": FEWEST_SHOWN},
        "tables": [
            {
                "title": table.title,
                "columns": ["", *table.columns],
                "rows": [[line.label, *(cell.text for cell in line.cells)] for line in table.lines],
            }
            for table in tables
        ],
    }
    title = _("Statistics on stipends")
    return typeset("statistics.typ", content, title=title, running=day, at=at)
