"""Questions and answers, and the functions that answer others."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pytest_django.asserts import assertContains

from home.function_addresses import validate_function_address
from home.models import ContactFunction, PeoplePage, QuestionsPage
from home.page_permissions import grant_page_editing
from tests.factories.current import make_front, make_under


def group(title: str, *questions: str) -> tuple[str, dict[str, object]]:
    rows = [{"question": question, "answer": f"<p>Svar på {question}</p>"} for question in questions]
    return ("group", {"title": title, "questions": rows})


def test_every_answer_has_an_address_of_its_own() -> None:
    page = QuestionsPage(groups=[group("Ålder", "Hur gammal?", "Ålder"), group("Ålder", "Hur gammal?", "?!")])
    anchors = [
        anchor
        for each in page.question_groups
        for anchor in (each.anchor, *(question.anchor for question in each.questions))
    ]
    assert anchors == ["alder", "hur-gammal", "alder-2", "alder-3", "hur-gammal-2", "fraga"]


@pytest.mark.django_db
def test_questions_can_be_read_without_script_and_sent_to_a_friend(client: Client) -> None:
    page = make_under(make_front(), QuestionsPage, slug="fragor", groups=[group("Om", "Vem?", "När?")])
    response = client.get("/fragor/")
    assertContains(response, "<details", 2)
    assertContains(response, 'id="vem"')
    assertContains(response, 'href="#vem"')
    assert [(question, "Svar på" in answer) for question, answer in page.questions] == [
        ("Vem?", True),
        ("När?", True),
    ]


@pytest.mark.parametrize(
    "address",
    [
        "alva@gmail.com",
        "stipendier@hotmail.se",
        "vanort@yahoo.co.uk",
        "internationellt@OUTLOOK.com",
        "samordnare@telia.com",
        "anna.svensson@example.org",
        "Åsa.Öberg@example.org",
        "anna-karin.berg@example.org",
    ],
)
def test_an_address_of_a_person_is_refused(address: str) -> None:
    with pytest.raises(ValidationError):
        validate_function_address(address)


@pytest.mark.parametrize(
    "address", ["internationellt@example.org", "stipendier-unga@example.org", "bun2.post1@example.org"]
)
def test_an_address_of_a_function_is_taken(address: str) -> None:
    validate_function_address(address)


@pytest.mark.django_db
def test_functions_stand_by_unit_in_the_readers_language() -> None:
    names = {"Samordnare": "Kansliet", "Handläggare": "Skolan", "Sekreterare": "Kansliet"}
    functions = [
        ContactFunction.objects.create(name=name, name_en=f"{name} en", unit=unit, unit_en=f"{unit} en")
        for name, unit in names.items()
    ]
    page = make_under(make_front(), PeoplePage, functions=[("function", function) for function in functions])
    page = PeoplePage.objects.get(pk=page.pk)
    with override("sv"):
        assert [(unit, [str(each) for each in found]) for unit, found in page.units()] == [
            ("Kansliet", ["Samordnare", "Sekreterare"]),
            ("Skolan", ["Handläggare"]),
        ]
    with override("en"):
        assert [unit for unit, _found in page.units()] == ["Kansliet en", "Skolan en"]
    functions[1].delete()
    assert [unit for unit, _found in PeoplePage.objects.get(pk=page.pk).units()] == ["Kansliet"]


@pytest.mark.django_db
def test_those_who_edit_pages_keep_the_functions_and_nobody_else(client: Client) -> None:
    editors = Group.objects.create(name="editors")
    grant_page_editing(editors)
    editor = get_user_model().objects.create_user("redaktor@example.org")
    editor.groups.add(editors)
    address = reverse("wagtailsnippets_home_contactfunction:list")
    client.force_login(editor)
    assert client.get(address).status_code == 200
    client.force_login(get_user_model().objects.create_user("elev@example.org"))
    assert client.get(address).status_code == 302
