"""Which dated document follows which.

An editor says it once, in one language, by choosing the page that is replaced. So it is looked up by what is the
same in every language: the translation key.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID


def follows_itself(document: Any) -> bool:
    """Whether a document would, in one step or many, replace itself. Drafts count: they may be published."""
    seen: set[UUID] = set()
    ahead = {document.replaces.translation_key} if document.replaces else set()
    while ahead - seen:
        if document.translation_key in ahead:
            return True
        seen |= ahead
        said = type(document).objects.filter(translation_key__in=ahead, replaces__isnull=False)
        ahead = set(said.values_list("replaces__translation_key", flat=True))
    return False


def predecessor(document: Any, published: Sequence[Any]) -> Any | None:
    """What a document replaces, in its own language, among the published ones of all languages."""
    versions = [
        document,
        *(other for other in published if other.translation_key == document.translation_key),
    ]
    replaced = {version.replaces.translation_key for version in versions if version.replaces}
    return _in_language_of(document, replaced, published)


def successor(document: Any, published: Sequence[Any]) -> Any | None:
    """What replaces a document, in its own language, among the published ones of all languages."""
    key = document.translation_key
    replacing = {
        other.translation_key
        for other in published
        if other.replaces and other.replaces.translation_key == key
    }
    return _in_language_of(document, replacing, published)


def _in_language_of(document: Any, keys: set[UUID], published: Sequence[Any]) -> Any | None:
    fitting = (other for other in published if other.translation_key in keys)
    return next((other for other in fitting if other.locale_id == document.locale_id), None)
