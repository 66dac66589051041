"""A round in a text says what holds now, and how long that is so."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from stipend_portal.round_block import RoundBlock
from tests.factories.portal import RoundFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("opens", "closes", "words", "seconds"),
    [
        (-2, 1, "Read and apply", 3600 + 60),
        (2, 4, "Opens on", 7200),
        (-4, -2, "This round is over", None),
    ],
    ids=["open", "to come", "over"],
)
def test_a_chosen_round_tells_where_it_is_in_time(
    opens: int, closes: int, words: str, seconds: int | None
) -> None:
    now = timezone.now()
    chosen = RoundFactory(opens_at=now + opens * HOUR, closes_at=now + closes * HOUR)
    block = RoundBlock()
    value = block.to_python({"round": chosen.pk})
    with override("en"):
        html = block.render(value)
    assert chosen.name_en in html
    assert words in html
    kept = block.stays_true_for(value)
    assert kept == seconds if seconds is None else seconds - 60 < kept <= seconds


def test_without_a_choice_the_open_rounds_are_shown_else_the_next_else_that_there_is_none() -> None:
    block, now = RoundBlock(), timezone.now()
    shown = lambda: [each.name for each in block.to_python({"round": None}).rounds]  # noqa: E731
    assert shown() == []
    assert "notice" in block.render(block.to_python({"round": None}))
    RoundFactory(name="Nästa", opens_at=now + HOUR, closes_at=now + 2 * HOUR)
    assert shown() == ["Nästa"]
    RoundFactory(name="Öppen", opens_at=now - HOUR, closes_at=now + 3 * HOUR)
    assert shown() == ["Öppen"]
    # The next one opens before the open one closes.
    assert block.stays_true_for(block.to_python({"round": None})) <= 3600


def test_what_is_sent_from_the_editor_is_a_round_or_nothing() -> None:
    choice = RoundBlock().child_blocks["round"]
    chosen = RoundFactory()
    sent = [choice.value_from_form(value) for value in (str(chosen.pk), "", "skräp", "0")]
    assert sent == [chosen, None, None, None]
