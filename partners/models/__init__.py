from partners.models.partner_index_page import PartnerIndexPage
from partners.models.partner_town_page import PartnershipStatus, PartnerTownPage

__all__ = ["PartnerIndexPage", "PartnerTownPage", "PartnershipStatus"]
