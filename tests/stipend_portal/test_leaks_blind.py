"""What a board member may not find out about who applies in a blind round, nor of the others' opinions.

Every address of ours in the admin is asked for, as in `test_leaks_conflict`, by someone who has no jäv in any
case. What tells who applies stands in each place where it may be written, free text and files included.
"""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from home.models import User
from stipend_portal.models import Application, ApplicationVersion, Round
from stipend_portal.phases import Phase
from stipend_portal.states import Role
from tests.factories import portal
from tests.factories.assessing import assess, make_criteria, save
from tests.factories.guardians import send_newer_version
from tests.factories.meetings import fix, item_at, make_meeting_of, secretary_of
from tests.factories.portal import clear_of_conflict, make_round, make_staff
from tests.factories.stored import as_answer
from tests.stipend_portal.review.assessing.conftest import posted, url
from tests.stipend_portal.test_leaks_conflict import add_words, leaks, said
from tests.test_url_matrix import World

pytestmark = pytest.mark.django_db

# Each of these stands in an answer of its own, and most in a free text too.
NAME, GUARDIAN, OTHER_NAME, MAILBOX = "Hemligsdotter", "Vaktmor", "Fordomnamn", "vaktfar"
SCHOOL, PHONE, BORN = "Molnverket", "0532-98 76 54", "27 mars 2011"
HIDDEN = frozenset(
    [NAME, NAME.lower(), GUARDIAN, OTHER_NAME, MAILBOX, SCHOOL, PHONE, "987654", BORN, "2011-03-27", "flicka"]
    # What `add_words` writes: a message, a note, a file's name and what is in the file.
    + ["kvastresa", "tallkottar", "vykortsbild", "strandfynd"]
)
# What a blind assessor reads, or this would prove nothing.
READ = frozenset(["plommonbatar", "ugglesang", "flygmattor", "Qvartsborg"])
OPINION = "bergtrollskommentar"

BLIND_PHASES = (Phase.ASSESSMENT, Phase.RANKING)


def answers() -> dict[str, dict[str, Any]]:
    """The usual answers, with who it is told wherever it can be told."""
    told = f"{NAME}s {GUARDIAN}, {SCHOOL}; {PHONE} {MAILBOX}@example.org, {BORN}. En flicka: {NAME.lower()}"
    written = deepcopy(portal.ANSWERS)
    written["about"] |= {"full_name": f"Zyxa {NAME}", "phone": PHONE, "school": f"{SCHOOL}, 9B"}
    written["guardians"] |= {"first_name": f"Zyxa {GUARDIAN}", "second_email": f"{MAILBOX}@example.org"}
    written["trip"] |= {"destination": f"Qvartsborg hos {NAME}", "plan": f"plommonbatar {told}"}
    written["budget"]["rows"][0]["what"] = f"flygmattor {told}"
    written["why"]["reason"] = f"ugglesang {told}"
    return written


def round_of(world: World) -> Round:
    """The round that nearly all cases of the world are in."""
    return Round.objects.get(pk=world.parts["admin/omgangar/"]["int:pk"])


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The world of the matrix, blind, with an earlier version in each case and a member who sees the files."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr(portal, "ANSWERS", answers())
        made = World()
        add_words(made)
        Application.objects.update(school=f"{SCHOOL}, 9B")
        round_ = round_of(made)
        make_criteria(round_)
        for case in round_.applications.filter(current_decision=None, members=None):
            send_newer_version(case, full_name=f"Zyxa {NAME} {OTHER_NAME}", sharing=f"Av {OTHER_NAME}.")
            name_files(case)
        Round.objects.update(blind=True, phase=Phase.ASSESSMENT)
        yield made
        transaction.set_rollback(True)


def name_files(case: Application) -> None:
    """The newest version has the files of the case."""
    version = case.latest_version
    ApplicationVersion.objects.create(
        application=case,
        number=version.number + 1,
        answers={**version.answers, "attachments": {"files": list(map(as_answer, case.attachments.all()))}},
        received_at=version.received_at,
    )


@pytest.fixture
def round_(world: World) -> Round:
    """The blind round."""
    return round_of(world)


def someone() -> User:
    """A board member of all rounds who has answered that she has no jäv in any case."""
    user = make_staff(Role.COMMITTEE_MEMBER, rounds=list(Round.objects.all()))
    clear_of_conflict([user], Application.objects.all())
    return user


def open_cases(round_: Round) -> list[Application]:
    """The cases that can be assessed and whose people have the names above, with the round as it is now."""
    cases = round_.applications.filter(current_decision=None, members=None, protected=False)
    return list(cases.select_related("round"))


def own_pages(user: User, round_: Round) -> dict[str, str]:
    """What her own pages say of every case: to read, refused, and saved from an older window."""
    client = Client()
    client.force_login(user)
    pages = {"list": said(client.get("/admin/bedomning/"))}
    for case in open_cases(round_):
        pages[f"{case.pk}"] = said(client.get(url(case)))
        for data in (
            posted(case, 1, comment="x" * 5001, hand_in=""),
            posted(case, 1, recommendation="", comment="", hand_in=""),
            posted(case, 1, comment="Annat.", revision="99", save=""),
        ):
            with transaction.atomic():
                response = client.post(url(case), data)
                pages[f"{case.pk} {response.status_code} {data['revision']}"] = said(response)
                pages[f"{case.pk} saved {data['revision']}"] = said(client.post(url(case, "spara/"), data))
                transaction.set_rollback(True)
    return pages


@pytest.mark.parametrize("phase", BLIND_PHASES)
def test_no_address_tells_a_blind_assessor_who_applies_or_what_the_others_think(
    world: World, round_: Round, phase: Phase
) -> None:
    user, other = someone(), someone()
    for case in open_cases(round_):
        assess(case, other, comment=OPINION)
        save(case, user, 4, 3)
    Round.objects.update(phase=phase)
    assert leaks(world, user, HIDDEN | {OPINION}) == {}


@pytest.mark.parametrize("phase", BLIND_PHASES)
def test_none_of_her_own_pages_tells_it_of_any_case(world: World, round_: Round, phase: Phase) -> None:
    user = someone()
    first, second, *_rest = open_cases(round_)
    save(first, user, 4)
    assess(second, user, 4, 3)
    Round.objects.update(phase=phase)
    round_.refresh_from_db()
    pages = own_pages(user, round_)
    found = {name: {word for word in HIDDEN if word in text} for name, text in pages.items()}
    assert {name: words for name, words in found.items() if words} == {}
    assert {word for word in READ if any(word in text for text in pages.values())} == READ
    assert {"409", "422"} <= {name.split()[-2] for name in pages if " " in name}


def test_from_the_meeting_on_it_is_told(world: World, round_: Round) -> None:
    """Without this, the others would prove nothing."""
    Round.objects.update(phase=Phase.MEETING)
    found = set().union(*leaks(world, someone(), HIDDEN).values())
    assert {NAME, GUARDIAN, MAILBOX, SCHOOL, PHONE, "vykortsbild", "strandfynd"} <= found


def test_the_others_are_read_on_her_own_page_once_she_has_handed_in(world: World, round_: Round) -> None:
    user, other = someone(), someone()
    case, *_rest = open_cases(round_)
    assess(case, other, comment=f"{OPINION} om {NAME}.")
    save(case, user, 4, 3)
    client = Client()
    client.force_login(user)
    assert OPINION not in said(client.get(url(case)))
    assess(case, user, 4, 3)
    page = said(client.get(url(case)))
    assert OPINION in page
    assert NAME not in page


def test_a_round_that_has_gone_back_from_the_meeting_is_blind_again_on_the_pages_of_the_meeting() -> None:
    round_ = make_round(blind=True)
    meeting = make_meeting_of(round_, secretary=secretary_of(round_))
    told = f"Zyxa {NAME} har visat ett klart mål: plommonbatar."
    waiting = item_at(meeting, round=round_, full_name=f"Zyxa {NAME}", reason=told)
    decided = item_at(meeting, round=round_, full_name=f"Zyxa {NAME}", reason=told)
    fix(decided, reason=told, reservations=f"{told} Ja.")
    user = someone()
    addresses = [reverse("meetings:item", args=[meeting.pk, each.pk]) for each in (waiting, decided)]
    addresses.append(reverse("meetings:meeting", args=[meeting.pk]))
    client = Client()
    client.force_login(user)
    pages = {}
    for phase in (Phase.MEETING, Phase.ASSESSMENT):
        Round.objects.filter(pk=round_.pk).update(phase=phase)
        pages[phase] = "".join(client.get(address).content.decode() for address in addresses)
    assert (pages[Phase.MEETING].count(NAME), pages[Phase.ASSESSMENT].count(NAME)) == (4, 0)
    assert pages[Phase.ASSESSMENT].count("plommonbatar") == 4
