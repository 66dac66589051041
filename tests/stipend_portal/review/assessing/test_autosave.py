"""Saving an assessment while it is written: the button's save, told in a few words."""

import re
from typing import Any

import pytest
from django.test import Client

from home.models import User
from stipend_portal.models import Application, Assessment, Round
from stipend_portal.phases import Phase
from tests.factories.assessing import assess, save
from tests.factories.snapshot import portal_snapshot
from tests.stipend_portal.review.assessing.conftest import posted, url

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def autosave(client: Client, case: Application, *points: object, **changes: Any) -> Any:
    """Stop for a while."""
    return client.post(url(case, "spara/"), posted(case, *points, **changes))


def test_what_is_chosen_is_saved_and_told_with_the_time_and_the_new_revision(
    client: Client, case: Application
) -> None:
    response = autosave(client, case, 4, recommendation="")
    told = response.json()
    assert (response.status_code, told["revision"]) == (200, 1)
    assert re.fullmatch(r"Saved \d\d:\d\d. Only you can read it until you hand it in.", told["text"])
    assert Assessment.objects.get().submitted_at is None


def test_the_button_pressed_with_the_new_revision_is_no_conflict_with_oneself(
    client: Client, case: Application
) -> None:
    revision = autosave(client, case, 4).json()["revision"]
    revision = autosave(client, case, 5, revision=revision).json()["revision"]
    assert client.post(url(case), posted(case, 5, 3, revision=revision, hand_in="")).status_code == 302
    assert Assessment.objects.get().submitted_at


def test_the_same_words_sent_again_because_the_answer_was_lost_are_one_save(
    client: Client, case: Application
) -> None:
    assert [autosave(client, case, 4).json()["revision"] for _try in range(3)] == [1, 1, 1]


def test_what_was_saved_in_another_window_is_never_overwritten(
    client: Client, case: Application, person: User
) -> None:
    save(case, person, 2)
    before = portal_snapshot()
    response = autosave(client, case, 5)
    assert (response.status_code, response.json()["url"]) == (409, url(case))
    assert response.json()["text"].startswith("This assessment has been saved in another window.")
    assert portal_snapshot() == before


def test_what_is_handed_in_is_not_saved_over(client: Client, case: Application, person: User) -> None:
    assess(case, person)
    response = autosave(client, case, 5, revision=1)
    assert (response.status_code, response.json()["url"]) == (409, url(case))
    assert response.json()["text"].startswith("Not saved: it is handed in already")


def test_outside_the_phase_nothing_is_saved(client: Client, case: Application) -> None:
    Round.objects.update(phase=Phase.RANKING)
    assert autosave(client, case, 5).status_code == 409
    assert Assessment.objects.count() == 0


def test_a_case_that_is_no_longer_hers_is_told_of(client: Client, case: Application) -> None:
    case.conflicts.update(has_conflict=True)
    response = autosave(client, case, 5)
    assert (response.status_code, response.json()["url"]) == (404, "/admin/bedomning/")


def test_a_comment_too_long_is_told_of(client: Client, case: Application) -> None:
    response = autosave(client, case, 5, comment="å" * 5001)
    assert response.status_code == 422
    assert response.json()["text"].startswith("Not saved: Ensure this value has at most 5")


def test_a_page_gone_wrong_is_asked_to_wait(client: Client, case: Application) -> None:
    statuses = [autosave(client, case, 4, comment=f"{number}").status_code for number in range(31)]
    assert statuses[-1] == 429
    assert 0 < int(autosave(client, case, 4).headers["Retry-After"]) <= 60


def test_looking_at_the_address_is_not_saving(client: Client, case: Application) -> None:
    for last in ("spara/", "ta-upp/", "ny-version/"):
        assert client.get(url(case, last)).status_code == 405


def test_the_page_has_what_the_script_needs(client: Client, case: Application) -> None:
    page = client.get(url(case)).content.decode()
    assert f'data-autosave="{url(case, "spara/")}"' in page
    assert '<script type="module" src="/static/js/autosave.js"></script>' in page
