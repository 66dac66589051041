"""Which dated document follows which.

An editor says it once, in one language, by choosing the page that is replaced. So it is looked up by what is the
same in every language: the translation key.
"""

from typing import Any
from uuid import UUID

from wagtail.models import Page


def _replaced_by(model: type[Page], keys: set[UUID]) -> set[UUID]:
    """The keys of what the documents with these keys say that they replace, published or not."""
    said = model.objects.filter(translation_key__in=keys, replaces__isnull=False)
    return set(said.values_list("replaces__translation_key", flat=True))


def follows_itself(document: Any) -> bool:
    """Whether a document would, in one step or many, replace itself."""
    seen: set[UUID] = set()
    ahead = {document.replaces.translation_key} if document.replaces else set()
    while ahead - seen:
        if document.translation_key in ahead:
            return True
        seen |= ahead
        ahead = _replaced_by(type(document), ahead)
    return False


def predecessor(document: Any) -> Any | None:
    """The published page, in the document's language, of what it replaces."""
    model = type(document)
    translations = model.objects.live().filter(translation_key=document.translation_key)
    replaced = translations.filter(replaces__isnull=False).values("replaces__translation_key")
    return _in_language_of(document, replaced).first()


def successor(document: Any) -> Any | None:
    """The published page, in the document's language, of what replaces it."""
    replacing = type(document).objects.live().filter(replaces__translation_key=document.translation_key)
    return _in_language_of(document, replacing.values("translation_key")).first()


def _in_language_of(document: Any, keys: Any) -> Any:
    pages = type(document).objects.live().filter(translation_key__in=keys, locale=document.locale_id)
    return pages.exclude(pk=document.pk).select_related("locale").defer_streamfields().order_by("-valid_from")
