from stipend_portal.models.application import Application
from stipend_portal.models.decision import Decision
from stipend_portal.models.draft import Draft, DraftStep
from stipend_portal.models.event import Event
from stipend_portal.models.group_member import GroupMember
from stipend_portal.models.guardian_approval import GuardianApproval
from stipend_portal.models.message import Message
from stipend_portal.models.outbox_message import OutboxMessage
from stipend_portal.models.portal_settings import PortalSettings
from stipend_portal.models.portal_text import PortalText
from stipend_portal.models.programme import GroupAmount, Programme
from stipend_portal.models.round import Round, RoundRole
from stipend_portal.models.start_page import RoundPage, StipendsPage
from stipend_portal.models.step_count import StepCount
from stipend_portal.models.stored_file import Attachment, DraftFile
from stipend_portal.models.supplement_request import SupplementRequest
from stipend_portal.models.version import ApplicationVersion
from stipend_portal.models.version_document import VersionDocument

__all__ = [
    "Application",
    "ApplicationVersion",
    "Attachment",
    "Decision",
    "Draft",
    "DraftFile",
    "DraftStep",
    "Event",
    "GroupAmount",
    "GroupMember",
    "GuardianApproval",
    "Message",
    "OutboxMessage",
    "PortalSettings",
    "PortalText",
    "Programme",
    "Round",
    "RoundPage",
    "RoundRole",
    "StepCount",
    "StipendsPage",
    "SupplementRequest",
    "VersionDocument",
]
