"""Files as applicants send them, made on the spot."""

import io
import zipfile
from typing import Any

import pikepdf
import pillow_heif
from PIL import ExifTags, Image

RED, BLUE, WHITE = (200, 30, 30), (30, 30, 200), (255, 255, 255)
# Åmål's square, near enough: what must never be kept.
POSITION = {1: "N", 2: (59.0, 3.0, 4.0), 3: "E", 4: (12.0, 42.0, 12.0)}
CAMERA = "Exempelkamera 15"


def picture(size: tuple[int, int] = (80, 40), mode: str = "RGB") -> Image.Image:
    """A picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", size, BLUE)
    image.paste(RED, (0, 0, size[0] // 2, size[1]))
    return image.convert(mode)


def exif(orientation: int = 1) -> bytes:
    """What a camera notes: the position, its name, and which side was up."""
    notes = Image.Exif()
    notes[ExifTags.Base.Make] = CAMERA
    notes[ExifTags.Base.Orientation] = orientation
    notes.get_ifd(ExifTags.IFD.GPSInfo).update(POSITION)
    return notes.tobytes()


def saved(image: Image.Image, format: str, **options: Any) -> bytes:
    """The bytes of a picture in a format of Pillow."""
    content = io.BytesIO()
    image.save(content, format, **options)
    return content.getvalue()


def jpeg(size: tuple[int, int] = (80, 40), **options: Any) -> bytes:
    """A JPEG picture."""
    return saved(picture(size), "JPEG", **({"quality": 95} | options))


def png(size: tuple[int, int] = (80, 40), mode: str = "RGB", **options: Any) -> bytes:
    """A PNG picture."""
    return saved(picture(size, mode), "PNG", **options)


def heic(size: tuple[int, int] = (80, 40), **options: Any) -> bytes:
    """A HEIC picture, as iPhones take them."""
    content = io.BytesIO()
    pillow_heif.from_pillow(picture(size)).save(content, quality=90, **options)
    return content.getvalue()


def pdf(pages: int = 1, **entries: Any) -> bytes:
    """A PDF with empty pages; `entries` are added to its catalogue."""
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    for key, value in entries.items():
        document.Root[f"/{key}"] = value
    return saved_pdf(document)


def saved_pdf(document: pikepdf.Pdf, **options: Any) -> bytes:
    """The bytes of a document."""
    content = io.BytesIO()
    # The same every time: by itself the mark in the file holds the time of day.
    document.save(content, static_id=True, **options)
    return content.getvalue()


def archive(name: str = "x.php", content: bytes = b"<?php echo 1;") -> bytes:
    """A ZIP archive with one file."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as writer:
        writer.writestr(name, content)
    return packed.getvalue()
