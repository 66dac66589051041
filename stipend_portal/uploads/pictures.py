"""Pictures are drawn anew: only what one sees is kept.

Position, camera, comments, colour profile, further frames and whatever lies behind the picture's end are
gone. A PNG stays a PNG, so that the text of a screenshot stays sharp; every other picture becomes a JPEG.
What is transparent is laid on white, as on paper: black text on nothing would vanish on a dark page.
"""

import contextlib
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
    if width * height > limits.max_pixels:
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


def _redraw(content: bytes, kind: Kind, limits: Limits) -> bytes:
    image = _open(content, kind, limits)
    side = limits.longest_side
    # A JPEG can be read at a half or a quarter of its size, which saves most of the memory.
    image.draft(None, (side, side))
    image.load()
    with contextlib.suppress(Exception):  # what the camera noted is broken, the picture need not be
        ImageOps.exif_transpose(image, in_place=True)
    image = _on_white(image)
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

    Raises `Refused` when it is broken, or larger than `limits.max_pixels`.
    """
    try:
        drawn = _redraw(content, kind, limits)
    except Refused:
        raise
    except Exception:  # the decoders raise a dozen kinds of errors on broken content, some undocumented
        raise Refused(Reason.PICTURE_BROKEN) from None
    return (Kind.PNG if kind is Kind.PNG else Kind.JPEG), drawn
