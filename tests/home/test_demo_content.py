"""From the readable content files to blocks."""

from home.blocks import BodyBlock
from home.demo.body import body
from home.demo.content import read
from home.demo.examples import load_examples
from home.demo.pages import CONTENT
from home.models import StandardPage


def test_a_content_file_becomes_blocks_with_its_markup_escaped() -> None:
    sections = [
        {"heading": "Rubrik", "text": "Ett <b>stycke</b>\npå två rader.\n\nEtt till.", "list": ["a"]},
        {"fact": "Fakta", "text": "Så är det."},
    ]
    assert body(sections) == [
        ("heading", {"text": "Rubrik", "level": "h2"}),
        (
            "text",
            "<p>Ett &lt;b&gt;stycke&lt;/b&gt; på två rader.</p><p>Ett till.</p><ul><li>a</li></ul>",
        ),
        ("fact_box", {"title": "Fakta", "text": "<p>Så är det.</p>"}),
    ]


def test_words_in_another_language_are_marked() -> None:
    assert body([{"text": "Man säger [de]Guten [b]Tag[/de] & [et]tere[/et]."}]) == [
        (
            "text",
            '<p>Man säger <span lang="de">Guten [b]Tag</span> &amp; <span lang="et">tere</span>.</p>',
        )
    ]


def test_the_page_of_examples_has_one_of_every_block_in_both_languages(demo: None) -> None:
    load_examples()
    pages = StandardPage.objects.filter(slug="exempel-pa-innehall").order_by("-locale__language_code")
    every = set(BodyBlock().child_blocks)
    assert [{child.block_type for child in page.body} for page in pages] == [every, every]
    sections = read(CONTENT / "examples.toml")["page"]
    assert len(sections["sv"]["body"]) == len(sections["en"]["body"])
