"""Small pictures and files for tests."""

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image
from wagtail.documents import get_document_model

from home.models import Picture

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="32" height="16" viewBox="0 0 32 16"/>'


def photograph(title: str = "Bild", size: tuple[int, int] = (32, 16), **values: Any) -> Picture:
    """A picture in one colour, small unless a size in pixels is asked for."""
    data = BytesIO()
    Image.new("RGB", size, "teal").save(data, "PNG")
    return Picture.objects.create(title=title, file=ContentFile(data.getvalue(), f"{title}.png"), **values)


def drawing(title: str = "Teckning", **values: Any) -> Picture:
    """An SVG of 32 by 16 pixels."""
    return Picture.objects.create(title=title, file=ContentFile(DRAWING.encode(), f"{title}.svg"), **values)


def stored_file(name: str, size: int = 0) -> Any:
    """A file in the library that is said to be of so many bytes."""
    return get_document_model().objects.create(
        title=f"Filen {name}", file=ContentFile(b"exempel", name), file_size=size or 7
    )
