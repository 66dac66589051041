"""How often one may do the same thing: counted per person, link and address, on POST only, and told kindly."""

from collections.abc import Generator
from datetime import datetime

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils.translation import override

from home.security.rate_limits import limited
from tests.factories.portal import make_applicant

pytestmark = pytest.mark.django_db


@limited("example", per_account="2/10m", per_link="3/h", per_address="5/h")
def view(request: HttpRequest) -> HttpResponse:
    """Something that is done."""
    return HttpResponse(status=204)


@pytest.fixture(autouse=True)
def clock() -> Generator[time_machine.Traveller, None, None]:
    """A still clock, and no tries counted yet."""
    cache.clear()
    with time_machine.travel(datetime.fromisoformat("2027-02-01T12:00:00+01:00"), tick=False) as travel:
        yield travel
    cache.clear()


def post(user: object = None, path: str = "/x/", address: str = "192.0.2.1", **data: object) -> HttpResponse:
    """Try once, in English."""
    request = RequestFactory().post(path, data, REMOTE_ADDR=address)
    request.user = user or AnonymousUser()
    request.session = {}
    with override("en"):
        return view(request)


def test_a_person_is_stopped_after_her_share_wherever_she_is() -> None:
    alva = make_applicant()
    statuses = [post(alva, path=f"/{n}/", address=f"192.0.2.{n}").status_code for n in range(3)]
    assert statuses == [204, 204, 429]


def test_what_one_person_did_does_not_stop_another() -> None:
    alva, bo = make_applicant(), make_applicant()
    assert [post(user, path=f"/{user.pk}/").status_code for user in (alva, alva, bo)] == [204, 204, 204]


def test_a_link_is_stopped_whoever_holds_it_and_others_are_not() -> None:
    statuses = [post(path="/l/", address=f"192.0.2.{n}").status_code for n in range(4)]
    assert [*statuses, post(path="/m/").status_code] == [204, 204, 204, 429, 204]


def test_an_address_is_stopped_whoever_sits_behind_it() -> None:
    statuses = [post(make_applicant(), path=f"/{n}/").status_code for n in range(6)]
    assert statuses == [204] * 5 + [429]
    assert post(make_applicant(), path="/y/", address="192.0.2.9").status_code == 204


def test_looking_is_never_counted() -> None:
    request = RequestFactory().get("/x/")
    assert [view(request).status_code for _try in range(9)] == [204] * 9


def test_the_page_tells_when_it_works_again_and_then_it_does(clock: time_machine.Traveller) -> None:
    alva = make_applicant()
    post(alva)
    clock.shift(120)
    post(alva)
    refused = post(alva)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "480")
    assert "In 8 minutes it works again." in refused.content.decode()
    clock.shift(480)
    assert post(alva).status_code == 204


def test_what_was_typed_is_on_the_page_and_can_be_sent_again_from_it() -> None:
    alva = make_applicant()
    words = "Jag vill\nse <världen> & mer"
    for _try in range(3):
        page = post(alva, why=words, rows=["a", "b"], csrfmiddlewaretoken="hemlig").content.decode()
    assert '<textarea name="why" hidden>\nJag vill\nse &lt;världen&gt; &amp; mer</textarea>' in page
    assert page.count('<textarea name="rows" hidden>') == 2
    assert "hemlig" not in page


def test_a_file_that_did_not_come_along_is_told_of() -> None:
    alva = make_applicant()
    for _try in range(3):
        page = post(alva, file=SimpleUploadedFile("a.pdf", b"%PDF-")).content.decode()
    assert "The file did not come along." in page
    assert "<textarea" not in page
