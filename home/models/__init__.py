from home.models.annual_report_page import AnnualReportIndexPage, AnnualReportPage
from home.models.base import BasePage
from home.models.contact_function import ContactFunction
from home.models.easy_read_page import EasyReadPage
from home.models.home_page import HomePage
from home.models.opportunity_index_page import OpportunityIndexPage
from home.models.opportunity_page import OpportunityPage
from home.models.picture import Picture, PictureRendition
from home.models.priority_area_page import PriorityAreaPage
from home.models.sign_in_event import SignInEvent
from home.models.standard_page import StandardPage
from home.models.strategy_page import StrategyPage
from home.models.user import User

__all__ = [
    "AnnualReportIndexPage",
    "AnnualReportPage",
    "BasePage",
    "ContactFunction",
    "EasyReadPage",
    "HomePage",
    "OpportunityIndexPage",
    "OpportunityPage",
    "Picture",
    "PictureRendition",
    "PriorityAreaPage",
    "SignInEvent",
    "StandardPage",
    "StrategyPage",
    "User",
]
