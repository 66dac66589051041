"""Page: why you want to go."""

from stipend_portal.apply.forms.base import StepForm, long_text
from stipend_portal.questions import WHY


class WhyForm(StepForm):
    """The applicant's own words."""

    section = WHY

    reason = long_text()
    sharing = long_text()
