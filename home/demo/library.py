"""The demo's pictures and files, put in the library the first time that a page asks for one."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

FILES = Path(__file__).parent / "files"


@cache
def _facts() -> dict[str, Any]:
    return tomllib.loads((FILES / "library.toml").read_text(encoding="utf-8"))


def _file(name: str) -> ContentFile:
    return ContentFile((FILES / name).read_bytes(), name=name)


def picture(name: str) -> Any:
    """The picture in `files/` of this name. Raises KeyError where `library.toml` does not know it."""
    facts = {**_facts()[name]}
    facts.pop("description_en", "")
    x, y = facts.pop("focal_point", (None, None))
    size = {"focal_point_width": 1, "focal_point_height": 1} if x else {}
    found = get_image_model().objects.filter(title=facts["title"]).first()
    return found or get_image_model().objects.create(
        **facts, **size, focal_point_x=x, focal_point_y=y, file=_file(name)
    )


def description(name: str, language: str) -> str:
    """What a picture shows, for a page in a language; empty where the library's own words serve."""
    return _facts()[name].get(f"description_{language}", "")


def document(name: str) -> Any:
    """The file in `files/` of this name. Raises KeyError where `library.toml` does not know it."""
    title = _facts()[name]["title"]
    found = get_document_model().objects.filter(title=title).first()
    file = _file(name)
    return found or get_document_model().objects.create(title=title, file=file, file_size=file.size)
