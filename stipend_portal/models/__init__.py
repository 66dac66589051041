from stipend_portal.models.application import Application
from stipend_portal.models.decision import Decision
from stipend_portal.models.draft import Draft, DraftStep
from stipend_portal.models.event import Event
from stipend_portal.models.guardian_approval import GuardianApproval
from stipend_portal.models.outbox_message import OutboxMessage
from stipend_portal.models.programme import Programme
from stipend_portal.models.round import Round, RoundRole
from stipend_portal.models.version import ApplicationVersion

__all__ = [
    "Application",
    "ApplicationVersion",
    "Decision",
    "Draft",
    "DraftStep",
    "Event",
    "GuardianApproval",
    "OutboxMessage",
    "Programme",
    "Round",
    "RoundRole",
]
