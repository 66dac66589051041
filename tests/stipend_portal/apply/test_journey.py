"""The whole way from an open round to a receipt, without a browser."""

from datetime import date

import pytest
from django.core import mail
from django.test import Client

from stipend_portal.mail.worker import send_all
from stipend_portal.models import Application, Draft, Round
from stipend_portal.states import State
from stipend_portal.texts import declaration
from tests.factories.typed import ADULT, STEPS, TYPED, Applicant, typed

pytestmark = pytest.mark.django_db

BIRTHDAY = {f"birth_date_{n}": part for n, part in enumerate(("27", "3", "2011"))}


def code_from_mail() -> str:
    """The six digits of the newest mail."""
    return next(word for word in mail.outbox[-1].body.split() if word.isdigit() and len(word) == 6)


@pytest.mark.sqlite
@pytest.mark.parametrize(("language", "prefix"), [("sv", ""), ("en", "/en")])
def test_a_young_person_applies_from_start_to_receipt(round_: Round, language: str, prefix: str) -> None:
    client = Client()
    start = f"{prefix}/ansok/{round_.slug}/"
    for path in (f"{prefix}/ansok/", start, f"{start}passar-det/"):
        assert client.get(path).status_code == 200
    answer = client.post(f"{start}passar-det/", {**BIRTHDAY, "linked": "yes", "abroad": "yes"})
    assert answer.status_code == 200
    assert f"{start}borja/" in answer.content.decode()

    to_sign_in = client.get(f"{start}borja/")
    assert to_sign_in.headers["Location"] == f"{prefix}/konto/?next={start}borja/"
    asked = client.post(to_sign_in.headers["Location"], {"email": "alva@example.org"}, follow=True)
    assert asked.redirect_chain[-1][0].startswith(f"{prefix}/konto/kod/")
    signed_in = client.post(asked.redirect_chain[-1][0], {"code": code_from_mail()})
    assert (signed_in.status_code, signed_in.headers["Location"]) == (302, f"{start}borja/")
    assert client.get(f"{start}borja/").status_code == 200

    begun = client.post(f"{start}nytt-utkast/", follow=True)
    draft = Draft.objects.get()
    assert begun.redirect_chain[-1][0] == f"{prefix}/ansok/utkast/{draft.pk}/om-dig/"
    applicant = Applicant(draft, language=language, client=client)
    for step, following in zip(STEPS, [*STEPS[1:], "kontrollera"], strict=True):
        assert applicant.open(step).status_code == 200
        saved = applicant.save(step)
        assert (saved.status_code, saved.headers["Location"]) == (302, applicant.url(following))

    sent = applicant.send()
    application = Application.objects.get()
    own = f"{prefix}/mina-ansokningar/{application.reference}/"
    assert (sent.status_code, sent.headers["Location"]) == (302, f"{own}kvitto/")
    assert application.reference in client.get(f"{own}kvitto/").content.decode()
    assert application.reference in client.get(own).content.decode()
    assert application.language == language
    assert application.state == State.SUBMITTED
    mail.outbox.clear()
    assert send_all() == 4
    assert sorted(each.to[0] for each in mail.outbox) == [
        "alva@example.org",  # it was begun
        "alva@example.org",
        "gary@example.org",
        "gun@example.org",
    ]


def test_what_was_typed_becomes_the_answers(filled: Applicant) -> None:
    filled.send()
    assert filled.application.latest_version.answers == {
        "about": {
            "full_name": "Alva Exempel",
            "birth_date": "2011-03-27",
            "connection": "both",
            "phone": "",
        },
        "custody": {"situation": "two"},
        "guardians": TYPED["vardnadshavare"],
        "trip": {
            "purpose": "visit",
            "destination": "Türi, Estland",
            "partner_town": "",
            "departure": "2027-06-14",
            "homecoming": "2027-06-28",
            "stops": [],
            "plan": TYPED["resan"]["plan"],
        },
        "budget": {
            "rows": [
                {"what": "Flyg tur och retur", "amount": "3200", "quote": ""},
                {"what": "Tåg", "amount": "800", "quote": ""},
            ],
            "amount": "4000",
        },
        "why": TYPED["varfor"],
        "declaration": {"text": declaration(contact=filled.draft.round.contact)},
    }


def test_someone_of_full_age_goes_from_about_you_to_the_trip(empty: Applicant) -> None:
    assert empty.save("om-dig", **ADULT).headers["Location"] == empty.url("resan")
    for step in ("resan", "budget", "varfor"):
        empty.save(step)
    empty.send()
    assert "guardians" not in empty.application.latest_version.answers
    assert not empty.application.approvals.exists()


@pytest.mark.parametrize(("born", "following"), [("2", "vem-bestammer"), ("1", "resan")])
def test_guardians_are_asked_of_who_is_under_eighteen_on_the_day_of_the_round(
    empty: Applicant, born: str, following: str
) -> None:
    """The round counts ages on 1 June 2027, when someone born on 1 June 2009 is just eighteen."""
    day = {"birth_date_0": born, "birth_date_1": "6", "birth_date_2": "2009"}
    assert empty.save("om-dig", **day).headers["Location"] == empty.url(following)


def test_guardians_are_not_asked_of_who_is_eighteen_today_whatever_the_day_of_the_round(
    empty: Applicant,
) -> None:
    Round.objects.update(age_day=date(2026, 1, 1))
    day = {"birth_date_0": "1", "birth_date_1": "2", "birth_date_2": "2009"}
    assert empty.save("om-dig", **day).headers["Location"] == empty.url("resan")


def test_one_who_turns_out_to_be_of_age_does_not_send_her_guardians(filled: Applicant) -> None:
    filled.save("om-dig", **ADULT)
    filled.send()
    assert "guardians" not in filled.application.latest_version.answers
    assert filled.application.messages.count() == 1


def test_one_who_turns_out_to_be_a_minor_is_asked_for_her_guardians(empty: Applicant) -> None:
    empty.save("om-dig", **ADULT)
    for step in ("resan", "budget", "varfor"):
        empty.save(step)
    saved = empty.client.post(f"{empty.url('om-dig')}?till=kontrollera", typed("om-dig") | {"revision": 1})
    assert saved.headers["Location"] == empty.url("vem-bestammer")


def test_one_guardian_is_enough_with_sole_custody(filled: Applicant) -> None:
    filled.save("vem-bestammer", situation="one")
    filled.send()
    assert [each.email for each in filled.application.approvals.all()] == ["gun@example.org"]


def test_what_was_written_about_a_second_guardian_is_dropped_for_one_with_sole_custody(
    filled: Applicant,
) -> None:
    filled.save("vem-bestammer", situation="one")
    filled.send()
    answers = filled.application.latest_version.answers["guardians"]
    assert answers == {"first_name": "Gun Exempel", "first_email": "gun@example.org"}


def test_change_from_the_check_page_leads_back_to_it(filled: Applicant) -> None:
    page = filled.open("kontrollera").content.decode()
    address = f"{filled.url('resan')}?till=kontrollera"
    assert f'href="{address}"' in page
    saved = filled.client.post(address, typed("resan", plan="En annan plan.") | {"revision": 1})
    assert saved.headers["Location"] == filled.url("kontrollera")
    assert "En annan plan." in filled.open("kontrollera").content.decode()


def test_another_device_goes_on_where_the_first_stopped(begun: Applicant) -> None:
    begun.save("vardnadshavare")
    telephone = Applicant(begun.draft, language="sv")
    there = telephone.client.get(f"/ansok/utkast/{begun.draft.pk}/")
    assert there.headers["Location"] == telephone.url("resan")


def test_after_sending_she_can_begin_another_in_the_same_round(filled: Applicant) -> None:
    filled.send()
    filled.client.post(f"/ansok/{filled.draft.round.slug}/nytt-utkast/")
    assert Draft.objects.filter(submitted_at=None).count() == 1
    page = filled.client.get(f"/en/ansok/{filled.draft.round.slug}/borja/").content.decode()
    assert f"You have already sent an application in this round, {filled.application.reference}." in page
