"""The goals of Agenda 2030."""

from django.utils.translation import override

from home.agenda2030 import GOALS, goal_choices
from home.models import PriorityAreaPage


def test_there_are_seventeen_goals_each_with_its_own_words_and_address() -> None:
    assert list(GOALS) == list(range(1, 18))
    for language in ("sv", "en"):
        with override(language):
            assert len({goal.title for goal in GOALS.values()}) == 17
            assert len({goal.url for goal in GOALS.values()}) == 17


def test_a_goal_speaks_the_readers_language_and_leads_to_a_page_in_it() -> None:
    with override("sv"):
        assert str(GOALS[4]) == "4. God utbildning för alla"
        assert GOALS[4].url == "https://www.globalamalen.se/om-globala-malen/mal-4-god-utbildning-alla/"
    with override("en"):
        assert str(GOALS[4]) == "4. Quality education"
        assert GOALS[4].url == "https://sdgs.un.org/goals/goal4"


def test_an_area_shows_its_goals_in_order_and_an_editor_chooses_with_ticks() -> None:
    area = PriorityAreaPage(goals=[17, 4])
    assert [goal.number for goal in area.chosen_goals] == [4, 17]
    field = PriorityAreaPage._meta.get_field("goals").formfield()
    assert list(field.choices) == goal_choices()
    assert field.clean(["4", "17"]) == [4, 17]
    assert field.clean([]) == []
