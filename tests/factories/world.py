"""A round with cases in every state that an address needs, and everyone who may ask for it."""

import re
from collections.abc import Iterator

from django.test import Client
from wagtail.models import Page, Site

from home.models import User
from stipend_portal.models import LetterTemplate, OutboxMessage, PortalText, SupplementTemplate
from stipend_portal.services.allocation import adopt
from stipend_portal.services.record_copy import record_copy
from stipend_portal.states import Role, State
from tests.factories.conflicts import make_answer, make_protected
from tests.factories.feedback import make_report
from tests.factories.meetings import close, item_at, make_meeting_of
from tests.factories.partners import make_proposal
from tests.factories.portal import (
    PASSWORD,
    clear_of_conflict,
    decide,
    make_applicant,
    make_application,
    make_group_application,
    make_round,
    make_staff,
)
from tests.factories.ranking import make_ranked_round
from tests.factories.stored import make_attachment, make_draft_file, round_with_files
from tests.factories.supplements import ask_for_more
from tests.factories.typed import ABOUT, make_draft


class World:
    """A round with a draft and cases in every state that an address needs, and all its people.

    nobody: not signed in · owner: whose application it is · other: another applicant · elsewhere: a case
    officer of another round · admin: an administrator of the site without a role · the rest: that role in
    the round.
    """

    def __init__(self) -> None:
        round_ = round_with_files()
        owner = make_applicant()
        cases = {
            state: make_application(round=round_, applicant=owner, state=state)
            for state in (State.SUBMITTED, State.IN_REVIEW, State.PREPARED)
        }
        decided = make_application(round=round_, applicant=owner, state=State.PREPARED)
        decide(decided)
        told = decide(make_application(round=round_, applicant=owner, state=State.PREPARED))
        told.messages.update(status=OutboxMessage.Status.SENT)
        asked = ask_for_more(make_application(round=round_, applicant=owner, state=State.IN_REVIEW))
        member = make_group_application(round=round_, applicant=owner).members.earliest("pk")
        draft = make_draft(owner, round_, done=(ABOUT,))
        draft_file = make_draft_file(draft)
        submitted = cases[State.SUBMITTED]
        record_copy(submitted.latest_version)
        attachment = make_attachment(submitted)
        self.people: dict[str, User | None] = {
            "nobody": None,
            "owner": owner,
            "other": make_applicant(),
            "officer": make_staff(Role.CASE_OFFICER, rounds=[round_]),
            "secretary": make_staff(Role.BOARD_SECRETARY, rounds=[round_]),
            "auditor": make_staff(Role.AUDITOR, rounds=[round_]),
            "finance": make_staff(Role.FINANCE, rounds=[round_]),
            "member": make_staff(Role.COMMITTEE_MEMBER, rounds=[round_]),
            "communicator": make_staff(Role.COMMUNICATOR, rounds=[round_]),
            "strategist": make_staff(Role.STRATEGIST, rounds=[round_]),
            "elsewhere": make_staff(Role.CASE_OFFICER, rounds=[make_round()]),
            "admin": make_applicant(is_superuser=True, is_staff=True, password=PASSWORD),
        }
        hidden = make_protected(self.people["officer"], round=round_)
        assessed = make_application(round=round_)
        clear_of_conflict([self.people["member"]], [assessed])
        meeting, closed = (make_meeting_of(round_) for _number in range(2))
        waiting = item_at(meeting, round=round_)
        clear_of_conflict([self.people["member"]], [waiting.application])
        close(closed)
        working = [person for name, person in self.people.items() if person and name != "elsewhere"]
        plan, adopted = make_ranked_round(working), make_ranked_round(working)
        adopt(plan=adopted, actor=self.people["officer"])
        # What stands for the variable parts of an address; a whole address goes before a part.
        self.parts = {
            "admin/arenden/<int:pk>/bered/": {"int:pk": cases[State.IN_REVIEW].pk},
            "admin/arenden/<int:pk>/begar-komplettering/": {"int:pk": cases[State.IN_REVIEW].pk},
            "admin/arenden/<int:pk>/sluta-vanta/": {"int:pk": asked.application.pk},
            "admin/arenden/<int:pk>/svar-pa-papper/": {"int:pk": asked.application.pk},
            "mina-ansokningar/<slug:reference>/komplettera/": {"slug:reference": asked.application.reference},
            "admin/arenden/<int:pk>/besluta/": {"int:pk": cases[State.PREPARED].pk},
            "admin/arenden/<int:pk>/avsluta/": {"int:pk": told.pk},
            "admin/arenden/<int:pk>/brev/<uuid:message>/": {
                "int:pk": decided.pk,
                "uuid:message": decided.messages.get(kind="decision_letter").pk,
            },
            "admin/arenden/<int:pk>/vardnadshavare/": {
                "int:pk": submitted.pk,
                "int:approval": submitted.approvals.earliest("pk").pk,
            },
            "admin/arenden/<int:pk>/deltagare/": {"int:pk": member.application_id, "int:member": member.pk},
            "admin/arenden/<int:pk>/ratta-beslut/": {"int:pk": decided.pk},
            "admin/sammantraden/": {"int:pk": meeting.pk, "int:item": waiting.pk},
            "admin/sammantraden/<int:pk>/protokoll/": {"int:pk": closed.pk},
            "admin/arenden/<int:pk>/jav/": {
                "int:pk": submitted.pk,
                "int:answer": make_answer(submitted).pk,
            },
            "admin/arenden/<int:pk>/oppna/": {"int:pk": hidden.pk},
            "admin/arenden/<int:pk>/sluta-skydda/": {"int:pk": hidden.pk},
            "admin/arenden/<int:pk>/namngivna/": {
                "int:pk": hidden.pk,
                "int:assignment": hidden.assignments.earliest("pk").pk,
            },
            "admin/bedomning/": {"int:pk": assessed.pk, "uuid:file_id": make_attachment(assessed).pk},
            "admin/jav/sagt/": {"int:round": round_.pk},
            "admin/arenden/": {"int:pk": submitted.pk, "int:number": 1, "uuid:file_id": attachment.pk},
            "admin/brev/": {"uuid:message": decided.messages.get(kind="decision_letter").pk},
            "admin/brevmallar/": {"int:pk": LetterTemplate.objects.earliest("pk").pk},
            "admin/kompletteringsmallar/": {"int:pk": SupplementTemplate.objects.earliest("pk").pk},
            "admin/logg/": {"slug:log": "arenden"},
            "admin/papper/": {"int:round": round_.pk},
            "admin/rangordning/": {
                "int:pk": plan.round_id,
                "int:plan": plan.pk,
                "int:case": plan.lines.earliest("pk").application_id,
            },
            "admin/rangordning/forslag/<int:plan>/angra/": {"int:plan": adopted.pk},
            "admin/omgangar/": {"int:pk": round_.pk},
            "admin/samarbetsforslag/": {"int:pk": make_proposal().pk},
            "admin/stipendier/": {"int:pk": round_.programme_id},
            "admin/tillganglighet/": {"int:pk": make_report().pk},
            "admin/texter/": {"int:pk": PortalText.objects.get(key="declaration").pk},
            "admin/users/": {"int:pk": self.people["elsewhere"].pk},
            "tyck-till/": {"int:page_id": Site.objects.get(is_default_site=True).root_page_id},
            "delning/": {"int:pk": 1, "slug:version": "en-annan"},
            "godkann/deltagare/": {"str:token": member.token},
            # A page that has nothing to put in a calendar.
            "kalender/": {"int:pk": Page.get_first_root_node().pk},
            "mina-ansokningar/<slug:reference>/bilaga/": {
                "slug:reference": submitted.reference,
                "uuid:file_id": attachment.pk,
            },
            "": {
                "uuid:draft_id": draft.pk,
                "uuid:file_id": draft_file.pk,
                "slug:step": ABOUT,
                "slug:slug": round_.slug,
                "slug:reference": submitted.reference,
                "str:token": submitted.approvals.earliest("pk").token,
            },
        }

    def parts_of(self, route: str) -> dict[str, str]:
        """What stands for the variable parts of a route in this world."""
        key = max((start for start in self.parts if route.startswith(start)), key=len)
        return {name: str(value) for name, value in self.parts[key].items()}

    def address(self, route: str, **instead: str) -> str:
        """The address of a route in this world; `instead` are other values of its parts, by what they are of.

        `address(route, pk="7")` puts 7 where the route has `<int:pk>`.
        """
        parts = {
            f"<{name}>": instead.get(name.split(":")[1], value)
            for name, value in self.parts_of(route).items()
        }
        return "/" + re.sub(r"<[^>]+>", lambda match: parts[match.group()], route.lstrip("/"))

    def clients(self) -> Iterator[tuple[str, Client]]:
        """A browser for each, one at a time."""
        for name, person in self.people.items():
            client = Client(raise_request_exception=False)
            if person:
                client.force_login(person)
            yield name, client
