"""“Saved. Nobody at the municipality reads it until you send.” That this is true.

A draft is not public record (tryckfrihetsförordningen 2:9): its words are in one table, and no page, list,
search, log or mail of those who work here leads to them.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.viewsets import viewsets
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.models import ReferenceIndex
from wagtail.search.index import get_indexed_models
from wagtail.snippets.models import get_snippet_models

from home.models import User
from stipend_portal.models import Draft, DraftFile, DraftStep, Round
from stipend_portal.models.stored_file import private_storage
from stipend_portal.services import pruning
from stipend_portal.services.drafts import begin
from stipend_portal.states import STAFF_ROLES, Role
from tests.factories.portal import PASSWORD, make_applicant, make_application, make_round, make_staff
from tests.factories.typed import ABOUT, WHY, Applicant, typed

pytestmark = pytest.mark.django_db

OF_A_DRAFT = {Draft, DraftStep, DraftFile}
# One to search for, which a page may repeat in its search box, and one that nobody has asked about.
SOUGHT, SECRET = "Hemligfågel", "Tystmun"
WORDS = f"{SOUGHT} {SECRET}"


@pytest.fixture
def round_() -> Round:
    """A round with a sent application, so that its lists are not empty."""
    round_ = make_round()
    make_application(round=round_)
    return round_


@pytest.fixture
def writer(round_: Round, caplog: pytest.LogCaptureFixture) -> Applicant:
    """Someone whose secret words have been through everything that happens to a draft."""
    caplog.set_level("INFO")
    owner = make_applicant(email="alva@example.org")
    she = Applicant(begin(owner=owner, round=round_, language="en"))
    she.save(ABOUT, full_name=WORDS)
    she.client.post(
        reverse("autosave", args=[she.draft.pk, ABOUT]),
        typed(ABOUT, full_name=f"{WORDS}, åter") | {"revision": 1},
    )
    assert she.save(ABOUT, full_name=f"{WORDS}, från en annan flik", revision=1).status_code == 409
    DraftStep.objects.create(draft=she.draft, step=WHY, data={f"{WHY}-reason": [WORDS]})
    key = private_storage().save("exempel.pdf", ContentFile(WORDS.encode()))
    DraftFile.objects.create(
        draft=she.draft,
        file=key,
        name=f"{WORDS}.pdf",
        about=WORDS,
        content_type="application/pdf",
        size=20,
        sha256="0" * 64,
        scan="clean",
    )
    Draft.objects.update(expires_at=timezone.now() + timedelta(days=1))
    assert pruning.warn_expiring(timezone.now()) == 1
    return she


def holding(text: str) -> set[type[models.Model]]:
    """The tables in which a text stands."""
    found = {
        model
        for model in apps.get_models()
        if any(text in repr(row) for row in model._base_manager.values_list())
    }
    if any(text in repr(session.get_decoded()) for session in Session.objects.all()):
        found.add(Session)
    return found


def test_the_words_of_a_draft_are_in_its_own_tables_and_nowhere_else(writer: Applicant) -> None:
    assert holding(SECRET) == {DraftStep, DraftFile}


def test_the_words_of_a_draft_are_in_no_log(writer: Applicant, caplog: pytest.LogCaptureFixture) -> None:
    said = [record.getMessage() for record in caplog.get_records("setup")]
    assert said
    assert [text for text in said if SECRET in text or "alva@example.org" in text] == []


def test_nothing_in_the_admin_is_made_for_drafts() -> None:
    shown: set[Any] = {getattr(viewset, "model", None) for viewset in viewsets.viewsets}
    shown |= {*get_snippet_models(), *get_indexed_models(), *settings_registry}
    assert len(shown) > 10
    assert shown & OF_A_DRAFT == set()
    assert ReferenceIndex.tracked_models & OF_A_DRAFT == set()
    assert "django.contrib.admin" not in {config.name for config in apps.get_app_configs()}


def test_no_role_may_read_drafts() -> None:
    names = {f"stipend_portal.view_{model._meta.model_name}" for model in OF_A_DRAFT}
    for role in STAFF_ROLES:
        assert make_staff(role).get_all_permissions() & names == set()


LINK = re.compile(r"""(?:href|action|data-[a-z-]+)=["'](/admin/[^"'#]*)""")


def pages_of_the_admin(client: Client) -> Iterator[tuple[str, str]]:
    """Every page that can be reached by links from the admin's front page, and what it says."""
    found = ["/admin/"]
    for path in found:
        response = client.get(path)
        if response.streaming or "text/html" not in response.get("Content-Type", ""):
            continue
        page = response.content.decode()
        yield path, page
        # An order, a filter or a page of the same list is the same list.
        links = {link.partition("?")[0] for link in LINK.findall(page)}
        found += sorted(link for link in links - set(found) if "logout" not in link)


def admin() -> User:
    """An administrator of the whole site."""
    return make_applicant(is_superuser=True, is_staff=True, password=PASSWORD)


@pytest.mark.parametrize("who", ["admin", Role.CASE_OFFICER, Role.BOARD_SECRETARY, Role.AUDITOR])
def test_no_page_list_or_search_of_the_admin_shows_a_drafts_words(
    writer: Applicant, round_: Round, who: Role | str
) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(admin() if who == "admin" else make_staff(who, rounds=[round_]))
    seen = dict(pages_of_the_admin(client))
    assert len(seen) > (40 if who == "admin" else 3)
    assert [path for path, page in seen.items() if SECRET in page or SOUGHT in page] == []
    searched = {path: client.get(path, {"q": SOUGHT, "query": SOUGHT}).content.decode() for path in seen}
    assert [path for path, page in searched.items() if SECRET in page] == []


@pytest.mark.parametrize("who", ["admin", *STAFF_ROLES])
def test_the_draft_itself_is_not_found_by_anyone_who_works_here(
    writer: Applicant, round_: Round, who: Role | str
) -> None:
    client = Client()
    client.force_login(admin() if who == "admin" else make_staff(who, rounds=[round_]))
    start = f"/en/ansok/utkast/{writer.draft.pk}/"
    file = DraftFile.objects.get()
    pages = ["", f"{ABOUT}/", f"{WHY}/", "kontrollera/", "ta-bort/", f"bilagor/{file.pk}/"]
    assert [client.get(start + page).status_code for page in pages] == [404] * len(pages)
    assert SECRET not in client.get("/en/mina-ansokningar/").content.decode()
