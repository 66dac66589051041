from home.models.accessibility_report import AccessibilityReport
from home.models.accessibility_statement_page import AccessibilityStatementPage
from home.models.base import BasePage
from home.models.contact_function import ContactFunction
from home.models.easy_read_page import EasyReadPage
from home.models.home_page import HomePage
from home.models.page_help import PageHelp, PageHelpText
from home.models.page_views import PageViews
from home.models.picture import Picture, PictureRendition
from home.models.priority_area_page import PriorityAreaPage
from home.models.sign_in_event import SignInEvent
from home.models.standard_page import StandardPage
from home.models.strategy_page import StrategyPage
from home.models.user import User

__all__ = [
    "AccessibilityReport",
    "AccessibilityStatementPage",
    "BasePage",
    "ContactFunction",
    "EasyReadPage",
    "HomePage",
    "PageHelp",
    "PageHelpText",
    "PageViews",
    "Picture",
    "PictureRendition",
    "PriorityAreaPage",
    "SignInEvent",
    "StandardPage",
    "StrategyPage",
    "User",
]
