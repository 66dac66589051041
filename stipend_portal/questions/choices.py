"""The alternatives that questions offer: the value that is kept, and its words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy, pgettext_lazy

from stipend_portal.formats import Choices

TWO, ONE, ONE_UNREACHABLE, APPOINTED, NOT_ASKED = "two", "one", "one_unreachable", "appointed", "not_asked"
ALONE, GROUP = "alone", "group"

# The questions about guardians that are asked in each situation. In the last nobody at home is written to: a
# case officer takes over.
_FIRST, _SECOND = ("first_name", "first_email"), ("second_name", "second_email")
ASKED_OF_GUARDIANS: Mapping[str, tuple[str, ...]] = {
    TWO: _FIRST + _SECOND,
    ONE: _FIRST,
    ONE_UNREACHABLE: (*_FIRST, "missing_name", "missing_reason"),
    APPOINTED: _FIRST,
    NOT_ASKED: ("safe_contact", "private_reason"),
}

CONNECTIONS: Choices = [
    ("lives", gettext_lazy("I live in Åmål municipality")),
    ("studies", gettext_lazy("I go to school in Åmål municipality")),
    ("both", gettext_lazy("I both live and go to school in Åmål municipality")),
]
CONNECTIONS_OF_OTHERS: Choices = [
    ("lives", pgettext_lazy("someone else", "Lives in Åmål municipality")),
    ("studies", pgettext_lazy("someone else", "Goes to school in Åmål municipality")),
    ("both", pgettext_lazy("someone else", "Both lives and goes to school there")),
]
SITUATIONS: Choices = [
    (TWO, pgettext_lazy("guardians", "I have two guardians")),
    (ONE, pgettext_lazy("guardians", "I have one guardian, who decides alone (sole custody)")),
    (ONE_UNREACHABLE, pgettext_lazy("guardians", "I have two guardians, but one cannot be reached")),
    (APPOINTED, pgettext_lazy("guardians", "A court has chosen a guardian for me (specially appointed)")),
    (NOT_ASKED, pgettext_lazy("guardians", "I cannot or must not ask my guardian")),
]
TOGETHER_CHOICES: Choices = [
    (ALONE, gettext_lazy("I apply alone")),
    (GROUP, gettext_lazy("We are a group, and I am its contact person")),
]
YES: Choices = [("yes", gettext_lazy("Yes")), ("", gettext_lazy("No"))]
PURPOSES: Choices = [
    ("exchange", gettext_lazy("Go to school abroad on an exchange")),
    ("youth_exchange", gettext_lazy("Meet young people in another country, with a group")),
    ("volunteering", gettext_lazy("Be a volunteer")),
    ("internship", gettext_lazy("Try a job (internship)")),
    ("visit", gettext_lazy("Visit a partner town")),
    ("other", gettext_lazy("Something else")),
]
OTHER_PLACE = "other"
