"""A PDF is kept as it came if it is whole, open, alone in its file, and nothing in it acts."""

import io
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, String

from stipend_portal.uploads import pdfs
from stipend_portal.uploads.inspection import inspect
from stipend_portal.uploads.limits import MEGABYTE, Limits
from stipend_portal.uploads.refusal import Reason, Refused
from tests.factories import files

LIMITS = Limits()


def script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def reason(content: bytes, limits: Limits = LIMITS) -> Reason:
    with pytest.raises(Refused) as told:
        inspect("x.pdf", content, limits)
    return told.value.reason


def changed(change: Callable[[pikepdf.Pdf], None], **options: object) -> bytes:
    document = pikepdf.open(io.BytesIO(files.pdf()))
    change(document)
    return files.saved_pdf(document, **options)


def opens_with_script(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = script()


def names_scripts(document: pikepdf.Pdf) -> None:
    tree = Dictionary(Names=Array([String("x"), document.make_indirect(script())]))
    document.Root.Names = Dictionary(JavaScript=document.make_indirect(tree))


def links_to_script(document: pikepdf.Pdf) -> None:
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=script())
    document.pages[0].Annots = Array([document.make_indirect(link)])


def starts_script_after_a_chain(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = Dictionary(
        S=Name.URI, URI=String("https://example.org"), Next=Array([script()])
    )


def launches(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = Dictionary(S=Name.Launch, F=String("calc.exe"))


def acts_on_events(document: pikepdf.Pdf) -> None:
    document.pages[0].AA = Dictionary(O=Dictionary(S=Name.Named, N=Name.Print))


def carries_a_file(document: pikepdf.Pdf) -> None:
    document.attachments["x.exe"] = AttachedFileSpec(document, b"MZ")


def sends_a_form(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = Dictionary(S=Name.SubmitForm, F=String("https://example.org"))


def has_an_xfa_form(document: pikepdf.Pdf) -> None:
    document.Root.AcroForm = Dictionary(Fields=Array(), XFA=document.make_stream(b"<xdp/>"))


def has_rich_media(document: pikepdf.Pdf) -> None:
    media = Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=[0, 0, 9, 9])
    document.pages[0].Annots = Array([document.make_indirect(media)])


ACTIVE = [
    opens_with_script,
    names_scripts,
    links_to_script,
    starts_script_after_a_chain,
    launches,
    acts_on_events,
    carries_a_file,
    sends_a_form,
    has_an_xfa_form,
    has_rich_media,
]


@pytest.mark.parametrize("change", ACTIVE)
def test_a_pdf_in_which_something_acts_is_refused(change: Callable[[pikepdf.Pdf], None]) -> None:
    assert reason(changed(change)) is Reason.PDF_ACTIVE


@pytest.mark.parametrize("change", ACTIVE)
def test_nothing_hides_in_packed_objects(change: Callable[[pikepdf.Pdf], None]) -> None:
    packed = changed(change, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert packed.count(b"/ObjStm") > 0
    assert reason(packed) is Reason.PDF_ACTIVE


def test_links_bookmarks_and_simple_forms_are_taken() -> None:
    def ordinary(document: pikepdf.Pdf) -> None:
        web = Dictionary(S=Name.URI, URI=String("https://example.org"))
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=web)
        document.pages[0].Annots = Array([document.make_indirect(link)])
        document.Root.OpenAction = Array([document.pages[0].obj, Name.Fit])
        document.Root.AcroForm = Dictionary(Fields=Array())
        with document.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("First", 0))

    content = changed(ordinary)
    assert inspect("x.pdf", content, LIMITS).content == content


@pytest.mark.parametrize("user_password", ["hemligt", ""])
def test_a_locked_pdf_is_told_to_be_saved_without_the_password(user_password: str) -> None:
    locked = pikepdf.Encryption(owner="hemligt", user=user_password)
    assert reason(changed(lambda document: None, encryption=locked)) is Reason.PDF_LOCKED


@pytest.mark.parametrize(
    "content",
    [
        files.pdf() + files.archive(),
        files.pdf() + b"<html><script>alert(1)</script></html>",
        files.pdf() + b"\0" * 2000 + b"x",
        b"<html><!--" + files.pdf(),
        b"\n" + files.pdf(),
    ],
)
def test_a_pdf_that_is_something_else_too_is_refused(content: bytes) -> None:
    assert reason(content) is Reason.PDF_NOT_ALONE


def test_white_space_at_the_end_does_no_harm() -> None:
    content = files.pdf() + b"\r\n \0\n"
    assert inspect("x.pdf", content, LIMITS).content == content


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n%%EOF\n",
        b"%PDF-1.7\n",
        files.pdf()[:200],
        files.pdf()[:200] + b"%%EOF\n",
        files.pdf().replace(b"startxref", b"startxxxx"),
        files.pdf(0),
    ],
)
def test_a_broken_pdf_is_refused(content: bytes) -> None:
    assert reason(content) is Reason.PDF_BROKEN


def test_pages_are_counted() -> None:
    limits = Limits(max_pdf_pages=3)
    assert inspect("x.pdf", files.pdf(3), limits).content == files.pdf(3)
    with pytest.raises(Refused) as told:
        inspect("x.pdf", files.pdf(4), limits)
    assert str(told.value) == (
        "The PDF has too many pages: at most 3. Print only the pages that matter to a new PDF."
    )


def test_an_endless_number_of_values_is_not_walked_through() -> None:
    wide = files.pdf(X=Array([Array([1, 2, 3]) for _ in range(2000)]))
    assert inspect("x.pdf", wide, LIMITS).content == wide
    assert reason(wide, Limits(max_pdf_values=1000)) is Reason.PDF_BROKEN


def with_packed_objects(packed: bytes, packing: bytes) -> bytes:
    """A PDF whose object 5 lies in a stream of objects of our making."""
    body = b"%PDF-1.7\n"
    places = [0]
    for number, text in enumerate(
        [
            b"<</Type/Catalog/Pages 2 0 R/X 5 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<<>>>>",
            b"<</Type/ObjStm/N 1/First 4%s/Length %d>>stream\n%s\nendstream" % (packing, len(packed), packed),
        ],
        start=1,
    ):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    table = b"\0\0\0\0\0\xff" + b"".join(b"\1%s\0" % place.to_bytes(4, "big") for place in places[1:])
    table += b"\2\0\0\0\4\0" + b"\1%s\0" % len(body).to_bytes(4, "big")
    head = b"<</Type/XRef/Size 7/W[1 4 1]/Root 1 0 R/Length %d>>stream\n" % len(table)
    start = len(body)
    return body + b"6 0 obj\n%s%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (head, table, start)


def test_a_script_is_found_under_a_name_written_in_code() -> None:
    disguised = b"5 0 <</S/J#61vaScr#69pt>>"
    assert reason(with_packed_objects(disguised, b"")) is Reason.PDF_ACTIVE


def unfolding(filler: bytes, megabytes: int) -> bytes:
    """Some kilobytes that unfold to this many megabytes."""
    packer = zlib.compressobj(9)
    parts = [packer.compress(b"5 0 [")]
    parts += [packer.compress(filler * (MEGABYTE // len(filler))) for _ in range(megabytes)]
    return b"".join([*parts, packer.compress(b"]"), packer.flush()])


def test_the_file_for_the_next_test_is_taken_when_it_is_small() -> None:
    content = with_packed_objects(zlib.compress(b"5 0 [1 2 3]"), b"/Filter/FlateDecode")
    assert inspect("x.pdf", content, LIMITS).content == content


@pytest.mark.parametrize(
    ("packed", "packing"),
    [
        (unfolding(b" ", 500), b"/Filter/FlateDecode"),
        (zlib.compress(unfolding(b" ", 500), 9), b"/Filter[/FlateDecode/FlateDecode]"),
        # Small enough to be unfolded, and then too many values to be kept in memory.
        (unfolding(b"0 ", 15), b"/Filter/FlateDecode"),
        (b"5 0 " + b"[" * 5000 + b"]" * 5000, b""),
    ],
)
def test_a_pdf_that_unfolds_to_gigabytes_is_refused(packed: bytes, packing: bytes) -> None:
    assert reason(with_packed_objects(packed, packing)) is Reason.PDF_BROKEN


def test_a_reader_that_does_not_come_to_an_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfs, "SECONDS", 0.001)
    assert reason(files.pdf()) is Reason.PDF_BROKEN
