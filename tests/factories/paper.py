"""Applications on paper: what an officer writes in, and cases that were entered."""

import uuid
from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from home.models import User
from stipend_portal.models import Application, Programme, Round
from stipend_portal.services.files import LIMITS
from stipend_portal.services.paper import Sender, enter_from_paper
from stipend_portal.states import Role
from stipend_portal.uploads.inspection import inspect
from tests.factories import files
from tests.factories.portal import ProgrammeFactory, make_round, make_staff

ADDRESS = "Exempelgatan 1\n662 31 Exempelby"

# What a paper says that says as little as it can, of someone of full age.
BARE: dict[str, dict[str, Any]] = {
    "about": {"full_name": "Alva Exempel", "birth_date": "2008-03-27", "connection": "", "phone": ""},
    "trip": {
        "purpose": "",
        "destination": "Oslo, Norge",
        "partner_town": "",
        "departure": "2027-06-14",
        "homecoming": "",
        "stops": [],
        "plan": "",
    },
    "budget": {"rows": [], "amount": "4000"},
    "why": {"reason": "", "sharing": ""},
}


def enter(
    *,
    round: Round | None = None,
    actor: User | None = None,
    answers: dict[str, Any] | None = None,
    received_at: datetime | None = None,
    token: uuid.UUID | None = None,
    **sender: Any,
) -> Application:
    """A paper application, entered. `sender` are fields of `Sender`: no e-mail unless given."""
    round = round or make_round()
    fields = {"language": "sv", "postal_address": "" if "email" in sender else ADDRESS, **sender}
    return enter_from_paper(
        round=round,
        actor=actor or make_staff(Role.CASE_OFFICER, rounds=[round]),
        answers=deepcopy(BARE) | (answers or {}),
        scans=[inspect("ansokan.pdf", files.pdf(), LIMITS)],
        received_at=received_at or timezone.now(),
        sender=Sender(**fields),
        form=token or uuid.uuid4(),
    ).application


def posted(round: Round, **changes: Any) -> dict[str, Any]:
    """What the form posts for a paper that says the least; `about__full_name="…"` changes an answer."""
    programme: Programme = round.programme
    tables = {"trip-stops": 3, "budget-rows": 10}
    if programme.applicants != Programme.Applicants.ALONE:
        tables["members-rows"] = programme.largest_group - 1
    data: dict[str, Any] = {
        "token": str(uuid.uuid4()),
        "arrival": timezone.localdate(timezone.now() - timedelta(days=1)).isoformat(),
        "scans": [SimpleUploadedFile("ansokan.pdf", files.pdf())],
        "postal_address": ADDRESS,
        "language": "sv",
        "no_conflict": "on",
        "about-full_name": "Alva Exempel",
        "about-birth_date": "27 3 2008",
        "trip-destination": "other",
        "trip-other_place": "Oslo, Norge",
        "trip-departure": "14 6 2027",
        "budget-amount": "4 000 kr",
    }
    for prefix, number in tables.items():
        data |= {f"{prefix}-TOTAL_FORMS": number, f"{prefix}-INITIAL_FORMS": 0}
    for name, value in changes.items():
        key = name.replace("__", "-")
        if value is None:
            data.pop(key, None)
        else:
            data[key] = value
    return data


def group_round(**fields: Any) -> Round:
    """A round in which groups may apply, with a question for the school."""
    return make_round(
        programme=ProgrammeFactory(applicants=Programme.Applicants.BOTH, asks_school=True, largest_group=4),
        **fields,
    )
