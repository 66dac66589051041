"""The demo's accessibility statement."""

from pathlib import Path
from typing import Any

from home.demo.content import LANGUAGES, Pages, add_pages, read
from home.models import AccessibilityStatementPage

CONTENT = Path(__file__).parent / "content" / "accessibility.toml"
# What a list of the file holds, as blocks are called.
BLOCKS = {"deficiencies": "deficiency", "burdens": "burden", "exemptions": "exempt"}


def load_statement(fronts: Pages) -> None:
    """Publish the statement in both languages."""
    entry: dict[str, Any] = read(CONTENT)["statement"]
    for language in LANGUAGES:
        words = entry[language]
        for field, block in BLOCKS.items():
            words[field] = [(block, value) for value in words[field]]
    add_pages(fronts, AccessibilityStatementPage, entry)
