"""The parts of the case page: what each shows, to whom, and what it leads to."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import parse_qs, unquote

import pytest
from django.test import Client
from django.utils import timezone

from home.models import User
from stipend_portal.models import Application, Round, SupplementRequest
from stipend_portal.services.assignment import set_handler
from stipend_portal.services.conflict import declare
from stipend_portal.services.diary import write_diary_number
from stipend_portal.services.note import write_note
from stipend_portal.states import Role, State
from tests.factories.guardians import make_not_asked, make_unreachable
from tests.factories.portal import make_application, make_staff
from tests.factories.supplements import ask_for_more, send_answer
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


def url(case: Application, query: str = "") -> str:
    """The address of the case page."""
    return f"/admin/arenden/{case.pk}/{query}"


# -- Contents and order ---------------------------------------------------------------------------


def test_each_entry_of_the_contents_leads_to_a_part_that_is_there(
    as_user: SignIn, officer: User, case: Application
) -> None:
    write_note(application=case, actor=officer, text="Ord.")
    response = as_user(officer).get(url(case))
    anchors = [entry.anchor for entry in response.context["contents"]]
    assert anchors == [
        "checklist",
        "answers",
        "guardians",
        "conversation",
        "notes",
        "documents",
        "mails",
        "conflict-answers",
        "events",
    ]
    for anchor in anchors:
        assert text(response).count(f'id="{anchor}"') == 1
        assert f'href="#{anchor}"' in text(response)


def test_the_neighbours_are_those_of_the_round_newest_first(
    as_user: SignIn, officer: User, case: Application
) -> None:
    older = make_application(round=case.round, received_at=case.received_at - timedelta(days=1))
    oldest = make_application(round=case.round, received_at=case.received_at - timedelta(days=2))
    make_application()
    client = as_user(officer)
    steps = [client.get(url(each)).context["steps"] for each in (case, older, oldest)]
    assert [(step.previous_url, step.next_url) for step in steps] == [
        ("", url(older)),
        (url(case), url(oldest)),
        (url(older), ""),
    ]
    page = text(client.get(url(older)))
    assert f'href="{url(case)}" rel="prev" data-key="k"' in page
    assert f'href="{url(oldest)}" rel="next" data-key="j"' in page


def test_with_a_list_in_the_address_one_goes_along_that_list(
    as_user: SignIn, officer: User, case: Application
) -> None:
    prepared = [make_application(round=case.round, state=State.PREPARED) for _number in range(2)]
    client = as_user(officer)
    steps = client.get(url(prepared[0], "?lista=state%3Dprepared")).context["steps"]
    assert steps.list_url == "/admin/arenden/?state=prepared"
    assert (steps.previous_url, steps.next_url) == (url(prepared[1], "?lista=state%3Dprepared"), "")


@pytest.mark.parametrize("question", ["q=Zebrasson", "school=Zebraskolan", "state=submitted&q=Zebrasson"])
def test_words_that_somebody_looked_for_stand_in_no_address_of_a_case_and_the_list_is_still_known(
    as_user: SignIn, officer: User, case: Application, question: str
) -> None:
    found = [make_application(round=case.round, full_name="Alva Zebrasson") for _number in range(3)]
    Application.objects.exclude(pk=case.pk).update(school="Zebraskolan")
    client = as_user(officer)
    rows = client.get(f"/admin/arenden/?{question}").context["rows"]
    keys, addresses = [row.pk for row in rows], [row.url for row in rows]
    assert set(keys) == {each.pk for each in found}
    for at, address in enumerate(list(addresses)):
        steps = client.get(address).context["steps"]
        beside = [steps.previous_url, steps.next_url]
        assert [each.partition("?")[0] for each in beside] == [
            f"/admin/arenden/{keys[near]}/" if near in range(3) else "" for near in (at - 1, at + 1)
        ]
        assert parse_qs(steps.list_url.partition("?")[2]) == parse_qs(question)
        addresses += beside
    assert ["zebra" in unquote(address).lower() for address in addresses] == [False] * 9


def test_a_sealed_question_that_cannot_be_read_leads_along_the_round(
    as_user: SignIn, officer: User, case: Application
) -> None:
    steps = as_user(officer).get(url(case, "?lista=~skräp")).context["steps"]
    assert (steps.list_url, steps.previous_url, steps.next_url) == ("/admin/arenden/", "", "")


def test_nobody_is_led_to_a_case_that_is_not_hers(as_user: SignIn, officer: User, case: Application) -> None:
    jav = make_application(round=case.round)
    declare(application=jav, actor=officer, has_conflict=True)
    for query in ("", "?lista=ordering%3Dname", "?lista=nonsense%26%00"):
        steps = as_user(officer).get(url(case, query)).context["steps"]
        assert (steps.previous_url, steps.next_url) == ("", "")


# -- In short and the checklist -------------------------------------------------------------------


def test_in_short_tells_handler_diary_number_and_phase(
    as_user: SignIn, officer: User, case: Application
) -> None:
    client = as_user(officer)
    before = text(client.get(url(case)))
    assert "Take the case, or give it to someone" in before
    assert "Write the diary number" in before
    set_handler(application=case, actor=officer, person=officer)
    write_diary_number(application=case, actor=officer, number="BUN 2027/123")
    response = client.get(url(case))
    assert (response.context["handler"], "BUN 2027/123" in text(response)) == (str(officer), True)
    assert "(phase: Meeting)" in text(response)


@pytest.mark.parametrize("role", [Role.BOARD_SECRETARY, Role.AUDITOR])
def test_those_who_do_not_assign_are_not_led_there(as_user: SignIn, case: Application, role: Role) -> None:
    page = text(as_user(make_staff(role, rounds=[case.round])).get(url(case)))
    assert "/tilldela/" not in page
    assert ("/diarienummer/" in page, "/anteckning/" in page) == (role == Role.BOARD_SECRETARY,) * 2


def test_the_checklist_is_computed_from_the_newest_version_whichever_is_read(
    as_user: SignIn, officer: User, round_: Round
) -> None:
    case = make_application(round=round_, state=State.IN_REVIEW, amount="9000")
    send_answer(ask_for_more(case, actor=officer, sections=("budget",)), amount="4000")
    client = as_user(officer)
    for query in ("", "?version=1"):
        lines = {line.key: line.standing for line in client.get(url(case, query)).context["lines"]}
        assert (lines["amount"], lines["guardians"], lines["age"]) == ("ok", "missing", "ok")


def test_an_open_request_past_its_day_is_to_judge(as_user: SignIn, officer: User, round_: Round) -> None:
    ask_for_more(make_application(round=round_, state=State.IN_REVIEW), actor=officer)
    SupplementRequest.objects.update(due=timezone.localdate() - timedelta(days=1))
    case = Application.objects.get()
    response = as_user(officer).get(url(case))
    [line] = [line for line in response.context["lines"] if line.key == "supplement"]
    assert (line.standing, response.context["to_look_at"]) == ("judge", 2)


def test_a_late_case_leads_to_treating_it_as_in_time(as_user: SignIn, officer: User, round_: Round) -> None:
    late = make_application(round=round_, received_at=round_.closes_at + timedelta(hours=1))
    page = text(as_user(officer).get(url(late)))
    assert f'href="{url(late)}godta-sen/"' in page
    in_time = make_application(round=round_)
    assert "/godta-sen/" not in text(as_user(officer).get(url(in_time)))


def test_whoever_must_not_be_asked_about_at_home_is_told_of_first(
    as_user: SignIn, officer: User, case: Application
) -> None:
    make_not_asked(case)
    version = case.latest_version
    guardians = {"safe_contact": "Ring mig på skolan.", "private_reason": "Jag bor hos en annan familj."}
    answers = version.answers | {"custody": {"situation": "not_asked"}, "guardians": guardians}
    type(version).objects.bulk_create(
        [type(version)(application=case, number=2, answers=answers, received_at=case.received_at)]
    )
    case.approvals.create(version=case.latest_version, status="not_asked")
    page = text(as_user(officer).get(url(case)))
    notice = page.index("Alva Exempel cannot or must not ask a guardian. Write to nobody at home.")
    assert notice < page.index('id="acts"')
    assert "Safe way to reach her or him: Ring mig på skolan." in page
    assert page.index("Jag bor hos en annan familj.") < page.index('id="acts"')


# -- Answers --------------------------------------------------------------------------------------


def test_what_differs_from_the_version_before_is_marked_where_it_stands(
    as_user: SignIn, officer: User, round_: Round
) -> None:
    case = make_application(round=round_, state=State.IN_REVIEW, sharing="")
    request = ask_for_more(case, actor=officer, sections=("why", "trip"))
    send_answer(request, destination="Oslo, Norge", sharing="Jag berättar för alla.")
    client = as_user(officer)
    response = client.get(url(case))
    changed = {
        answer.label: answer.is_new
        for section in response.context["sections"]
        for answer in section.answers
        if answer.change
    }
    assert changed == {
        "Where are you going?": False,
        "How will you tell others about it when you are home?": True,
    }
    assert "2 answers differ from version 1. They are marked below." in text(response)
    assert "<del>Türi, Estland</del>" in text(response)
    first = client.get(url(case, "?version=1"))
    assert ("<del>" in text(first), first.context["former"]) == (False, None)


def test_an_answer_that_is_gone_is_shown_as_taken_away(as_user: SignIn, officer: User, round_: Round) -> None:
    case = make_application(round=round_, state=State.IN_REVIEW)
    send_answer(ask_for_more(case, actor=officer), sharing="")
    page = text(as_user(officer).get(url(case)))
    assert "Taken away" in page
    assert "<del>Jag berättar för min klass.</del>" in page


# -- Guardians ------------------------------------------------------------------------------------


def test_someone_who_has_never_been_asked_is_asked_for_the_first_time(
    as_user: SignIn, officer: User, case: Application
) -> None:
    approval = make_unreachable(case)
    client = as_user(officer)
    address = f"{url(case)}vardnadshavare/{approval.pk}/fraga-igen/"
    assert "Ask this guardian for the first time" in text(client.get(url(case)))
    page = text(client.get(address))
    assert "This guardian has not been asked." in page
    assert "again" not in page.partition("<h1")[2].partition("</h1>")[0]
    response = client.post(address, {"email": "hans@example.org"}, follow=True)
    assert "The question will be sent within a few minutes." in text(response)
    assert "Old links no longer work" not in text(response)
    assert "Send the question again" in text(client.get(address))


def test_answers_about_older_versions_are_folded_away(as_user: SignIn, officer: User, round_: Round) -> None:
    case = make_application(round=round_, state=State.IN_REVIEW)
    send_answer(ask_for_more(case, actor=officer), reason="Ny anledning.")
    page = text(as_user(officer).get(url(case)))
    assert "2 answers and questions about older versions" in page
