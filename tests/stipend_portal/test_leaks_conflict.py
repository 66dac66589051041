"""What nobody may find out about a case in which she has jäv, has not answered, or is not named.

Every address of ours in the admin is asked for, whoever adds it: the addresses come from the resolver, and
what stands for their parts from the world of `test_url_matrix`. That world is written in words that occur
nowhere else, and every answer is looked through: page, headers, redirects, and what is inside a file.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pikepdf
import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone
from django.utils.translation import override

from home.models import User
from stipend_portal.models import (
    Application,
    Assignment,
    Attachment,
    ConflictOfInterest,
    Message,
    Note,
    OutboxMessage,
    Round,
)
from stipend_portal.models.stored_file import private_storage
from stipend_portal.review.bulk_acts import BULK_ACTS
from stipend_portal.states import Role
from tests.factories import portal
from tests.factories.portal import clear_of_conflict, make_staff
from tests.stipend_portal.documents.reading import painted
from tests.test_url_matrix import World, routes

pytestmark = pytest.mark.django_db

# What is searched for finds all of them, and none of them is looked for: a page may repeat its question.
KEY = "Zyxa"
SECRETS = {
    "name": "Hemligsdotter",
    "destination": "Qvartsborg",
    "plan": "plommonbatar",
    "reason": "ugglesang",
    "budget": "flygmattor",
    "guardian": "Vaktmor",
    "address": "vaktfar",
    "school": "Molnskolan",
    "postal address": "Dimmegatan",
    "address of mails": "granris",
    "message": "kvastresa",
    "note": "tallkottar",
    "file": "vykortsbild",
    "what is in the file": "strandfynd",
}
ALL = frozenset(SECRETS.values())

READERS = (Role.CASE_OFFICER, Role.BOARD_SECRETARY, Role.AUDITOR, Role.FINANCE, Role.COMMITTEE_MEMBER)
ASKED = (Role.CASE_OFFICER, Role.COMMITTEE_MEMBER)
LOG = "/admin/logg/arenden/"


def secret(what: str) -> str:
    """A text of the world: the key, and the words that must not be seen."""
    return f"{KEY} {SECRETS[what]}"


def answers() -> dict[str, dict[str, Any]]:
    """The usual answers in words of this world."""
    written = deepcopy(portal.ANSWERS)
    written["about"]["full_name"] = secret("name")
    written["guardians"]["first_name"] = secret("guardian")
    written["guardians"]["second_email"] = f"{SECRETS['address']}@example.org"
    written["trip"] |= {"destination": secret("destination"), "plan": secret("plan")}
    written["budget"]["rows"][0]["what"] = secret("budget")
    written["why"]["reason"] = secret("reason")
    return written


def add_words(world: World) -> None:
    """What is written about the cases after they were sent."""
    author, now = world.people["officer"], timezone.now()
    said = {"author": author, "author_name": str(author), "at": now}
    for case in Application.objects.all():
        Note.objects.create(application=case, text=secret("note"), **said)
        Message.objects.create(application=case, from_applicant=True, text=secret("message"), **said)
    Application.objects.update(school=secret("school"), postal_address=secret("postal address"))
    OutboxMessage.objects.update(recipient=f"{SECRETS['address of mails']}@example.org")
    # Mails that did not arrive, and those that go by post, are told of on pages of their own.
    status = OutboxMessage.Status
    by_post = OutboxMessage.objects.filter(kind=OutboxMessage.Kind.RECEIPT, status=status.QUEUED)
    by_post.update(status=status.TO_PRINT, recipient="")
    OutboxMessage.objects.filter(status=status.QUEUED).update(status=status.BOUNCED)
    for file in Attachment.objects.all():
        private_storage().delete(file.file.name)
        private_storage().save(file.file.name, ContentFile(SECRETS["what is in the file"].encode()))
    Attachment.objects.update(name=f"{KEY}-{SECRETS['file']}.pdf", about=secret("file"))


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The world of the matrix in words of its own, made once; what a test changes is rolled back."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr(portal, "ANSWERS", answers())
        made = World()
        add_words(made)
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def rounds(world: World) -> list[Round]:
    """The rounds that the cases of the world are in."""
    return list(Round.objects.filter(applications__isnull=False).distinct())


def addresses(world: World) -> list[str]:
    """Every address of ours in the admin."""
    with override("sv"):
        found = [route for route in routes(get_resolver()) if route.startswith("admin/")]
    return sorted({world.address(route) for route in found})


def inside(content: bytes) -> str:
    """What a spreadsheet, a document or a PDF says, or the bytes as text."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return " ".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    if content.startswith(b"%PDF-1"):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            told = repr(pdf.docinfo)
        return " ".join([told, *("".join(run.text for run in page) for page in painted(content))])
    return content.decode("utf-8", "replace")


def said(response: HttpResponse) -> str:
    """Everything that an answer says."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{response.headers} {inside(body)}"


def everything() -> dict[str, Any]:
    """What a page can be sent: all cases and letters chosen, and a spreadsheet asked for."""
    return {
        "act": next(iter(BULK_ACTS)),
        "case": list(Application.objects.values_list("pk", flat=True)),
        "letter": list(OutboxMessage.objects.values_list("pk", flat=True)),
        "format": "xlsx",
    }


def all_said(world: World, user: User) -> Iterator[tuple[str, str]]:
    """What each address says to someone: opened, searched, exported, and posted to."""
    client = Client(raise_request_exception=False)
    client.force_login(user)
    for address in addresses(world):
        cache.clear()
        response = client.get(address)
        yield address, said(response)
        # A list has no number in its address.
        if response.status_code == 200 and not re.search(r"\d", address):
            for query in ({"q": KEY}, {"q": KEY, "export": "xlsx"}):
                yield f"{address} {query}", said(client.get(address, query))
        with transaction.atomic():
            yield f"POST {address}", said(client.post(address, everything()))
            transaction.set_rollback(True)


def leaks(world: World, user: User, words: frozenset[str]) -> dict[str, set[str]]:
    """The addresses that say any of the words to someone, and which."""
    found: dict[str, set[str]] = {}
    for address, text in all_said(world, user):
        if hits := {word for word in words if word in text}:
            found[address] = hits
    return found


def references() -> frozenset[str]:
    """The numbers of all cases."""
    return frozenset(Application.objects.values_list("reference", flat=True))


def someone(role: Role, rounds: list[Round], *, jav: bool | None) -> User:
    """Someone with a role in the round who has answered yes or no about every case, or has not answered."""
    user = make_staff(role, rounds=rounds, declared=False)
    if jav is not None:
        clear_of_conflict([user], Application.objects.all())
        ConflictOfInterest.objects.filter(user=user).update(has_conflict=jav)
    return user


def test_an_officer_without_jav_reads_all_of_it(world: World, rounds: list[Round]) -> None:
    """Without this, the others would prove nothing."""
    found = leaks(world, someone(Role.CASE_OFFICER, rounds, jav=False), ALL | references())
    assert ALL - set().union(*found.values()) == set()


@pytest.mark.parametrize("role", READERS)
def test_someone_with_jav_finds_neither_the_case_nor_its_number(
    world: World, rounds: list[Round], role: Role
) -> None:
    assert leaks(world, someone(role, rounds, jav=True), ALL | references()) == {}


@pytest.mark.parametrize("role", ASKED)
def test_someone_who_has_not_answered_finds_the_number_and_nothing_else(
    world: World, rounds: list[Round], role: Role
) -> None:
    found = leaks(world, someone(role, rounds, jav=None), ALL | references())
    assert {address: words for address, words in found.items() if words & ALL} == {}
    assert "/admin/jav/" in found


@pytest.mark.parametrize("role", READERS)
def test_someone_who_is_not_named_on_a_protected_case_finds_neither_it_nor_its_number(
    world: World, rounds: list[Round], role: Role
) -> None:
    user = someone(role, rounds, jav=False)
    Assignment.objects.all().delete()
    Application.objects.update(protected=True)
    found = leaks(world, user, ALL | references())
    if role is Role.AUDITOR:
        # The log of the whole house tells by number that such a case was opened, or nobody could look into it.
        logged = {address: found.pop(address) for address in list(found) if address.startswith(LOG)}
        assert set().union(*logged.values()) <= references()
    assert found == {}


def name_on_all(user: User) -> None:
    """Every case has protected identity, and the person is named on each."""
    Assignment.objects.all().delete()
    Application.objects.update(protected=True)
    Assignment.objects.bulk_create(
        Assignment(application=case, user=user, kind=Assignment.Kind.NAMED)
        for case in Application.objects.all()
    )


@pytest.mark.parametrize("role", READERS)
def test_someone_who_is_named_reads_nothing_of_a_protected_case_before_she_has_opened_it(
    world: World, rounds: list[Round], role: Role
) -> None:
    user = someone(role, rounds, jav=False)
    name_on_all(user)
    assert leaks(world, user, ALL) == {}
