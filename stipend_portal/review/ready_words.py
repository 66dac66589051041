"""Ready words for asking for more: what an officer can begin from, and the words of what she chose."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from stipend_portal.models import SupplementTemplate

# The button that puts the words in, and the boxes that say which.
BUTTON, CHOSEN = "put_in", "ready"


@dataclass(frozen=True)
class ReadyWords:
    """A template as it is offered: its words by language, and the key and title of the page it goes with."""

    key: str
    name: str
    words: Mapping[str, str]
    section: str
    page: str


def ready_words(pages: Collection[str], languages: Iterable[str]) -> list[ReadyWords]:
    """The templates in use that go with one of these pages (by key) or with none, in these languages."""
    languages = list(languages)
    return [
        ReadyWords(
            key=str(template.pk),
            name=template.name,
            words={language: template.words(language) for language in languages},
            section=template.section,
            page=template.page,
        )
        for template in SupplementTemplate.objects.filter(active=True, section__in=[*pages, ""])
    ]


def asks_for_words(data: QueryDict) -> bool:
    """Whether the page is to come back with words put in.

    Also when words are ticked and the other button was pressed: they were meant for the applicant, and nothing is
    sent that has not been read.
    """
    return BUTTON in data or CHOSEN in data


def chosen(offered: Iterable[ReadyWords], data: QueryDict) -> list[ReadyWords]:
    """Those that are ticked, in the order they were offered."""
    ticked = set(data.getlist(CHOSEN))
    return [words for words in offered if words.key in ticked]


def in_all_languages(words: Sequence[ReadyWords], languages: Iterable[str]) -> list[str]:
    """The words as paragraphs: everything in one language before the next."""
    return [each.words[language] for language in languages for each in words]
