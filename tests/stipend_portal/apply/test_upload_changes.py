"""Files that are attached: changed, taken away, and never read by anyone else."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from stipend_portal.models import DraftFile
from stipend_portal.uploads.limits import MEGABYTE
from tests.factories import files
from tests.factories.attaching import (
    BILAGOR,
    CHECK,
    NOT_A_FILE_OF_OURS,
    PDF,
    PHOTO,
    Attaching,
    chosen,
    refusals,
    text,
)
from tests.factories.portal import make_answers, make_applicant, make_application, make_round
from tests.factories.stored import (
    as_answer,
    draft_with_files,
    make_attachment,
    make_draft_file,
    stored_keys,
)
from tests.factories.typed import ABOUT, make_draft

pytestmark = pytest.mark.django_db

# -- Changing and taking away ----------------------------------------------------------------------


def test_another_file_takes_the_place_of_the_first(attaching: Attaching) -> None:
    attaching.upload(PDF, about="Offert")
    response = attaching.change(attaching.draft.files.get(), ("ny.png", files.png()), about="Ny offert")
    assert response.headers["Location"] == attaching.url(BILAGOR)
    assert list(attaching.draft.files.values_list("name", "about")) == [("ny.png", "Ny offert")]


def test_only_the_words_are_changed_when_no_file_is_chosen(attaching: Attaching) -> None:
    attaching.upload(PDF)
    file = attaching.draft.files.get()
    attaching.change(file, about="Offert")
    assert list(attaching.draft.files.values_list("pk", "about")) == [(file.pk, "Offert")]


@pytest.mark.parametrize(
    ("received", "status"), [(NOT_A_FILE_OF_OURS, 422), (("film.mov", bytes(10 * MEGABYTE + 1)), 413)]
)
def test_the_first_file_stays_when_the_other_is_refused(
    attaching: Attaching, received: tuple[str, bytes], status: int
) -> None:
    attaching.upload(PDF)
    response = attaching.change(attaching.draft.files.get(), received)
    assert response.status_code == status
    assert [name for name, _words in refusals(response)] == [received[0]]
    assert attaching.names == ["offert.pdf"]


def test_a_file_is_taken_away(attaching: Attaching) -> None:
    attaching.upload(PDF)
    path = attaching.path("remove_file", attaching.draft.files.get().pk)
    assert [attaching.client.post(path).status_code for _press in range(2)] == [302, 302]
    assert attaching.names == []


def test_a_harmful_file_is_told_of_and_can_be_taken_off_the_list_but_not_opened(
    attaching: Attaching,
) -> None:
    file = make_draft_file(attaching.draft, file="", scan=DraftFile.Scan.INFECTED)
    shown = text(attaching.open(BILAGOR))
    assert "We have removed this file: our scanner found something harmful in it." in shown
    assert attaching.client.get(attaching.path("draft_file", file.pk)).status_code == 404
    attaching.client.post(attaching.path("remove_file", file.pk))
    assert attaching.names == []


def test_a_file_that_waits_for_the_scanner_is_told_to(attaching: Attaching, settings: Settings) -> None:
    settings.CLAMD_ADDRESS = "tcp://clamav:3310"
    attaching.upload(PDF)
    assert "It is being scanned for harmful things. You can go on meanwhile." in text(attaching.open(BILAGOR))


def test_the_check_page_of_other_files_or_other_words_about_them_sends_nothing(attaching: Attaching) -> None:
    attaching.upload(PDF)
    attaching.save(BILAGOR)
    acts = (
        lambda: attaching.change(attaching.draft.files.get(), about="Offert"),
        lambda: attaching.upload(PHOTO),
        lambda: attaching.draft.files.update(scan=DraftFile.Scan.INFECTED),
    )
    for act in acts:
        shown = attaching.open(CHECK).context["shown"]
        act()
        response = attaching.client.post(attaching.url(CHECK), {"shown": shown})
        assert response.status_code == 409


def test_a_verdict_that_comes_while_the_check_page_is_open_does_not_hold_up_the_send(
    attaching: Attaching, settings: Settings
) -> None:
    settings.CLAMD_ADDRESS = "tcp://clamav:3310"
    attaching.upload(PDF)
    attaching.save(BILAGOR)
    shown = attaching.open(CHECK).context["shown"]
    attaching.draft.files.update(scan=DraftFile.Scan.CLEAN)
    assert attaching.client.post(attaching.url(CHECK), {"shown": shown}).status_code == 302
    assert attaching.application.attachments.get().scan == DraftFile.Scan.CLEAN


# -- Who may -----------------------------------------------------------------------------------------


def addresses(attaching: Attaching) -> list[str]:
    file = attaching.draft.files.get()
    own = [attaching.path(name, file.pk) for name in ("draft_file", "change_file", "remove_file")]
    return [attaching.path("upload"), *own]


@pytest.mark.parametrize("method", ["get", "post"])
def test_someone_elses_files_are_not_found(attaching: Attaching, method: str) -> None:
    attaching.upload(PDF)
    other = Client()
    other.force_login(make_applicant())
    statuses = [getattr(other, method)(path).status_code for path in addresses(attaching)]
    assert statuses == [404, 405 if method == "post" else 404, 404, 404]
    assert attaching.names == ["offert.pdf"]


def test_ones_own_file_is_not_found_under_another_draft(attaching: Attaching) -> None:
    attaching.upload(PDF)
    other = Attaching(draft_with_files())
    path = other.path("draft_file", attaching.draft.files.get().pk)
    assert other.client.get(path).status_code == 404
    assert other.client.post(other.path("change_file", attaching.draft.files.get().pk)).status_code == 404
    other.client.post(other.path("remove_file", attaching.draft.files.get().pk))
    assert attaching.names == ["offert.pdf"]


def test_someone_elses_sent_file_is_not_found() -> None:
    application = make_application()
    file = make_attachment(application)
    other = Client()
    other.force_login(make_applicant())
    path = f"/en/mina-ansokningar/{application.reference}/bilaga/{file.pk}/"
    assert other.get(path).status_code == 404
    own = Client()
    own.force_login(application.applicant)
    assert own.get(path).status_code == 200
    mine = make_application(applicant=other.get("/").wsgi_request.user)
    assert other.get(f"/en/mina-ansokningar/{mine.reference}/bilaga/{file.pk}/").status_code == 404


def test_someone_signed_out_is_led_to_the_page_after_signing_in_and_told(attaching: Attaching) -> None:
    nobody = Client()
    response = nobody.post(attaching.path("upload"), {"files": chosen(PDF)})
    assert response.status_code == 302
    assert response.headers["Location"].endswith(f"?next={attaching.url(BILAGOR)}")
    assert attaching.names == []


def test_a_post_without_its_protection_mark_is_refused(attaching: Attaching) -> None:
    attaching.upload(PDF)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(attaching.draft.owner)
    posts = [path for path in addresses(attaching) if path != addresses(attaching)[1]]
    assert [strict.post(path, {"files": chosen(PHOTO)}).status_code for path in posts] == [403] * 3
    assert attaching.names == ["offert.pdf"]


def test_a_post_with_its_protection_mark_is_taken(attaching: Attaching) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(attaching.draft.owner)
    strict.get(attaching.url(BILAGOR))
    mark = strict.cookies["csrftoken"].value
    words = {"files": chosen(PDF), "csrfmiddlewaretoken": mark}
    assert strict.post(attaching.path("upload"), words).status_code == 302
    assert attaching.names == ["offert.pdf"]


def test_opening_the_address_of_a_button_leads_to_the_page(attaching: Attaching) -> None:
    attaching.upload(PDF)
    upload, _file, change, remove = addresses(attaching)
    found = [attaching.client.get(path).headers["Location"] for path in (upload, change, remove)]
    assert found == [attaching.url(BILAGOR)] * 3
    assert attaching.names == ["offert.pdf"]


def test_a_sent_application_takes_no_more_files_and_leads_to_its_receipt(attaching: Attaching) -> None:
    attaching.save(BILAGOR)
    attaching.send()
    before = stored_keys()
    response = attaching.client.post(attaching.path("upload"), {"files": chosen(PDF)}, follow=True)
    assert response.redirect_chain[-1][0].endswith(f"/{attaching.application.reference}/kvitto/")
    assert "its files cannot be changed here" in text(response)
    assert (attaching.names, stored_keys()) == ([], before)


def test_a_stipend_that_takes_no_files_has_no_such_page() -> None:
    plain = Attaching(make_draft(make_applicant(), make_round(), done=(ABOUT,)))
    assert plain.upload(PDF).status_code == 404
    assert plain.names == []


def test_too_many_posts_are_told_to_wait_with_the_files_to_be_chosen_again(
    attaching: Attaching, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = attaching.path("remove_file", "00000000-0000-4000-8000-000000000000")
    statuses = {attaching.client.post(path).status_code for _press in range(200)}
    assert statuses == {302}
    assert attaching.upload(PDF).status_code == 429
    assert attaching.names == []
    cache.clear()


# -- How often the database is asked ---------------------------------------------------------------


def queries(client: Client, path: str) -> tuple[int, str]:
    """How often the database is asked for a page that was opened before, and the page."""
    client.get(path)
    with CaptureQueriesContext(connection) as seen:
        page = client.get(path).content.decode()
    return len(seen), page


def test_the_page_asks_as_often_for_three_files_as_for_one(attaching: Attaching) -> None:
    counted = []
    for count in (1, 3):
        while len(attaching.names) < count:
            make_draft_file(attaching.draft)
        asked, page = queries(attaching.client, attaching.url(BILAGOR))
        assert page.count('class="file"') == count
        counted.append(asked)
    assert counted[0] == counted[1]


def test_my_application_asks_as_often_for_three_files_as_for_one() -> None:
    counted = []
    for count in (1, 3):
        application = make_application(guardians=0)
        made = [make_attachment(application, name=f"{number}.pdf") for number in range(count)]
        answers = make_answers(0) | {"attachments": {"files": [as_answer(file) for file in made]}}
        application.versions.create(number=2, answers=answers, received_at=application.received_at)
        client = Client()
        client.force_login(application.applicant)
        asked, page = queries(client, f"/en/mina-ansokningar/{application.reference}/")
        assert page.count("/bilaga/") == count
        counted.append(asked)
    assert counted[0] == counted[1]
