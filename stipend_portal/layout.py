"""From the plain words that an editor writes to HTML: paragraphs, headings, lists and links, nothing else."""

from itertools import groupby

from django.utils.html import format_html, format_html_join, urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import normalize_newlines

HEADING, ITEM = "#", "-"


def as_html(words: str) -> SafeString:
    """The words as HTML, safe whatever was written: `# ` is a heading, `- ` an item of a list.

    Addresses of pages and e-mail become links.
    """
    lines = [line.strip() for line in normalize_newlines(words).split("\n")]
    parts = [_block(kind, list(group)) for kind, group in groupby(lines, _kind) if kind != "empty"]
    return format_html_join("\n", "{}", ((part,) for part in parts))


def _kind(line: str) -> str:
    if not line:
        return "empty"
    return {HEADING: "heading", ITEM: "list"}.get(line.partition(" ")[0], "paragraph")


def _block(kind: str, lines: list[str]) -> SafeString:
    if kind == "heading":
        return format_html_join("\n", "<h2>{}</h2>", ((line[1:].strip(),) for line in lines))
    if kind == "list":
        return format_html(
            "<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((_linked(line[1:]),) for line in lines))
        )
    # urlize escapes first what is not a link.
    return format_html(
        "<p>{}</p>", format_html_join(mark_safe("<br>"), "{}", ((_linked(line),) for line in lines))
    )


def _linked(line: str) -> SafeString:
    return mark_safe(urlize(line.strip(), autoescape=True))  # noqa: S308
