"""Pictures in pages."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.blocks import StreamValue

from home.blocks import BodyBlock
from home.blocks.media import PictureBlock
from home.models import Picture
from tests.factories.pictures import drawing, photograph, stored_file

pytestmark = pytest.mark.django_db
KINDS = ("webm", "vtt")


def pictures(*chosen: Picture) -> StreamValue:
    """A body of pictures, as it comes from the database."""
    image = {"alt_text": "Vad den visar", "decorative": False}
    return BodyBlock().to_python(
        [{"type": "picture", "value": {"image": {"image": each.pk, **image}}} for each in chosen]
    )


def test_a_picture_is_described_or_said_to_adorn() -> None:
    block, picture = PictureBlock(), photograph()
    for words, adorns, accepted in (("En sjö", False, True), ("", True, True), ("", False, False)):
        image = {"image": picture, "alt_text": words, "decorative": adorns}
        value = block.normalize({"image": image, "caption": "Kvällen"})
        try:
            block.clean(value)
            answer = True
        except ValidationError:
            answer = False
        assert answer is accepted


def test_a_photograph_comes_in_modern_formats_with_its_size_and_who_made_it() -> None:
    block = PictureBlock()
    image = {"image": photograph(credit="Exempel"), "alt_text": "En <sjö>", "decorative": False}
    html = block.render(block.normalize({"image": image, "caption": ""}))
    kinds = [f'type="image/{kind}"' in html for kind in ("avif", "webp")]
    assert kinds == [True, True]
    for piece in ('alt="En &lt;sjö&gt;"', 'width="32"', 'height="16"', 'loading="lazy"', "Exempel"):
        assert piece in html, piece


def test_a_drawing_stays_a_drawing() -> None:
    block = PictureBlock()
    image = {"image": drawing(), "alt_text": "", "decorative": True}
    html = block.render(block.normalize({"image": image, "caption": ""}))
    assert 'src="/media/original_images/Teckning.svg" width="32" height="16" alt=""' in html
    assert Picture.objects.get().renditions.count() == 0


def test_many_pictures_cost_no_more_queries_than_one() -> None:
    def cost(body: StreamValue) -> int:
        with CaptureQueriesContext(connection) as queries:
            for child in body:
                child.render()
        return len(queries)

    library = [photograph(f"Bild {number}") for number in range(6)]
    for child in pictures(*library):
        child.render()
    assert (cost(pictures(library[0])), cost(pictures(*library))) == (2, 2)


def test_many_films_cost_no_more_queries_than_one() -> None:
    still, files = photograph(), [stored_file(f"{number}.{kind}") for number in range(3) for kind in KINDS]

    def films(number: int) -> StreamValue:
        pairs = zip(files[::2], files[1::2], strict=True)
        values = [{"film": film.pk, "captions": words.pk, "still": still.pk} for film, words in pairs]
        return BodyBlock().to_python([{"type": "video", "value": value} for value in values[:number]])

    for child in films(3):
        assert child.value["captions"].file.url in child.render()
    with CaptureQueriesContext(connection) as one:
        films(1)[0].render()
    with CaptureQueriesContext(connection) as many:
        [child.render() for child in films(3)]
    assert (len(one), len(many)) == (3, 3)
