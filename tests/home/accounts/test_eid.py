"""Signing in with an e-ID: whose account it opens, and whose it never does. Against a real provider."""

from urllib.parse import quote

import pytest
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.core import mail
from django.test import Client
from pytest_django import Settings

from home.models import User
from tests.factories.portal import make_applicant, make_staff
from tests.home.accounts.browser import (
    ACCOUNT,
    BACK,
    NEXT,
    START,
    asked,
    begin,
    code,
    sign_in,
    signed_in_as,
)
from tests.tools.eid_provider import EidProvider

pytestmark = pytest.mark.django_db


def level(client: Client) -> int:
    """How sure the site is of who is signed in."""
    return client.session["assurance_level"]


def tied(provider: EidProvider, user: User, subject: str) -> SocialAccount:
    """An e-ID that opens an account already."""
    return SocialAccount.objects.create(user=user, provider=provider.issuer, uid=subject)


@pytest.mark.parametrize("path", [START, BACK, ACCOUNT])
@pytest.mark.parametrize("method", ["get", "post"])
def test_without_a_provider_there_is_no_e_id_anywhere(client: Client, path: str, method: str) -> None:
    assert getattr(client, method)(path).status_code == 404
    assert "e-legitimation" not in client.get("/konto/").content.decode()


def test_the_page_for_signing_in_offers_the_e_id_by_name(client: Client, eid: EidProvider) -> None:
    page = client.get(f"/en/konto/?next={NEXT}").content.decode()
    assert "Sign in with Exempel-ID" in page
    assert page.count(f'name="next" value="{NEXT}"') == 2


def test_only_a_button_starts_it(client: Client, eid: EidProvider) -> None:
    response = client.get(START)
    assert (response.status_code, response.headers["Location"]) == (302, "/en/konto/")


def test_a_form_without_the_sites_own_mark_does_not_start_it(eid: EidProvider) -> None:
    assert Client(enforce_csrf_checks=True).post(START).status_code == 403


def test_no_more_is_asked_of_the_provider_than_who_how_surely_and_which_address(
    client: Client, eid: EidProvider
) -> None:
    address = begin(client, NEXT)
    wanted = asked(address)
    assert address.startswith(f"{eid.issuer}/oauth2/authorize?")
    assert sorted(wanted.pop("scope").split()) == ["email", "openid"]
    assert {len(wanted.pop(name)) > 15 for name in ("state", "nonce", "code_challenge")} == {True}
    assert wanted == {
        "client_id": "amal",
        "redirect_uri": f"http://testserver{BACK}",
        "response_type": "code",
        "code_challenge_method": "S256",
        "acr_values": "urn:loa:3 urn:loa:2",
        "ui_locales": "en",
    }


def test_nothing_in_an_address_changes_what_is_asked(client: Client, eid: EidProvider) -> None:
    response = client.post(
        f"{START}?scope=phone&auth_params=prompt%3Dnone&process=connect&action=reauthenticate"
    )
    wanted = asked(response.headers["Location"])
    assert sorted(wanted["scope"].split()) == ["email", "openid"]
    assert "prompt" not in wanted


def test_a_known_e_id_opens_its_account_and_leads_where_one_was_going(
    client: Client, eid: EidProvider
) -> None:
    alva = make_applicant()
    tied(eid, alva, eid.person("alva", acr="urn:loa:3"))
    response = sign_in(client, eid, "alva", NEXT)
    assert (response.status_code, response.headers["Location"]) == (302, NEXT)
    assert (signed_in_as(client), level(client)) == (str(alva.pk), 3)


@pytest.mark.parametrize(
    ("acr", "expected"), [("urn:loa:2", 2), ("urn:loa:3", 3), ("urn:loa:9", 1), (None, 1), (["urn:loa:3"], 1)]
)
def test_the_level_is_what_the_providers_word_stands_for_and_else_no_more_than_a_code(
    client: Client, eid: EidProvider, acr: object, expected: int
) -> None:
    tied(eid, make_applicant(), eid.person("alva", **({"acr": acr} if acr else {})))
    sign_in(client, eid, "alva")
    assert level(client) == expected


def test_a_new_e_id_asks_for_an_address_and_ties_it_by_code(client: Client, eid: EidProvider) -> None:
    subject = eid.person("ny", acr="urn:loa:3")
    response = sign_in(client, eid, subject, NEXT)
    assert response.headers["Location"] == f"{ACCOUNT}?next={quote(NEXT, safe='')}"
    assert (signed_in_as(client), User.objects.count()) == (None, 0)
    response = client.post(f"{ACCOUNT}?next={NEXT}", {"email": "Alva@example.org"})
    assert response.headers["Location"].startswith("/en/konto/kod/")
    assert (signed_in_as(client), SocialAccount.objects.count()) == (None, 0)
    assert "Then your e-ID opens the account." in client.get("/en/konto/kod/").content.decode()
    response = client.post(f"/en/konto/kod/?next={NEXT}", {"code": code()})
    assert (response.status_code, response.headers["Location"]) == (302, NEXT)
    alva = User.objects.get(email="alva@example.org")
    assert (signed_in_as(client), level(client)) == (str(alva.pk), 3)
    other = Client()
    sign_in(other, eid, subject)
    assert (signed_in_as(other), level(other)) == (str(alva.pk), 3)


def test_issuer_and_subject_are_all_that_is_kept(client: Client, eid: EidProvider) -> None:
    subject = eid.person(
        "ny", acr="urn:loa:2", name="Alva Exempel", personal_number="EXEMPEL-1", email="alva@example.org"
    )
    sign_in(client, eid, subject)
    client.post(ACCOUNT, {"email": "alva@example.org"})
    client.post("/en/konto/kod/", {"code": code()})
    account = SocialAccount.objects.get()
    assert (account.provider, account.uid, account.extra_data) == (eid.issuer, "ny", {})
    alva = account.user
    assert (alva.first_name, alva.last_name, alva.has_usable_password()) == ("", "", False)
    assert (SocialToken.objects.count(), SocialApp.objects.count()) == (0, 0)
    assert "EXEMPEL-1" not in str(dict(client.session))


def test_the_providers_word_for_an_address_opens_nobodys_account(client: Client, eid: EidProvider) -> None:
    make_applicant(email="alva@example.org")
    subject = eid.person("eva", email="alva@example.org", email_verified=True)
    response = sign_in(client, eid, subject)
    assert response.headers["Location"] == ACCOUNT
    assert 'value="alva@example.org"' in client.get(ACCOUNT).content.decode()
    assert (signed_in_as(client), SocialAccount.objects.count()) == (None, 0)


def test_typing_someone_elses_address_opens_nothing_without_her_code(
    client: Client, eid: EidProvider
) -> None:
    make_applicant(email="alva@example.org")
    sign_in(client, eid, eid.person("eva"))
    client.post(ACCOUNT, {"email": "alva@example.org"})
    for guess in ("000000", "111111", "222222", "333333", "444444", code()):
        client.post("/en/konto/kod/", {"code": guess})
    assert (signed_in_as(client), SocialAccount.objects.count()) == (None, 0)


def test_a_code_to_another_address_does_not_tie_the_e_id_that_waits(client: Client, eid: EidProvider) -> None:
    sign_in(client, eid, eid.person("ny", acr="urn:loa:3"))
    client.post("/en/konto/", {"email": "bo@example.org"})
    client.post("/en/konto/kod/", {"code": code()})
    assert (level(client), SocialAccount.objects.count()) == (1, 0)


def test_a_provider_trusted_with_addresses_needs_no_code(
    client: Client, eid: EidProvider, settings: Settings
) -> None:
    settings.EID = eid.settings(trusts_email=True)
    alva = make_applicant(email="alva@example.org")
    sign_in(client, eid, eid.person("alva", email="Alva@example.org", email_verified=True))
    assert (signed_in_as(client), mail.outbox) == (str(alva.pk), [])
    other = Client()
    sign_in(other, eid, eid.person("bo", email="bo@example.org", email_verified=True))
    assert signed_in_as(other) == str(User.objects.get(email="bo@example.org").pk)


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_a_trusted_provider_that_does_not_vouch_for_the_address_needs_the_code(
    client: Client, eid: EidProvider, settings: Settings, verified: object
) -> None:
    settings.EID = eid.settings(trusts_email=True)
    make_applicant(email="alva@example.org")
    sign_in(client, eid, eid.person("alva", email="alva@example.org", email_verified=verified))
    assert (signed_in_as(client), SocialAccount.objects.count()) == (None, 0)


@pytest.mark.parametrize("role", ["case_officer", "communicator"])
def test_staff_are_never_let_in_whatever_the_e_id_is_tied_to(
    client: Client, eid: EidProvider, settings: Settings, role: str
) -> None:
    settings.EID = eid.settings(trusts_email=True)
    moa = make_staff(role, email="moa@example.org")
    by_address = sign_in(client, eid, eid.person("moa", email="moa@example.org", email_verified=True))
    assert (by_address.status_code, SocialAccount.objects.count()) == (403, 0)
    tied(eid, moa, eid.person("gammal"))
    assert sign_in(client, eid, "gammal").status_code == 403
    assert signed_in_as(client) is None


def test_a_staff_address_gets_no_code_and_looks_like_any_other(client: Client, eid: EidProvider) -> None:
    make_staff("case_officer", email="moa@example.org")
    sign_in(client, eid, eid.person("moa"))
    assert client.post(ACCOUNT, {"email": "moa@example.org"}).status_code == 302
    assert [word for each in mail.outbox for word in each.body.split() if word.isdigit()] == []


def test_someone_at_work_does_not_tie_her_e_id_to_the_account_there(client: Client, eid: EidProvider) -> None:
    moa = make_staff("case_officer")
    client.force_login(moa)
    assert sign_in(client, eid, eid.person("moa")).status_code == 403
    assert (SocialAccount.objects.count(), signed_in_as(client)) == (0, str(moa.pk))


def test_a_closed_account_stays_closed(client: Client, eid: EidProvider) -> None:
    tied(eid, make_applicant(is_active=False), eid.person("alva"))
    response = sign_in(client, eid, "alva")
    assert (response.headers["Location"], signed_in_as(client)) == ("/en/konto/avstangt/", None)


def test_who_is_signed_in_by_code_can_add_her_e_id_and_go_on(client: Client, eid: EidProvider) -> None:
    alva = make_applicant(email="alva@example.org")
    client.force_login(alva)
    response = sign_in(client, eid, eid.person("alva", acr="urn:loa:3"), NEXT)
    page = client.get(response.headers["Location"]).content.decode()
    assert "You are signed in as <strong>alva@example.org</strong>." in page
    assert SocialAccount.objects.count() == 0
    response = client.post(ACCOUNT, {"next": NEXT})
    assert (response.headers["Location"], level(client)) == (NEXT, 3)
    assert SocialAccount.objects.get().user == alva


@pytest.mark.parametrize("signed_in_already", [True, False])
def test_an_account_has_one_e_id(client: Client, eid: EidProvider, signed_in_already: bool) -> None:
    alva = make_applicant(email="alva@example.org")
    tied(eid, alva, "alvas")
    if signed_in_already:
        client.force_login(alva)
        sign_in(client, eid, eid.person("syskon", acr="urn:loa:3"))
        assert client.post(ACCOUNT).status_code == 409
    else:
        sign_in(client, eid, eid.person("syskon", acr="urn:loa:3"))
        client.post(ACCOUNT, {"email": "alva@example.org"})
        client.post("/en/konto/kod/", {"code": code()})
        assert (signed_in_as(client), level(client)) == (str(alva.pk), 1)
    assert [account.uid for account in SocialAccount.objects.all()] == ["alvas"]


def test_signing_in_by_code_afterwards_is_no_surer_than_a_code(client: Client, eid: EidProvider) -> None:
    tied(eid, make_applicant(email="alva@example.org"), eid.person("alva", acr="urn:loa:3"))
    sign_in(client, eid, "alva")
    client.post("/en/konto/logga-ut/")
    client.post("/en/konto/", {"email": "alva@example.org"})
    client.post("/en/konto/kod/", {"code": code()})
    assert level(client) == 1


def test_the_same_subject_elsewhere_is_another_person(client: Client, eid: EidProvider) -> None:
    SocialAccount.objects.create(user=make_applicant(), provider="https://annan.example.org", uid="alva")
    sign_in(client, eid, eid.person("alva"))
    assert signed_in_as(client) is None
