"""The demo's drawings, in the library of pictures."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from django.core.files import File

from home.models import Picture

HERE: Final = Path(__file__).parent
CREDIT: Final = "Åmål i världen"


@cache
def descriptions() -> dict[str, dict[str, str]]:
    """What each drawing shows, by language."""
    return tomllib.loads((HERE / "pictures.toml").read_text(encoding="utf-8"))


def picture(name: str) -> Picture:
    """A drawing from the library; put there the first time that it is asked for."""
    title = name.replace("-", " ").capitalize()
    found = Picture.objects.filter(title=title).first()
    if found:
        return found
    path = HERE / f"{name}.svg"
    with path.open("rb") as file:
        made = Picture(title=title, description=descriptions()[name]["sv"], credit=CREDIT)
        made.file = File(file, name=path.name)
        made.save()
    return made
