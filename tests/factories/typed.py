"""What a young person types on the pages of the application, and drafts that hold it."""

import re
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from home.models import User
from stipend_portal.apply.wizard import CHECK
from stipend_portal.models import Application, Draft, DraftStep, Round

ABOUT, CUSTODY, GUARDIANS = "om-dig", "vem-bestammer", "vardnadshavare"
TOGETHER, MEMBERS = "tillsammans", "deltagare"
TRIP, BUDGET, WHY, ATTACHMENTS = "resan", "budget", "varfor", "bilagor"
# Those that an applicant under eighteen meets where the programme switches nothing more on.
STEPS = (ABOUT, CUSTODY, GUARDIANS, TRIP, BUDGET, WHY)

TYPED: dict[str, dict[str, str | list[str]]] = {
    ABOUT: {
        "full_name": "Alva Exempel",
        "birth_date_0": "27",
        "birth_date_1": "3",
        "birth_date_2": "2011",
        "connection": "both",
        "phone": "",
    },
    CUSTODY: {"situation": "two"},
    GUARDIANS: {
        "first_name": "Gun Exempel",
        "first_email": "gun@example.org",
        "second_name": "Gary Exempel",
        "second_email": "gary@example.org",
    },
    TRIP: {
        "purpose": "visit",
        "destination": "other",
        "other_place": "Türi, Estland",
        "departure_0": "14",
        "departure_1": "6",
        "departure_2": "2027",
        "homecoming_0": "28",
        "homecoming_1": "6",
        "homecoming_2": "2027",
        "stops-place": [""],
        "stops-when": [""],
        "stops-what": [""],
        "plan": "Jag ska bo hos en familj och gå i skolan med deras barn.",
    },
    BUDGET: {
        "rows-what": ["Flyg tur och retur", "Tåg", ""],
        "rows-amount": ["3 200", "800 kr", ""],
        "amount": "4 000 kr",
    },
    TOGETHER: {"how": "group"},
    MEMBERS: {
        "rows-name": ["Bo Exempel", "Cecilia Exempel"],
        "rows-birth_date": ["1 5 2010", "2011-02-03"],
        "rows-connection": ["lives", "studies"],
        "rows-email": ["bo@example.org", "cecilia@example.org"],
    },
    ATTACHMENTS: {},
    WHY: {
        "reason": "Jag vill lära mig hur det är att vara ung i ett annat land.",
        "sharing": "Jag berättar för min klass.",
    },
}
ADULT = {"birth_date_2": "2008"}


def typed(step: str, **changes: Any) -> dict[str, Any]:
    """What is posted from a page, under the names of its inputs; `rows_what` stands for `rows-what`."""
    changes = {
        re.sub(r"^(rows|stops|quotes|other_funding)_", r"\1-", name): changes[name] for name in changes
    }
    return {f"{step}-{name}": value for name, value in {**TYPED[step], **changes}.items()}


def stored(data: dict[str, Any]) -> dict[str, list[str]]:
    """Posted words as a draft keeps them."""
    return {name: value if isinstance(value, list) else [value] for name, value in data.items()}


def make_draft(owner: User, round_: Round, *, done: tuple[str, ...] = STEPS, **about: Any) -> Draft:
    """A draft with the pages in `done` saved and right; `about` changes the first of them."""
    draft = Draft.objects.create(owner=owner, round=round_)
    for step in done:
        data = stored(typed(step, **(about if step == ABOUT else {})))
        DraftStep.objects.create(draft=draft, step=step, data=data, complete=True, counted=True)
    return draft


class Applicant:
    """A young person at her telephone, with a draft. `language` is the language of the pages she opens."""

    def __init__(self, draft: Draft, *, language: str = "en", client: Client | None = None) -> None:
        self.draft, self.language = draft, language
        self.client = client or Client()
        if client is None:
            self.client.force_login(draft.owner)

    def url(self, step: str) -> str:
        """The address of a page of the draft."""
        with override(self.language):
            return reverse("draft_step", args=[self.draft.pk, step])

    def open(self, step: str) -> Any:
        """Open a page."""
        return self.client.get(self.url(step))

    def revision(self, step: str) -> int:
        """What the page says, hidden, about which save it shows."""
        row = DraftStep.objects.filter(draft=self.draft, step=step).first()
        return row.revision if row else 0

    def save(self, step: str, *, revision: int | None = None, **changes: Any) -> Any:
        """Press *Save and go on* after opening the page, or before its save number `revision`."""
        return self.post(step, typed(step, **changes), revision=revision)

    def post(self, step: str, data: dict[str, Any], *, revision: int | None = None) -> Any:
        """Post just these words from a page."""
        revision = self.revision(step) if revision is None else revision
        return self.client.post(self.url(step), {**data, "revision": revision})

    def words(self, step: str, name: str) -> str | None:
        """What the draft holds of one input of a page."""
        row = DraftStep.objects.filter(draft=self.draft, step=step).first()
        return row.data[f"{step}-{name}"][0] if row else None

    def send(self, **changes: Any) -> Any:
        """Open the check page and press *Send*."""
        page = self.open(CHECK)
        return self.client.post(self.url(CHECK), {"shown": page.context["shown"], **changes})

    @property
    def application(self) -> Application:
        """What was sent."""
        return Application.objects.get(draft=self.draft)
