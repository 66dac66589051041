from home.models.about_pages import AboutPages, register_subject
from home.models.accessibility_report import AccessibilityReport
from home.models.accessibility_statement_page import AccessibilityStatementPage
from home.models.annual_report_page import AnnualReportIndexPage, AnnualReportPage
from home.models.base import BasePage
from home.models.contact_function import ContactFunction
from home.models.easy_read_page import EasyReadPage
from home.models.europe_direct_page import EuropeDirectPage
from home.models.event_index_page import EventIndexPage
from home.models.event_page import EventPage
from home.models.home_page import HomePage
from home.models.link_check import LinkCheck
from home.models.news_index_page import NewsIndexPage
from home.models.news_page import NewsPage
from home.models.opportunity_index_page import OpportunityIndexPage
from home.models.opportunity_page import OpportunityPage
from home.models.organisation_page import OrganisationPage
from home.models.page_help import PageHelp, PageHelpText
from home.models.page_views import PageViews
from home.models.people_page import PeoplePage
from home.models.picture import Picture, PictureRendition
from home.models.priority_area_page import PriorityAreaPage
from home.models.questions_page import QuestionsPage
from home.models.review_reminder import ReviewReminder
from home.models.second_person_task import SecondPersonTask
from home.models.sign_in_event import SignInEvent
from home.models.standard_page import StandardPage
from home.models.story_index_page import StoryIndexPage
from home.models.story_page import StoryPage
from home.models.strategy_page import StrategyPage
from home.models.untold_comment import UntoldComment
from home.models.user import User

__all__ = [
    "AboutPages",
    "AccessibilityReport",
    "AccessibilityStatementPage",
    "AnnualReportIndexPage",
    "AnnualReportPage",
    "BasePage",
    "ContactFunction",
    "EasyReadPage",
    "EuropeDirectPage",
    "EventIndexPage",
    "EventPage",
    "HomePage",
    "LinkCheck",
    "NewsIndexPage",
    "NewsPage",
    "OpportunityIndexPage",
    "OpportunityPage",
    "OrganisationPage",
    "PageHelp",
    "PageHelpText",
    "PageViews",
    "PeoplePage",
    "Picture",
    "PictureRendition",
    "PriorityAreaPage",
    "QuestionsPage",
    "ReviewReminder",
    "SecondPersonTask",
    "SignInEvent",
    "StandardPage",
    "StoryIndexPage",
    "StoryPage",
    "StrategyPage",
    "UntoldComment",
    "User",
    "register_subject",
]
