from stipend_portal.models.allocation_plan import AllocationPlan, PlanLine
from stipend_portal.models.application import Application
from stipend_portal.models.assessment import Assessment, Score
from stipend_portal.models.assignment import Assignment
from stipend_portal.models.case_document import CaseDocument
from stipend_portal.models.conflict_of_interest import ConflictOfInterest
from stipend_portal.models.criterion import Criterion
from stipend_portal.models.decision import Decision
from stipend_portal.models.draft import Draft, DraftStep
from stipend_portal.models.event import Event
from stipend_portal.models.group_member import GroupMember
from stipend_portal.models.guardian_approval import GuardianApproval
from stipend_portal.models.letter_document import LetterDocument
from stipend_portal.models.letter_template import LetterTemplate
from stipend_portal.models.meeting import AgendaItem, Attendance, Meeting, ReportedDecision
from stipend_portal.models.message import Message
from stipend_portal.models.note import Note
from stipend_portal.models.outbox_message import OutboxMessage
from stipend_portal.models.portal_settings import PortalSettings
from stipend_portal.models.portal_text import PortalText
from stipend_portal.models.programme import GroupAmount, Programme
from stipend_portal.models.round import Round, RoundRole
from stipend_portal.models.round_event import RoundEvent
from stipend_portal.models.saved_view import SavedView
from stipend_portal.models.start_page import RoundPage, StipendsPage
from stipend_portal.models.step_count import StepCount
from stipend_portal.models.stored_file import Attachment, DraftFile
from stipend_portal.models.supplement_request import SupplementRequest
from stipend_portal.models.supplement_template import SupplementTemplate
from stipend_portal.models.version import ApplicationVersion
from stipend_portal.models.version_document import VersionDocument

__all__ = [
    "AgendaItem",
    "AllocationPlan",
    "Application",
    "ApplicationVersion",
    "Assessment",
    "Assignment",
    "Attachment",
    "Attendance",
    "CaseDocument",
    "ConflictOfInterest",
    "Criterion",
    "Decision",
    "Draft",
    "DraftFile",
    "DraftStep",
    "Event",
    "GroupAmount",
    "GroupMember",
    "GuardianApproval",
    "LetterDocument",
    "LetterTemplate",
    "Meeting",
    "Message",
    "Note",
    "OutboxMessage",
    "PlanLine",
    "PortalSettings",
    "PortalText",
    "Programme",
    "ReportedDecision",
    "Round",
    "RoundEvent",
    "RoundPage",
    "RoundRole",
    "SavedView",
    "Score",
    "StepCount",
    "StipendsPage",
    "SupplementRequest",
    "SupplementTemplate",
    "VersionDocument",
]
