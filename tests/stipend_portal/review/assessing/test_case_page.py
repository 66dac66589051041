"""The page on which a board member reads a case and assesses it."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from home.models import User
from stipend_portal.models import Application, Assessment, Round
from stipend_portal.services.assessment import scores_of
from tests.factories.assessing import assess, make_assessor, make_case, save
from tests.factories.guardians import send_newer_version
from tests.factories.portal import clear_of_conflict
from tests.factories.snapshot import portal_snapshot
from tests.stipend_portal.review.assessing.conftest import SignIn, posted, read, url

pytestmark = pytest.mark.django_db


def own(case: Application, person: User) -> Assessment:
    """Her assessment as it is stored."""
    return case.assessments.get(assessor=person)


def points(case: Application, person: User) -> list[int | None]:
    """Her points, in the order of the criteria."""
    scores = scores_of(own(case, person))
    return [scores[key] for key in sorted(scores)]


def test_each_criterion_has_its_guidance_and_may_be_impossible_to_judge(
    client: Client, case: Application
) -> None:
    page = read(client.get(url(case)))
    for criterion in case.round.criteria.all():
        assert criterion.name_en in page
        assert " ".join(criterion.guidance.split()) in page
    assert page.count("Counts for 50 per cent.") == 2
    assert page.count("Cannot judge") == 2
    assert "What you hand in can become a public record" in page


def test_in_a_round_that_is_not_blind_she_reads_everything(client: Client, case: Application) -> None:
    page = read(client.get(url(case)))
    for words in ("Alva Exempel", "27 March 2011", "gun@example.org", "Jag ska bo hos en familj"):
        assert words in page


def test_save_keeps_a_part_and_leads_back(client: Client, case: Application, person: User) -> None:
    response = client.post(url(case), posted(case, 4, recommendation="", save=""))
    assert (response.status_code, response.headers["Location"]) == (302, url(case))
    assert (points(case, person), own(case, person).submitted_at) == ([4], None)
    page = client.get(url(case)).content.decode()
    assert re.search(r'name="score_\d+" value="4"[^>]*checked', page)
    assert 'name="revision" value="1"' in page


def test_hand_in_is_done_at_once_when_nothing_is_missing(
    client: Client, case: Application, person: User
) -> None:
    response = client.post(url(case), posted(case, 4, "cannot", hand_in=""), follow=True)
    assert points(case, person) == [4, None]
    assert own(case, person).submitted_at
    page = read(response)
    assert "handed in." in page
    assert "Cannot judge" in page
    assert 'name="hand_in"' not in response.content.decode()


def test_what_is_missing_is_listed_and_linked_and_what_is_there_is_saved(
    client: Client, case: Application, person: User
) -> None:
    response = client.post(url(case), posted(case, 4, recommendation="", hand_in=""))
    assert response.status_code == 422
    [_first, second] = case.round.criteria.all()
    page = response.content.decode()
    assert "It is saved, but not handed in yet." in page
    assert f'<a href="#id_score_{second.pk}_0">{second.name_en}: choose a score' in page
    assert '<a href="#id_recommendation_0">Choose what you recommend.</a>' in page
    assert 'name="revision" value="1"' in page
    assert (points(case, person), own(case, person).submitted_at) == ([4], None)
    again = client.post(url(case), posted(case, 4, 3, revision="1", hand_in=""))
    assert again.status_code == 302


def test_a_comment_too_long_stays_on_the_page_and_nothing_is_saved(client: Client, case: Application) -> None:
    response = client.post(url(case), posted(case, 4, comment="å" * 5001, save=""))
    assert response.status_code == 422
    assert "Nothing is saved yet." in read(response)
    assert "å" * 5001 in response.content.decode()
    assert Assessment.objects.count() == 0


@pytest.mark.parametrize("value", ["0", "6", "x", "4.5", "-1"])
def test_points_outside_the_scale_are_refused(client: Client, case: Application, value: str) -> None:
    assert client.post(url(case), posted(case, value, save="")).status_code == 422
    assert Assessment.objects.count() == 0


def test_a_null_character_that_nobody_sees_stops_nothing(
    client: Client, case: Application, person: User
) -> None:
    assert client.post(url(case), posted(case, 4, comment="Tydlig\x00 plan.", save="")).status_code == 302
    assert own(case, person).comment == "Tydlig plan."


def test_an_older_window_gets_both_texts_and_keeps_what_she_chooses(
    client: Client, case: Application, person: User
) -> None:
    save(case, person, 2, comment="Från fönster ett.")
    response = client.post(url(case), posted(case, 5, comment="Från <fönster> två.", save=""))
    page = response.content.decode()
    assert response.status_code == 409
    assert "Från fönster ett." in page
    assert "Från &lt;fönster&gt; två." in page
    assert points(case, person) == [2]
    mine = dict(re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', page, re.S))
    [revision] = re.findall(r'name="revision" value="(\d+)"', page)
    kept = {name: unescape(text) for name, text in mine.items()} | {"revision": revision, "version": "1"}
    assert client.post(url(case), {**kept, "save": ""}).status_code == 302
    assert (points(case, person), own(case, person).comment) == ([5], "Från <fönster> två.")


@pytest.mark.parametrize("revision", ["", "-1", "x", "9" * 40])
def test_a_mark_that_cannot_be_read_overwrites_nothing(
    client: Client, case: Application, person: User, revision: str
) -> None:
    save(case, person, 2)
    assert client.post(url(case), posted(case, 5, revision=revision)).status_code == 409
    assert points(case, person) == [2]


def test_what_is_handed_in_elsewhere_is_not_changed_and_the_words_are_shown(
    client: Client, case: Application, person: User
) -> None:
    assess(case, person)
    before = portal_snapshot()
    response = client.post(url(case), posted(case, 1, comment="Andra ord.", revision="1", save=""))
    assert response.status_code == 409
    assert "Comment: Andra ord." in read(response)
    assert portal_snapshot() == before


def test_it_can_be_taken_up_again(client: Client, case: Application, person: User) -> None:
    assess(case, person)
    assert "Take it up again" in read(client.get(url(case)))
    assert client.post(url(case, "ta-upp/")).headers["Location"] == url(case)
    assert own(case, person).submitted_at is None
    assert 'name="hand_in"' in client.get(url(case)).content.decode()


def test_the_others_are_read_once_ones_own_is_handed_in_and_by_letter(
    client: Client, case: Application, person: User, other: User
) -> None:
    assess(case, other, 2, None, comment="Svag plan.")
    third = make_assessor(case.round)
    save(case, third, 1, comment="Inte klart.")
    assert "Svag plan." not in read(client.get(url(case)))
    assess(case, person)
    page = read(client.get(url(case)))
    assert "Assessor A" in page
    assert "2 of 5" in page
    assert "Svag plan." in page
    assert "Hemlig" not in page
    assert "Inte klart." not in page
    client.post(url(case, "ta-upp/"))
    assert "Svag plan." not in read(client.get(url(case)))


def test_the_others_have_the_same_letters_for_everyone(
    as_user: SignIn, client: Client, case: Application, person: User, other: User
) -> None:
    third = make_assessor(case.round)
    for each, comment in ((other, "Ett."), (person, "Två."), (third, "Tre.")):
        assess(case, each, comment=comment)
    for browser, own_letter, expected in (
        (client, "B", [("A", "Ett."), ("C", "Tre.")]),
        (as_user(third), "C", [("A", "Ett."), ("B", "Två.")]),
    ):
        page = read(browser.get(url(case)))
        assert f"The others see you as Assessor {own_letter}." in page
        assert re.findall(r"Assessor ([A-Z]) .*?Comment (\w+\.)", page) == expected


def test_nothing_is_read_of_an_assessor_who_turns_out_to_have_jav(
    client: Client, case: Application, person: User, other: User
) -> None:
    assess(case, other, comment="Från en jävig.")
    assess(case, person)
    case.conflicts.filter(user=other).update(has_conflict=True)
    page = read(client.get(url(case)))
    assert "Från en jävig." not in page
    assert "Nobody else has handed in yet." in page


def test_a_newer_version_is_told_of_with_what_changed_and_followed_by_hand(
    client: Client, case: Application, person: User
) -> None:
    save(case, person, 4)
    send_newer_version(case, reason="Jag vill lära mig estniska.")
    page = read(client.get(url(case)))
    assert "You have assessed version 1. Version 2 came" in page
    assert "Jag vill lära mig estniska." in page
    assert client.post(url(case, "ny-version/"), {"version": "2"}).status_code == 302
    assert (own(case, person).version.number, points(case, person)) == (2, [4])
    assert "A newer version has come" not in read(client.get(url(case)))


def test_one_goes_from_case_to_case_and_to_the_next_that_waits(
    client: Client, case: Application, person: User
) -> None:
    others = [make_case(case.round, person) for _number in range(3)]
    first, second, third, fourth = sorted([case, *others], key=lambda each: each.reference)
    assess(third, person)
    page = client.get(url(second)).content.decode()
    assert f'href="{url(first)}" rel="prev"' in page
    assert f'href="{url(third)}" rel="next"' in page
    assert f"Next to assess: {fourth.reference}" in page
    assert f"Next to assess: {first.reference}" in client.get(url(fourth)).content.decode()
    for each in (first, second, fourth):
        assess(each, person)
    assert "Everything is handed in. Thank you." in client.get(url(fourth)).content.decode()


@pytest.mark.parametrize("blind", [False, True])
def test_the_page_asks_the_database_as_often_for_many_as_for_few(
    client: Client, case: Application, person: User, other: User, blind: bool
) -> None:
    Round.objects.update(blind=blind)
    assess(case, other)
    assess(case, person)
    client.get(url(case))
    count = number_of_queries(client, case)
    for _number in range(5):
        each = make_assessor(case.round)
        assess(case, each)
        clear_of_conflict([person, each], [make_case(case.round)])
        send_newer_version(case, reason=f"Nytt {each.pk}.")
    assert number_of_queries(client, case) == count


def number_of_queries(client: Client, case: Application) -> int:
    """How often the page asks."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url(case)).status_code == 200
    return len(captured)
