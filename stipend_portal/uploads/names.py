"""The name under which a received file is shown. It is never a path and never decides anything."""

import re
import unicodedata

from stipend_portal.uploads.kinds import Kind

LONGEST_NAME = 100
_ENDING = re.compile(r"\.(?=[0-9]*[A-Za-z])[A-Za-z0-9]{1,8}\Z")


def readable(name: str) -> str:
    """The last part of a name as sent, at most 100 characters: to tell which file is meant.

    Control and formatting characters go: with them a name can be shown backwards.
    """
    last = re.split(r"[/\\]", name)[-1]
    visible = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] != "C")
    return " ".join(visible.split())[:LONGEST_NAME]


def safe_name(name: str, kind: Kind) -> str:
    """The name to keep: readable, no path, at most 100 characters, with the ending that `kind` has."""
    words = readable(name).strip(". ")
    found = _ENDING.search(words)
    ending = kind.endings[0]
    if found:
        words = words[: found.start()]
        if found.group().lower() in kind.endings:
            ending = found.group().lower()
    return (words[: LONGEST_NAME - len(ending)].strip(". ") or kind.name.lower()) + ending
