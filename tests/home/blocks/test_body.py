"""What is refused in the body of a page, how long it stays true, and how editors see its blocks."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.blocks import StreamValue

from home.blocks import BodyBlock
from home.blocks.passages import PASSAGE_FEATURES
from home.blocks.table import TableBlock
from home.blocks.video import VideoBlock
from home.models import User
from tests.factories.pictures import photograph, stored_file


def body_of(*levels: str) -> StreamValue:
    """A body of headings."""
    values = [{"type": "heading", "value": {"text": "Rubrik", "level": level}} for level in levels]
    return BodyBlock().to_python(values)


def test_a_subheading_must_stand_under_a_heading() -> None:
    with pytest.raises(ValidationError) as refused:
        BodyBlock().clean(body_of("h3", "h2", "h3"))
    assert set(refused.value.block_errors) == {0}
    assert len(BodyBlock().clean(body_of("h2", "h3", "h3", "h2"))) == 4


def test_a_draft_may_have_its_headings_in_any_order() -> None:
    assert len(BodyBlock().clean_deferred(body_of("h3"))) == 1


def table(caption: str, *headings: str) -> Any:
    columns = [{"type": "text", "heading": heading} for heading in headings]
    rows = [{"values": ["a"] * len(headings)}]
    return TableBlock().to_python({"caption": caption, "columns": columns, "rows": rows})


@pytest.mark.parametrize(
    ("value", "problems"),
    [
        (table("Priser", "Vad", "Kronor"), 0),
        (table(" ", "Vad", "Kronor"), 1),
        (table("Priser", "Vad", ""), 1),
        (table(""), 2),
    ],
    ids=["whole", "no caption", "a column without heading", "no columns"],
)
def test_a_table_needs_a_caption_and_headings(value: Any, problems: int) -> None:
    block = TableBlock()
    assert block.clean_deferred(value).caption == value.caption
    if not problems:
        assert '<th scope="row">a</th>' in block.render(block.clean(value))
        return
    with pytest.raises(ValidationError) as refused:
        block.clean(value)
    assert len(refused.value.non_block_errors) == problems


@pytest.mark.parametrize(
    ("film", "captions", "transcript", "wrong"),
    [
        ("a.webm", "a.vtt", "", set()),
        ("a.MP4", None, "<p>Ingen talar.</p>", set()),
        ("a.pdf", "a.txt", "", {"film", "captions"}),
        ("a.mp4", None, "", {"transcript"}),
    ],
)
def test_a_film_needs_a_playable_file_and_words(
    db: None, film: str, captions: str | None, transcript: str, wrong: set[str]
) -> None:
    block = VideoBlock()
    value = block.normalize(
        {
            "title": "Film",
            "film": stored_file(film),
            "still": photograph(),
            "captions": captions and stored_file(captions),
            "captions_language": "sv",
            "transcript": transcript,
        }
    )
    try:
        block.clean(value)
        found = set()
    except ValidationError as refused:
        found = set(refused.block_errors)
    assert found == wrong


def test_nothing_of_a_film_is_loaded_before_it_is_started(db: None) -> None:
    block = VideoBlock()
    html = block.render(
        block.normalize(
            {
                "title": "Film",
                "film": stored_file("a.webm", 2_000_000),
                "still": photograph(),
                "captions": stored_file("a.vtt"),
            }
        )
    )
    assert 'preload="none"' in html
    assert "<track" in html
    # Captions that are on by default are fetched at once.
    assert " default" not in html


def test_a_body_stays_true_as_long_as_the_shortest_of_its_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    block = BodyBlock()
    body = block.to_python([{"type": "round", "value": {}}, {"type": "quote", "value": {"text": "Ord"}}])
    assert block.stays_true_for(body_of("h2")) is None
    monkeypatch.setattr(type(body[0].value), "stays_true_for", lambda self: 60)
    assert block.stays_true_for(body) == 60


def test_every_block_is_shown_to_the_editor_who_chooses(client: Client, db: None) -> None:
    client.force_login(User.objects.create_superuser("admin@example.org"))
    photograph("Nyast", description="En bild")
    broken = {}
    for name, block in BodyBlock().child_blocks.items():
        answer = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
        policy = answer.headers["Content-Security-Policy"]
        if not (block.is_previewable and answer.status_code == 200 and "frame-ancestors 'self'" in policy):
            broken[name] = (block.is_previewable, answer.status_code, policy)
    assert broken == {}


def test_a_passage_in_another_language_survives_the_editor(db: None) -> None:
    html = '<p data-block-key="a">Man säger <span lang="de">Guten Tag</span> och <b>tere</b>.</p>'
    converter = ContentstateConverter(features=["bold", *PASSAGE_FEATURES])
    assert converter.to_database_format(converter.from_database_format(html)) == html
