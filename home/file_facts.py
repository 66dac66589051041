"""What a link to a file says about it: its kind and its size."""

from typing import Any

from django.utils.formats import number_format

NO_BREAK = "\N{NO-BREAK SPACE}"


def kind_of(document: Any) -> str:
    """The end of the file's name in small letters, such as `pdf`."""
    return document.file_extension.lower()


def size_in_words(size: int | None) -> str:
    """A size in bytes as `606 kB` or `1,2 MB` (thousands, as Swedish public sites write), in the reader's language."""
    if not size:
        return f"0{NO_BREAK}kB"
    if size < 999_500:
        return f"{max(1, round(size / 1000))}{NO_BREAK}kB"
    return f"{number_format(size / 1_000_000, decimal_pos=1)}{NO_BREAK}MB"
