"""Mails as HTML: the same words, nothing that runs, links and codes easy to find."""

import re
from html import unescape

from django.core.mail import EmailMessage

from home.mail.html import dress

TEXT = """Hej!

Här är din kod:

482913

Eller gå till
https://example.org/godkann/abc/
och svara <ja> & "nej".

----------------------------------------

Hello!
"""


def words(html: str) -> list[str]:
    """What is read in the HTML, without the frame."""
    body = html.partition("<body")[2]
    return unescape(re.sub(r"<[^>]+>", " ", body.partition(">")[2])).split()


def test_the_html_says_what_the_text_says() -> None:
    mail = dress(EmailMessage("Din kod", TEXT, to=["alva@example.org"], headers={"Auto-Submitted": "yes"}))
    [(html, kind)] = mail.alternatives
    said = [word for word in TEXT.split() if set(word) != {"-"}]
    assert (kind, words(str(html))[-len(said) :]) == ("text/html", said)
    assert mail.extra_headers == {"Auto-Submitted": "yes"}


def test_a_code_and_an_address_on_lines_of_their_own_stand_out() -> None:
    html = str(dress(EmailMessage("Din kod", TEXT)).alternatives[0][0])
    assert re.findall(r'<p class="code"[^>]*>([^<]+)<', html) == ["482913"]
    assert re.findall(r'<a href="([^"]+)"', html) == ["https://example.org/godkann/abc/"]


def test_what_somebody_wrote_cannot_become_part_of_the_page() -> None:
    html = str(
        dress(EmailMessage("<b>x", "<script>alert(1)</script>\n\njavascript:alert(1)")).alternatives[0][0]
    )
    assert "<script" not in html
    assert "<b>" not in html
    assert "href" not in html
