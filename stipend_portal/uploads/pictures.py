"""Pictures are drawn anew: only what one sees is kept.

Position, camera, comments, colour profile, further frames and whatever lies behind the picture's end are
gone. A PNG stays a PNG, so that the text of a screenshot stays sharp; every other picture becomes a JPEG.
What is transparent is laid on white, as on paper: black text on nothing would vanish on a dark page.
"""

import contextlib
import threading
from collections.abc import Callable, Mapping
from io import BytesIO

import pillow_heif
from PIL import Image, ImageOps
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from stipend_portal.uploads.kinds import Kind
from stipend_portal.uploads.limits import Limits
from stipend_portal.uploads.refusal import Reason, Refused

# A camera's JPEG has one, a progressive one about ten. Hundreds make a small file slow to draw.
MOST_SCANS = 100
START_OF_SCAN = b"\xff\xda"

# Rows that are laid on white together: a copy of the whole picture in full colour would be too large.
ROWS = 64

# A large picture takes hundreds of megabytes while it is drawn, and a web process has many threads.
MOST_AT_ONCE = 2
_drawing = threading.BoundedSemaphore(MOST_AT_ONCE)

# Each opens its own kind and nothing else, and reads the size without drawing. Pillow's own `open` would go
# by limits that the whole process shares.
OPENERS: Mapping[Kind, Callable[[BytesIO], Image.Image | pillow_heif.HeifFile]] = {
    Kind.JPEG: JpegImageFile,
    Kind.PNG: PngImageFile,
    Kind.WEBP: WebPImageFile,
    Kind.HEIF: pillow_heif.open_heif,
}


def _open(content: bytes, kind: Kind, limits: Limits) -> Image.Image:
    """The picture, its size checked before any memory is taken for it."""
    if kind is Kind.JPEG and content.count(START_OF_SCAN) > MOST_SCANS:
        raise Refused(Reason.PICTURE_BROKEN)
    try:
        opened = OPENERS[kind](BytesIO(content))
    except Image.DecompressionBombError:
        raise Refused(Reason.PICTURE_TOO_BIG) from None
    width, height = opened.size
    of_a_camera = kind in {Kind.JPEG, Kind.HEIF}
    if width * height > (limits.max_pixels if of_a_camera else limits.max_pixels_not_of_a_camera):
        raise Refused(Reason.PICTURE_TOO_BIG)
    return opened.to_pillow() if isinstance(opened, pillow_heif.HeifFile) else opened


def _on_white(image: Image.Image) -> Image.Image:
    """The picture in plain colours or greys, without transparency."""
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        paper = Image.new("RGB", layer.size, "white")
        paper.paste(layer, mask=layer.getchannel("A"))
        return paper
    if image.mode.startswith("I"):  # sixteen bits of grey, which Pillow would cut off at the eighth
        return image.point(lambda value: value * (1 / 256)).convert("L")
    return image if image.mode in {"L", "RGB"} else image.convert("RGB")


def _reduced_on_white(image: Image.Image, side: int) -> Image.Image:
    """The picture on white, a few rows at a time, at a whole part of its size that `side` still fits in."""
    width, height = image.size
    factor = max(1, max(image.size) // side)
    step = ROWS * factor
    paper: Image.Image | None = None
    for top in range(0, height, step):
        rows = _on_white(image.crop((0, top, width, min(height, top + step)))).reduce(factor)
        if paper is None:
            paper = Image.new(rows.mode, (rows.width, -(-height // factor)))
        paper.paste(rows, (0, top // factor))
    paper.info = image.info  # where the camera noted which side was up
    return paper


def _redraw(content: bytes, kind: Kind, limits: Limits) -> bytes:
    image = _open(content, kind, limits)
    side = limits.longest_side
    # A JPEG can be read at a half or a quarter of its size, which saves most of the memory.
    share = min(1, side / max(image.size))
    image.draft(None, tuple(max(1, int(length * share)) for length in image.size))
    image.load()
    image = _reduced_on_white(image, side)
    with contextlib.suppress(Exception):  # what the camera noted is broken, the picture need not be
        ImageOps.exif_transpose(image, in_place=True)
    image.thumbnail((side, side), Image.Resampling.LANCZOS)
    image.info.clear()
    kept = BytesIO()
    if kind is Kind.PNG:
        image.save(kept, "PNG")
    else:
        image.save(kept, "JPEG", quality=85)
    return kept.getvalue()


def redraw(content: bytes, kind: Kind, limits: Limits) -> tuple[Kind, bytes]:
    """Draw a picture anew, upright and at most `limits.longest_side` pixels; its new kind and content.

    Waits while `MOST_AT_ONCE` others are drawn. Raises `Refused` when it is broken or has too many pixels.
    """
    try:
        with _drawing:
            drawn = _redraw(content, kind, limits)
    except Refused:
        raise
    except Exception:  # the decoders raise a dozen kinds of errors on broken content, some undocumented
        raise Refused(Reason.PICTURE_BROKEN) from None
    return (Kind.PNG if kind is Kind.PNG else Kind.JPEG), drawn
