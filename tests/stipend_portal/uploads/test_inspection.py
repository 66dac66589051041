"""What a received file is taken for, and what is said to the one who sent something else."""

import hashlib
import io
import tempfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stipend_portal.uploads.inspection import inspect
from stipend_portal.uploads.kinds import Kind, kind_of
from stipend_portal.uploads.limits import MEGABYTE, Limits
from stipend_portal.uploads.refusal import WORDS, Reason, Refused
from tests.factories import files

LIMITS = Limits()


def refusal(content: bytes, limits: Limits = LIMITS) -> Refused:
    with pytest.raises(Refused) as told:
        inspect("x", content, limits)
    return told.value


@pytest.mark.parametrize(
    ("sent_as", "content", "kept_as", "content_type"),
    [
        ("biljett.jpg", files.jpeg(), "biljett.jpg", "image/jpeg"),
        ("Kvitto.JPEG", files.jpeg(), "Kvitto.jpeg", "image/jpeg"),
        ("skärm.png", files.png(), "skärm.png", "image/png"),
        ("bild.webp", files.saved(files.picture(), "WEBP"), "bild.jpg", "image/jpeg"),
        ("IMG_0001.HEIC", files.heic(), "IMG_0001.jpg", "image/jpeg"),
        ("offert.pdf", files.pdf(), "offert.pdf", "application/pdf"),
        # The name says one thing and the content another: the content is believed.
        ("offert.docx", files.pdf(), "offert.pdf", "application/pdf"),
        ("bild.pdf", files.png(), "bild.png", "image/png"),
        ("../../x.php", files.jpeg(), "x.jpg", "image/jpeg"),
        ("offert", files.pdf(), "offert.pdf", "application/pdf"),
    ],
)
def test_the_content_tells_what_a_file_is_and_the_name_follows(
    sent_as: str, content: bytes, kept_as: str, content_type: str
) -> None:
    taken = inspect(sent_as, content, LIMITS)
    assert (taken.name, taken.content_type) == (kept_as, content_type)
    assert kind_of(taken.content).content_type == content_type


def test_the_fingerprint_is_of_what_is_kept() -> None:
    taken = inspect("x.jpg", files.jpeg(), LIMITS)
    assert taken.sha256 == hashlib.sha256(taken.content).hexdigest()
    assert taken.size == len(taken.content)


def test_a_pdf_is_kept_as_it_came() -> None:
    content = files.pdf()
    assert inspect("x.pdf", content, LIMITS).content == content


def test_an_open_file_is_read_from_its_beginning() -> None:
    received = io.BytesIO(files.pdf())
    received.read(100)
    assert inspect("x.pdf", received, LIMITS).content == files.pdf()


def test_an_empty_file_is_told_to_be_empty() -> None:
    refused = refusal(b"")
    assert refused.reason is Reason.EMPTY
    assert str(refused) == (
        "The file is empty. Open it to see that there is something in it, then choose it again."
    )


def test_a_file_at_the_limit_is_taken_and_one_byte_more_is_not() -> None:
    content = files.pdf()
    at_limit = Limits(max_bytes=len(content))
    assert inspect("x.pdf", content, at_limit).content == content
    assert refusal(content + b"\n", at_limit).reason is Reason.TOO_LARGE


def test_the_answer_to_a_large_file_tells_the_limit() -> None:
    refused = refusal(b"\xff\xd8\xff" + bytes(3 * MEGABYTE), Limits(max_bytes=3 * MEGABYTE))
    assert str(refused) == (
        "The file is too large: at most 3 MB. "
        "Take a photo or a screenshot of it instead, or save it as a smaller PDF."
    )


def test_a_file_of_500_megabytes_is_refused_without_being_read() -> None:
    class Untouched(io.FileIO):
        def read(self, *_size: int) -> bytes:
            raise AssertionError("the content was read")

    with tempfile.NamedTemporaryFile() as large:
        large.truncate(500 * MEGABYTE)
        with Untouched(large.name) as received, pytest.raises(Refused) as told:
            inspect("film.mov", received, LIMITS)
    assert told.value.reason is Reason.TOO_LARGE


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script>",
        b"<?php echo 1;",
        b"hello",
        b"\0" * 100,
        b"MZ" + bytes(200),
        b"GIF89a" + bytes(40),
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        files.archive(),
        files.archive("bomb", bytes(5 * MEGABYTE)),
    ],
)
def test_what_is_neither_picture_nor_pdf_is_told_what_to_choose_instead(content: bytes) -> None:
    assert refusal(content).reason is Reason.NOT_ACCEPTED


def test_every_reason_has_words() -> None:
    assert set(WORDS) == set(Reason)


BEGINNINGS = [
    b"",
    b"\xff\xd8\xff\xe0",
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    b"RIFF\x20\0\0\0WEBPVP8 ",
    b"RIFF\x20\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0",
    b"\0\0\0\x18ftypheic",
]


@given(beginning=st.sampled_from(BEGINNINGS), rest=st.binary(max_size=2000), name=st.text())
def test_any_bytes_are_taken_or_refused_and_nothing_else(beginning: bytes, rest: bytes, name: str) -> None:
    with pytest.raises(Refused):
        inspect(name, beginning + rest, LIMITS)


WHOLE = [
    files.jpeg(exif=files.exif(6)),
    files.png(mode="RGBA"),
    files.heic(),
    files.saved(files.picture(), "WEBP"),
]


@given(
    content=st.sampled_from(WHOLE),
    places=st.lists(
        st.tuples(st.integers(0, 5000), st.binary(min_size=1, max_size=4)), min_size=1, max_size=6
    ),
)
def test_a_damaged_picture_is_taken_or_refused_and_nothing_else(
    content: bytes, places: list[tuple[int, bytes]]
) -> None:
    damaged = bytearray(content)
    for place, spoilt in places:
        start = place % len(damaged)
        damaged[start : start + len(spoilt)] = spoilt
    try:
        taken = inspect("x", bytes(damaged), LIMITS)
    except Refused:
        return
    assert kind_of(taken.content) in {Kind.JPEG, Kind.PNG}


# Each of these starts a program of its own.
@settings(max_examples=15)
@given(
    places=st.lists(st.tuples(st.integers(0, 5000), st.binary(min_size=1, max_size=4)), max_size=6),
    rest=st.binary(max_size=50),
)
def test_a_damaged_pdf_is_taken_or_refused_and_nothing_else(
    places: list[tuple[int, bytes]], rest: bytes
) -> None:
    damaged = bytearray(files.pdf())
    for place, spoilt in places:
        start = place % len(damaged)
        damaged[start : start + len(spoilt)] = spoilt
    content = bytes(damaged) + rest
    try:
        taken = inspect("x", content, LIMITS)
    except Refused:
        return
    assert taken.content == content
