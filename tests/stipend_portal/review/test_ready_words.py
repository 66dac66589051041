"""Beginning a request for supplement from ready words: put in, read, changed, and only then sent."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from home.models import User
from stipend_portal.models import Application, Round, SupplementRequest, SupplementTemplate
from stipend_portal.states import Role, State
from tests.factories.portal import make_application, make_staff
from tests.factories.snapshot import portal_snapshot
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
MANY = "/admin/arenden/flera/"


def make_words(name: str = "Offert", **fields: Any) -> SupplementTemplate:
    """A template with words of its own."""
    fields = {"swedish": f"{name} på svenska.", "english": f"{name} in English.", "section": "", **fields}
    return SupplementTemplate.objects.create(name=name, **fields)


@pytest.fixture
def in_review(round_: Round) -> Application:
    """A case that can be asked for more, of someone who reads Swedish."""
    SupplementTemplate.objects.all().delete()
    return make_application(round=round_, state=State.IN_REVIEW)


def url(case: Application) -> str:
    return f"/admin/arenden/{case.pk}/begar-komplettering/"


def shown(response: HttpResponse) -> dict[str, Any]:
    """What stands in the form of the page."""
    form = response.context["form"]
    return {name: form[name].value() for name in ("sections", "message", "due")}


def offered(response: HttpResponse) -> list[str]:
    return [words.name for words in response.context["form"].ready]


def test_the_words_come_after_what_was_typed_and_their_pages_are_ticked(
    as_user: SignIn, officer: User, in_review: Application
) -> None:
    cost, plan = make_words("Pris", section="budget"), make_words("Plan", section="trip")
    make_words("Annat")
    before = portal_snapshot()
    response = as_user(officer).post(
        url(in_review),
        {
            "ready": [plan.pk, cost.pk],
            "put_in": "1",
            "sections": ["why"],
            "message": "Hej Alva!",
            "due": "snart",
        },
    )
    assert response.status_code == 200
    assert shown(response) == {
        "sections": ["why", "budget", "trip"],
        "message": "Hej Alva!\n\nPris på svenska.\n\nPlan på svenska.",
        "due": "snart",
    }
    page = text(response)
    assert "Nothing has been sent yet." in page
    assert page.count('name="ready"') == 3
    for key in ("why", "budget", "trip"):
        assert f'name="sections" value="{key}"' in page
    assert page.count(" checked") == 3
    assert portal_snapshot() == before


def test_what_has_been_put_in_is_changed_and_sent_like_any_words(
    as_user: SignIn, officer: User, in_review: Application
) -> None:
    words = make_words(section="budget")
    client = as_user(officer)
    put_in = shown(client.post(url(in_review), {"ready": [words.pk], "put_in": "1"}))
    assert put_in["due"] == timezone.localdate() + timedelta(days=14)
    sent = {**put_in, "message": f"{put_in['message']} Tack!", "due": put_in["due"].isoformat()}
    assert client.post(url(in_review), sent).status_code == 302
    request = SupplementRequest.objects.get()
    assert (request.sections, request.message) == (["budget"], "Offert på svenska. Tack!")


def test_words_that_are_ticked_are_read_before_anything_is_sent(
    as_user: SignIn, officer: User, in_review: Application
) -> None:
    words = make_words()
    due = (timezone.localdate() + timedelta(days=5)).isoformat()
    typed = {"ready": [words.pk], "sections": ["why"], "message": "Skriv mer.", "due": due}
    response = as_user(officer).post(url(in_review), typed)
    assert shown(response) == {
        "sections": ["why"],
        "message": "Skriv mer.\n\nOffert på svenska.",
        "due": due,
    }
    assert not SupplementRequest.objects.exists()


@pytest.mark.parametrize("ready", [[], ["999999"], ["x"]])
def test_pressing_the_button_with_nothing_to_put_in_loses_nothing(
    as_user: SignIn, officer: User, in_review: Application, ready: list[str]
) -> None:
    make_words()
    typed = {"sections": ["why"], "message": "Skriv mer.", "due": "2027-03-15"}
    response = as_user(officer).post(url(in_review), {**typed, "ready": ready, "put_in": "1"})
    assert shown(response) == typed
    assert "Tick the words that you want first." in text(response)


@pytest.mark.parametrize(("language", "words"), [("sv", "Offert på svenska."), ("en", "Offert in English.")])
def test_the_applicants_language_decides_which_words(
    as_user: SignIn, officer: User, in_review: Application, language: str, words: str
) -> None:
    Application.objects.filter(pk=in_review.pk).update(language=language)
    template = make_words()
    client = as_user(officer)
    assert f'<p lang="{language}">{words}</p>' in text(client.get(url(in_review)))
    response = client.post(url(in_review), {"ready": [template.pk], "put_in": "1"})
    assert shown(response)["message"] == words


def test_words_out_of_use_and_for_pages_not_asked_are_not_offered(
    as_user: SignIn, officer: User, round_: Round, in_review: Application
) -> None:
    make_words("Sist", position=9)
    make_words("Vårdnad", position=2, section="guardians")
    make_words("Först", position=1, section="why")
    make_words("Borta", active=False)
    adult = make_application(round=round_, guardians=0, state=State.IN_REVIEW)
    client = as_user(officer)
    assert offered(client.get(url(in_review))) == ["Först", "Vårdnad", "Sist"]
    assert offered(client.get(url(adult))) == ["Först", "Sist"]


def test_without_templates_the_page_says_nothing_of_them(
    as_user: SignIn, officer: User, in_review: Application
) -> None:
    assert "Begin from ready words" not in text(as_user(officer).get(url(in_review)))


def test_what_officers_write_in_templates_is_shown_as_text(
    as_user: SignIn, officer: User, in_review: Application
) -> None:
    make_words("<b>Namn</b>", swedish="<script>x</script>")
    page = text(as_user(officer).get(url(in_review)))
    assert ("<b>Namn</b>" in page, "<script>x</script>" in page) == (False, False)
    assert "&lt;script&gt;x&lt;/script&gt;" in page


def test_those_who_only_read_put_nothing_in(as_user: SignIn, in_review: Application) -> None:
    words = make_words()
    client = as_user(make_staff(Role.AUDITOR, rounds=[in_review.round]))
    assert client.post(url(in_review), {"ready": [words.pk], "put_in": "1"}).status_code == 403


def test_words_for_a_case_that_has_moved_on_are_refused_with_what_was_typed(
    as_user: SignIn, officer: User, round_: Round
) -> None:
    case = make_application(round=round_, state=State.PREPARED)
    response = as_user(officer).post(url(case), {"put_in": "1", "message": "Skriv mer."})
    assert (response.status_code, "Skriv mer." in text(response)) == (409, True)


@pytest.mark.parametrize("number", [1, 12])
def test_the_page_takes_as_many_queries_for_many_words_as_for_few(
    as_user: SignIn,
    officer: User,
    in_review: Application,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for each in range(number):
        make_words(f"Mall {each}")
    client = as_user(officer)
    client.get(url(in_review))
    with django_assert_num_queries(13):
        client.get(url(in_review))


def ask_many(client: Client, cases: list[Application], **data: Any) -> HttpResponse:
    """Post the page about many cases."""
    return client.post(MANY, {"act": "komplettering", "case": [case.pk for case in cases], **data})


def test_many_who_read_different_languages_get_the_words_in_both(
    as_user: SignIn, officer: User, round_: Round, in_review: Application
) -> None:
    other = make_application(round=round_, state=State.IN_REVIEW)
    Application.objects.filter(pk=other.pk).update(language="en")
    first, second = make_words("Pris", section="budget"), make_words("Plan")
    client = as_user(officer)
    before = portal_snapshot()
    data = {"ready": [first.pk, second.pk], "message": "Hej!", "sections": ["why"]}
    response = ask_many(client, [in_review, other], put_in="1", **data)
    assert shown(response)["message"] == (
        "Hej!\n\nPris på svenska.\n\nPlan på svenska.\n\nPris in English.\n\nPlan in English."
    )
    assert shown(response)["sections"] == ["why", "budget"]
    assert "The applicants read different languages" in text(response)
    assert [row.pk for row in response.context["rows"]] == [in_review.pk, other.pk]
    assert portal_snapshot() == before


def test_many_are_sent_nothing_while_words_are_ticked(
    as_user: SignIn, officer: User, in_review: Application
) -> None:
    words = make_words(section="why")
    client = as_user(officer)
    due = (timezone.localdate() + timedelta(days=5)).isoformat()
    response = ask_many(client, [in_review], confirmed="1", ready=[words.pk], message="Hej!", due=due)
    assert shown(response) == {"sections": ["why"], "message": "Hej!\n\nOffert på svenska.", "due": due}
    assert not SupplementRequest.objects.exists()
    ask_many(client, [in_review], confirmed="1", **shown(response))
    assert SupplementRequest.objects.get().message == "Hej!\n\nOffert på svenska."
