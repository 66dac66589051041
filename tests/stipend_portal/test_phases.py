"""The table of phases, and the page in docs/ that repeats it."""

from amal_intl_site.settings.paths import BASE_DIR
from stipend_portal.phases import ALLOWED, Phase, Work, neighbours

DOCUMENT = BASE_DIR / "docs" / "deciding.md"

# A column of the document, and the kinds of work it speaks of.
COLUMNS = (
    {Work.HANDLE, Work.DECIDE_BY_DELEGATION, Work.CORRECT},
    {Work.READ_TO_ASSESS},
    {Work.ASSESS},
    {Work.RANK},
    {Work.DECIDE_IN_MEETING},
)


def test_the_table_in_the_docs_is_the_table_in_the_code() -> None:
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in DOCUMENT.read_text(encoding="utf-8").splitlines()
        if line.startswith("| `")
    ]
    told = {
        name.strip("`"): {work for kinds, cell in zip(COLUMNS, cells, strict=True) if cell for work in kinds}
        for name, *cells in rows
    }
    assert told == {phase.value: set(works) for phase, works in ALLOWED.items()}


def test_a_round_goes_through_the_phases_in_one_line() -> None:
    order = list(Phase)
    assert [neighbours(phase) for phase in order] == list(
        zip([None, *order[:-1]], [*order[1:], None], strict=True)
    )
