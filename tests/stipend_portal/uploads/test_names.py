"""The name under which a received file is shown."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stipend_portal.uploads.kinds import Kind
from stipend_portal.uploads.names import LONGEST_NAME, safe_name


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("offert.pdf", "offert.pdf"),
        ("Offert från Åmåls resebyrå.pdf", "Offert från Åmåls resebyrå.pdf"),
        ("../../x.php", "x.pdf"),
        ("..\\..\\windows\\x.exe", "x.pdf"),
        ("C:\\fakepath\\offert.pdf", "offert.pdf"),
        ("/etc/passwd", "passwd.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("", "pdf.pdf"),
        ("..", "pdf.pdf"),
        (".pdf", "pdf.pdf"),
        ("a\r\nb\0c.pdf", "abc.pdf"),
        # A character that turns the direction of reading shows "fdp.exe" as "exe.pdf".
        ("x\u202efdp.exe", "xfdp.pdf"),
        ("offert 2.5", "offert 2.5.pdf"),
        ("a\u030a.pdf", "å.pdf"),
    ],
)
def test_a_name_is_kept_as_far_as_it_is_harmless(sent: str, shown: str) -> None:
    assert safe_name(sent, Kind.PDF) == shown


def test_a_long_name_keeps_its_ending() -> None:
    assert safe_name("x" * 300 + ".pdf", Kind.PDF) == "x" * 96 + ".pdf"


@given(name=st.text(), kind=st.sampled_from(Kind))
def test_no_name_is_a_path_or_hides_anything(name: str, kind: Kind) -> None:
    shown = safe_name(name, kind)
    assert len(shown) <= LONGEST_NAME
    assert shown.endswith(kind.endings)
    assert not shown.startswith(".")
    assert [c for c in shown if c in "/\\" or unicodedata.category(c)[0] == "C"] == []
    assert safe_name(shown, kind) == shown
