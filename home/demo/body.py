"""From the sections of a content file to the blocks of a page's body.

A section has an optional `heading` (`level` h2 or h3), then one thing:

- `text`, with an empty line between paragraphs, and a `list`; with `fact`, a title, they stand in a fact box.
  Words in another language: `[de]Guten Tag[/de]`.
- `quote`, with `by`.
- `links`: the heading is their title.
- `steps`: a list of `title` and `text`. `questions`: a list of `question` and `answer`.
- `figures`: a list of `number`, `what`, `source`, `as_of`.
- `table`: `caption`, `columns` (a word, or `{number = "Kronor"}` for one of numbers), `rows`.
- `picture`: a file in `files/`, with `alt` and `caption`; without `alt` it only adorns.
- `video`: `title`, `film`, `still`, `captions`, `captions_language`, `transcript`. `film_elsewhere`: `title`,
  `url`, `text`.
- `file`: a file in `files/`, with `title`.
- `contact`: the name of a function. `round`: the address of a round, or "open". `partner_map = true`.
"""

import re
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from home.demo import library

Section = dict[str, Any]
Block = tuple[str, Any]

PASSAGE = re.compile(r"\[(\w\w)\](.*?)\[/\1\]")


def _words(text: str) -> SafeString:
    """One paragraph, with its passages in other languages marked."""
    escaped = str(format_html("{}", " ".join(text.split())))
    return mark_safe(PASSAGE.sub(r'<span lang="\1">\2</span>', escaped))  # noqa: S308  escaped above


def rich_text(text: str, items: list[str] | None = None) -> SafeString:
    """Paragraphs, then a list."""
    paragraphs = (_words(part) for part in text.split("\n\n") if part.strip())
    html = format_html_join("", "<p>{}</p>", ((paragraph,) for paragraph in paragraphs))
    if items:
        html += format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((_words(i),) for i in items)))
    return html


def _quote(section: Section) -> Any:
    return {"text": section["quote"], "attribution": section.get("by", "")}


def _steps(section: Section) -> Any:
    return {
        "steps": [
            {"title": step["title"], "text": rich_text(step.get("text", ""))} for step in section["steps"]
        ]
    }


def _questions(section: Section) -> Any:
    return {
        "questions": [
            {"question": each["question"], "answer": rich_text(each["answer"])}
            for each in section["questions"]
        ]
    }


def _table(section: Section) -> Any:
    table = section["table"]
    columns = [
        {"type": "number", "heading": column["number"]}
        if isinstance(column, dict)
        else {"type": "text", "heading": column}
        for column in table["columns"]
    ]
    rows = [{"values": row} for row in table["rows"]]
    return {"caption": table["caption"], "columns": columns, "rows": rows}


def _picture(section: Section) -> Any:
    alt = section.get("alt", "")
    image = {"image": library.picture(section["picture"]), "alt_text": alt, "decorative": not alt}
    return {"image": image, "caption": section.get("caption", "")}


def _video(section: Section) -> Any:
    video = {"captions_language": "sv", **section["video"]}
    return {
        **video,
        "film": library.document(video["film"]),
        "still": library.picture(video["still"]),
        "captions": library.document(video["captions"]) if "captions" in video else None,
        "transcript": rich_text(video.get("transcript", "")),
    }


def _file(section: Section) -> Any:
    return {"document": library.document(section["file"]), "title": section.get("title", "")}


def _contact(section: Section) -> Any:
    return {"contact": apps.get_model("home", "ContactFunction").objects.get(name=section["contact"])}


def _round(section: Section) -> Any:
    if section["round"] == "open":
        return {"round": None}
    return {"round": apps.get_model("stipend_portal", "Round").objects.get(slug=section["round"])}


# By the word that a section has. Those with a word alone are kept as they are written.
READERS: dict[str, Callable[[Section], Any]] = {
    "quote": _quote,
    "steps": _steps,
    "questions": _questions,
    "figures": lambda section: {"figures": section["figures"]},
    "table": _table,
    "picture": _picture,
    "video": _video,
    "film_elsewhere": lambda section: {"text": "", **section["film_elsewhere"]},
    "file": _file,
    "contact": _contact,
    "round": _round,
    "partner_map": lambda section: {"shown": "all", "towns": []},
}


def body(sections: list[Section]) -> list[Block]:
    """Blocks for a page's body. Raises KeyError where a section names what does not exist."""
    blocks: list[Block] = []
    for section in sections:
        if "links" in section:
            links = [{"page": None, **link} for link in section["links"]]
            blocks.append(("links", {"title": section["heading"], "links": links}))
            continue
        if "heading" in section:
            level = section.get("level", "h2")
            blocks.append(("heading", {"text": section["heading"], "level": level}))
        text = rich_text(section.get("text", ""), section.get("list"))
        if "fact" in section:
            blocks.append(("fact_box", {"title": section["fact"], "text": text}))
        elif text:
            blocks.append(("text", text))
        blocks.extend((name, read(section)) for name, read in READERS.items() if name in section)
    return blocks
