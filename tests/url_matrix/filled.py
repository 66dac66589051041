"""A form that is filled in for every page about a case, so that a POST let in by mistake changes something."""

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from stipend_portal.models import Message, RoundRole
from stipend_portal.models.assessment import Recommendation
from stipend_portal.models.case_document import CaseDocument
from stipend_portal.models.conflict_of_interest import Ground
from stipend_portal.models.decision import Basis, Outcome
from stipend_portal.services.withdrawal import ToldBy
from stipend_portal.states import Role
from tests.factories.files import pdf

WORDS = "Några ord om saken."
# Newer than any message.
NEWEST = "99999999"

# Where a name means something else than on most pages, by how the address ends.
SPECIAL: dict[str, dict[str, Any]] = {
    "/meddelande/": {"seen": NEWEST},
    "/meddelanden/": {"seen": NEWEST},
    "/handling/": {"seen": NEWEST},
    "/papper/": {"answer": "yes"},
    "godkann/<str:token>/": {"answer": "approve"},
    "godkann/deltagare/<str:token>/": {"page": "no"},
}


def filled(route: str, case: str = "") -> dict[str, Any]:
    """Something that fits in every input of an address about the case with this key."""
    today = timezone.localdate()
    usual = {
        "amount": 4_000,
        "answer": "no",
        "basis": Basis.DELEGATION,
        "basis_reference": "3.1",
        "body": WORDS,
        "comment": WORDS,
        "decided_on": today,
        "direction": CaseDocument.Direction.INCOMING,
        "due": today + timedelta(days=14),
        "email": "ny@example.org",
        "ground": Ground.OTHER,
        "hand_in": "1",
        "handler": "",
        "how": ToldBy.TELEPHONE,
        "kind": CaseDocument.Kind.TELEPHONE,
        "message": WORDS,
        "name": "Git Exempel",
        "note": WORDS,
        "number": "BUN 2027/17",
        "on": today,
        "outcome": Outcome.GRANTED,
        "paragraph": "§ 99",
        "reason": WORDS,
        "recipient": "ny@example.org",
        "recommendation": Recommendation.GRANT,
        "revision": 0,
        "sections": ["why"],
        "seen": "",
        "signed_on": today,
        "step": "1",
        "subject": WORDS,
        "text": WORDS,
        "title": WORDS,
        "to": "yes",
        "version": 1,
        "who": WORDS,
        "why": WORDS,
    }
    if route.endswith("/inget-svar/"):
        usual["seen"] = Message.objects.filter(application=case).latest("pk").pk
    if route.endswith("/tilldela/"):
        officers = RoundRole.objects.filter(round__applications=case, role=Role.CASE_OFFICER)
        usual["handler"] = officers.earliest("pk").user_id
    if route.endswith("/svar-pa-papper/"):
        usual |= {"arrival": today, "scans": SimpleUploadedFile("svar.pdf", pdf())}
    special = next((inputs for end, inputs in SPECIAL.items() if route.endswith(end)), {})
    return usual | special


# Acts that a POST does not do in the world, with the reason. What they refuse is tested where they are done.
NOTHING_TO_DO = {
    "admin/arenden/<int:pk>/godta-sen/": "nothing came late",
    "admin/arenden/<int:pk>/brev/<uuid:message>/igen/": "the letter waits to be released and has not bounced",
    "admin/bedomning/<int:pk>/ta-upp/": "nothing has been handed in that could be taken up again",
    "admin/bedomning/<int:pk>/ny-version/": "there is one version",
    "admin/arenden/<int:pk>/sluta-skydda/": "a case with protected identity is opened first",
    "admin/arenden/<int:pk>/namngivna/": "a case with protected identity is opened first",
    "admin/arenden/<int:pk>/namngivna/<int:assignment>/ta-bort/": (
        "a case with protected identity is opened first"
    ),
}
