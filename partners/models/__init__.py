from partners.models.partner_index_page import PartnerIndexPage
from partners.models.partner_project_index_page import PartnerProjectIndexPage
from partners.models.partner_project_page import PartnerProjectPage, ProjectStatus
from partners.models.partner_town_page import PartnerTownPage
from partners.models.partnership import PartnershipKind, PartnershipStatus
from partners.models.partnership_proposal import PartnershipProposal
from partners.models.proposal_purge import ProposalPurge

__all__ = [
    "PartnerIndexPage",
    "PartnerProjectIndexPage",
    "PartnerProjectPage",
    "PartnerTownPage",
    "PartnershipKind",
    "PartnershipProposal",
    "PartnershipStatus",
    "ProjectStatus",
    "ProposalPurge",
]
