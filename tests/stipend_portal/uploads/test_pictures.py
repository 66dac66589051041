"""Pictures are drawn anew: upright, of a sensible size, and with nothing but what one sees."""

import io
import struct
import subprocess
import sys
import threading
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from stipend_portal.uploads import pictures
from stipend_portal.uploads.inspection import inspect
from stipend_portal.uploads.limits import Limits
from stipend_portal.uploads.refusal import Reason, Refused
from tests.factories import files

LIMITS = Limits()
# Which corner is red when the camera's note about the upper side is followed: (size, place of red, of blue).
UPRIGHT = {
    1: ((80, 40), (5, 20), (75, 20)),
    2: ((80, 40), (75, 20), (5, 20)),
    3: ((80, 40), (75, 20), (5, 20)),
    6: ((40, 80), (20, 5), (20, 75)),
    8: ((40, 80), (20, 75), (20, 5)),
}


def drawn(content: bytes, limits: Limits = LIMITS) -> Image.Image:
    return Image.open(io.BytesIO(inspect("x", content, limits).content))


def colour(image: Image.Image, place: tuple[int, int]) -> str:
    red, green, blue = image.convert("RGB").getpixel(place)
    names = {(1, 0, 0): "red", (0, 0, 1): "blue", (1, 1, 1): "white", (0, 0, 0): "black"}
    return names[(round(red / 255), round(green / 255), round(blue / 255))]


def reason(content: bytes, limits: Limits = LIMITS) -> Reason:
    with pytest.raises(Refused) as told:
        inspect("x", content, limits)
    return told.value.reason


@pytest.mark.parametrize("orientation", UPRIGHT)
@pytest.mark.parametrize("make", [files.jpeg, files.heic])
def test_a_photo_taken_with_the_phone_turned_is_kept_upright(make: object, orientation: int) -> None:
    size, red, blue = UPRIGHT[orientation]
    image = drawn(make(exif=files.exif(orientation)))
    assert image.size == size
    assert (colour(image, red), colour(image, blue)) == ("red", "blue")


def noted_png() -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", files.CAMERA)
    notes.add_itxt("XML:com.adobe.xmp", f"<x>{files.CAMERA}</x>", zip=True)
    return files.png(pnginfo=notes, exif=files.exif(), icc_profile=b"profile")


@pytest.mark.parametrize(
    ("content", "left"),
    [
        (files.jpeg(exif=files.exif(6), comment=files.CAMERA, icc_profile=b"profile", xmp=b"<x/>"), "jfif"),
        (files.heic(exif=files.exif(6), xmp=b"<x/>"), "jfif"),
        (files.saved(files.picture(), "WEBP", exif=files.exif(), xmp=b"<x/>", icc_profile=b"p"), "jfif"),
        (noted_png(), ""),
    ],
)
def test_position_camera_comments_and_profiles_are_gone(content: bytes, left: str) -> None:
    assert content.count(b"Exempelkamera") >= 1
    kept = inspect("x", content, LIMITS).content
    image = Image.open(io.BytesIO(kept))
    assert dict(image.getexif()) == {}
    assert [key for key in image.info if not key.startswith("jfif")] == []
    assert ("jfif" in image.info) is bool(left)
    assert kept.count(b"Exempelkamera") == 0


def test_a_broken_note_of_the_camera_does_not_refuse_the_photo() -> None:
    assert drawn(files.jpeg(exif=b"Exif\0\0not what it should be")).size == (80, 40)


@pytest.mark.parametrize("make", [files.jpeg, files.png])
def test_whatever_lies_behind_the_picture_is_gone(make: object) -> None:
    kept = inspect("x", make() + files.archive() + b"<script>alert(1)</script>", LIMITS).content
    assert (kept.count(b"PK\x03\x04"), kept.count(b"<script>")) == (0, 0)
    assert kept == inspect("x", make(), LIMITS).content


@pytest.mark.parametrize(
    ("size", "kept"),
    [((100, 50), (100, 50)), ((400, 100), (200, 50)), ((100, 400), (50, 200)), ((201, 3), (200, 3))],
)
def test_a_large_picture_is_made_smaller_and_a_small_one_is_not_made_larger(
    size: tuple[int, int], kept: tuple[int, int]
) -> None:
    assert drawn(files.png(size), Limits(longest_side=200)).size == kept


@pytest.mark.parametrize("mode", ["RGBA", "LA", "PA"])
def test_what_is_transparent_is_laid_on_white(mode: str) -> None:
    image = Image.new("RGBA", (80, 40), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (0, 0, 40, 40))
    if mode != "PA":
        image = image.convert(mode)
    content = files.saved(image.quantize() if mode == "PA" else image, "PNG")
    kept = drawn(content)
    assert (colour(kept, (5, 20)), colour(kept, (75, 20))) == ("black", "white")


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK"])
def test_pictures_of_every_mode_keep_their_light_and_dark(mode: str) -> None:
    image = Image.new("RGB", (80, 40), "white")
    image.paste((0, 0, 0), (0, 0, 40, 40))
    kept = drawn(files.saved(image.convert(mode), "JPEG" if mode == "CMYK" else "PNG"))
    assert (colour(kept, (5, 20)), colour(kept, (75, 20))) == ("black", "white")


def test_sixteen_bits_of_grey_become_eight() -> None:
    assert drawn(files.saved(Image.new("I;16", (8, 8), 128 * 256), "PNG")).getpixel((0, 0)) == 128


@pytest.mark.parametrize("format", ["WEBP", "PNG"])
def test_of_a_moving_picture_the_first_frame_is_kept(format: str) -> None:
    frames = [Image.new("RGB", (40, 40), files.RED), Image.new("RGB", (40, 40), files.BLUE)]
    moving = files.saved(frames[0], format, save_all=True, append_images=frames[1:], duration=100)
    kept = drawn(moving)
    assert (getattr(kept, "n_frames", 1), colour(kept, (20, 20))) == (1, "red")


@pytest.mark.parametrize("make", [files.jpeg, files.png, files.heic])
@pytest.mark.parametrize("part", [0.3, 0.6, 0.95])
def test_a_picture_of_which_the_end_is_missing_is_refused(make: object, part: float) -> None:
    content = make((400, 300))
    assert reason(content[: int(len(content) * part)]) is Reason.PICTURE_BROKEN


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))


def png_bomb(side: int = 30_000) -> bytes:
    """Nine hundred million pixels in less than a megabyte."""
    header = chunk(b"IHDR", struct.pack("!IIBBBBB", side, side, 1, 0, 0, 0, 0))
    row = zlib.compress(bytes((side // 8 + 1) * side), 9)
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", row) + chunk(b"IEND", b"")


def webp_bomb() -> bytes:
    """A canvas as large as the format allows around a picture of a few pixels."""
    small = files.saved(files.picture(), "WEBP")[12:]
    side = (16383 - 1).to_bytes(3, "little")
    body = b"WEBP" + b"VP8X" + struct.pack("<I", 10) + b"\2\0\0\0" + side + side + small
    return b"RIFF" + struct.pack("<I", len(body)) + body


def jpeg_bomb() -> bytes:
    """A head that promises four thousand million pixels."""
    content = bytearray(files.jpeg())
    at = content.index(b"\xff\xc0")
    content[at + 5 : at + 9] = b"\xff\xdc\xff\xdc"
    return bytes(content)


MEASURE = """
import re, sys
from stipend_portal.uploads.inspection import inspect
from stipend_portal.uploads.limits import Limits
from stipend_portal.uploads.refusal import Refused
def peak():  # of this program alone: what getrusage tells may be the peak of the one that started it
    return int(re.search("VmHWM:\\s+([0-9]+) kB", open("/proc/self/status").read())[1])
content = sys.stdin.buffer.read()
before = peak()
try:
    inspect("x", content, Limits())
    told = "taken"
except Refused as refused:
    told = refused.reason.value
print(told, (peak() - before) // 1024)
"""


def told_and_megabytes(content: bytes) -> tuple[str, int]:
    """What becomes of a file in a program of its own, and how much memory that took at most."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE],
        input=content,
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    told, megabytes = done.stdout.decode().split()
    return told, int(megabytes)


@pytest.mark.parametrize("make", [png_bomb, webp_bomb, jpeg_bomb])
def test_a_bomb_is_refused_before_memory_is_taken_for_it(make: object) -> None:
    told, megabytes = told_and_megabytes(make())
    assert told == "picture_too_big"
    assert megabytes < 30


def test_pixels_are_counted_as_they_are_sent() -> None:
    limits = Limits(max_pixels=4400, max_pixels_not_of_a_camera=4000)
    assert drawn(files.png((100, 40)), limits).size == (100, 40)
    assert drawn(files.jpeg((100, 44)), limits).size == (100, 44)
    assert drawn(files.heic((100, 44)), limits).size == (100, 44)
    assert reason(files.png((100, 41)), limits) is Reason.PICTURE_TOO_BIG
    assert reason(files.saved(files.picture((100, 41)), "WEBP"), limits) is Reason.PICTURE_TOO_BIG
    assert reason(files.jpeg((100, 45)), limits) is Reason.PICTURE_TOO_BIG
    assert reason(files.heic((100, 46)), limits) is Reason.PICTURE_TOO_BIG


def clear_png() -> bytes:
    """Twenty-five million pixels, all half transparent: a hundred megabytes when it is read."""
    return files.saved(Image.new("RGBA", (5000, 5000), (200, 30, 30, 128)), "PNG", compress_level=1)


def full_photo() -> bytes:
    """The full picture of a phone's camera: two hundred megabytes if it were read whole."""
    return files.jpeg((8160, 6120))


def panorama() -> bytes:
    """As many pixels in a long strip."""
    return files.jpeg((65000, 769))


@pytest.mark.parametrize(("make", "most"), [(clear_png, 240), (full_photo, 140), (panorama, 40)])
def test_a_large_picture_takes_little_more_memory_than_it_must(make: object, most: int) -> None:
    told, megabytes = told_and_megabytes(make())
    assert told == "taken"
    assert megabytes < most


@pytest.mark.parametrize("size", [(15, 30), (29, 60), (48, 100)])
def test_a_picture_made_smaller_is_whole_on_white_and_upright(
    monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    monkeypatch.setattr(pictures, "ROWS", 7)
    clear = Image.new("RGBA", (211, 101), (0, 0, 0, 0))
    clear.paste((*files.RED, 255), (0, 0, 105, 101))
    image = drawn(files.saved(clear, "PNG", exif=files.exif(6)), Limits(longest_side=max(size)))
    assert image.size == size
    width, height = size
    for across in (0, width - 1):
        assert (colour(image, (across, 0)), colour(image, (across, height - 1))) == ("red", "white")


@pytest.mark.parametrize(("posts", "meet"), [(2, True), (3, False)])
def test_two_pictures_are_drawn_at_once_and_never_three(
    monkeypatch: pytest.MonkeyPatch, posts: int, meet: bool
) -> None:
    together = threading.Barrier(posts, timeout=0.5)

    def draw(*_args: object) -> bytes:
        together.wait()  # raises where the others do not come
        return b"drawn"

    def met(_post: int) -> bool:
        try:
            return pictures.redraw(b"", pictures.Kind.PNG, LIMITS)[1] == b"drawn"
        except Refused:
            return False

    monkeypatch.setattr(pictures, "_redraw", draw)
    with ThreadPoolExecutor(posts) as threads:
        assert list(threads.map(met, range(posts))) == [meet] * posts


def test_a_jpeg_with_hundreds_of_scans_is_refused() -> None:
    progressive = files.jpeg(progressive=True)
    assert drawn(progressive).size == (80, 40)
    last = progressive.rindex(b"\xff\xda")
    assert reason(progressive[:-2] + progressive[last:-2] * 200 + b"\xff\xd9") is Reason.PICTURE_BROKEN
