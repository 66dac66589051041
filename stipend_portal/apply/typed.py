"""From answers back to what was typed, for pages that are opened again after sending."""

from collections.abc import Mapping
from typing import Any

from stipend_portal.apply.wizard import FORMS


def typed_steps(answers: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, list[str]]]:
    """What a draft would hold, by page, to give these answers."""
    return {
        slug: form.typed(answers[form.section.key]) for slug, form in FORMS if form.section.key in answers
    }
