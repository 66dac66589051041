from home.models.base import BasePage
from home.models.home_page import HomePage
from home.models.link_check import LinkCheck
from home.models.priority_area_page import PriorityAreaPage
from home.models.review_reminder import ReviewReminder
from home.models.second_person_task import SecondPersonTask
from home.models.sign_in_event import SignInEvent
from home.models.standard_page import StandardPage
from home.models.strategy_page import StrategyPage
from home.models.user import User

__all__ = [
    "BasePage",
    "HomePage",
    "LinkCheck",
    "PriorityAreaPage",
    "ReviewReminder",
    "SecondPersonTask",
    "SignInEvent",
    "StandardPage",
    "StrategyPage",
    "User",
]
