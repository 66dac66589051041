"""Every question of the application, worded once.

The forms ask them; the check page, the guardian's page and the case page show them with their answers,
which are plain JSON values by section and question name (see `answers`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy, pgettext_lazy

from stipend_portal.formats import Choices, Text, as_day, as_kronor, as_text, one_of

CONNECTIONS: Choices = [
    ("lives", gettext_lazy("I live in Åmål municipality")),
    ("studies", gettext_lazy("I go to school in Åmål municipality")),
    ("both", gettext_lazy("I both live and go to school in Åmål municipality")),
]
GUARDIAN_COUNTS: Choices = [
    ("two", pgettext_lazy("number of guardians", "Two guardians")),
    ("one", pgettext_lazy("number of guardians", "One guardian (sole custody)")),
]
PURPOSES: Choices = [
    ("exchange", gettext_lazy("Go to school abroad on an exchange")),
    ("youth_exchange", gettext_lazy("Meet young people in another country, with a group")),
    ("volunteering", gettext_lazy("Be a volunteer")),
    ("internship", gettext_lazy("Try a job (internship)")),
    ("visit", gettext_lazy("Visit a partner town")),
    ("other", gettext_lazy("Something else")),
]
OTHER_PLACE = "other"


@dataclass(frozen=True)
class Question:
    """One question: its name in the answers, its words, and how an answer is shown."""

    name: str
    label: Text
    help_text: Text = ""
    show: Callable[[Any], str] = as_text
    long: bool = False
    # What the form says when nothing is answered: how to mend it, not that it is missing.
    missing: Text = ""


@dataclass(frozen=True)
class Section:
    """One page of the form. `slug` is its address, `key` its name in the stored answers."""

    key: str
    slug: str
    title: Text
    questions: tuple[Question, ...] = field(default=())

    def __getitem__(self, name: str) -> Question:
        """The question with this name. Raises KeyError."""
        for question in self.questions:
            if question.name == name:
                return question
        raise KeyError(name)


ABOUT = Section(
    "about",
    "om-dig",
    gettext_lazy("About you"),
    (
        Question(
            "full_name",
            gettext_lazy("Your first and last name"),
            missing=gettext_lazy("Write your first and last name."),
        ),
        Question(
            "birth_date",
            gettext_lazy("When were you born?"),
            gettext_lazy("For example 27 3 2011."),
            as_day,
            missing=gettext_lazy("Write the day, month and year you were born."),
        ),
        Question(
            "connection",
            gettext_lazy("What is your link to Åmål?"),
            show=one_of(CONNECTIONS),
            missing=gettext_lazy("Choose your link to Åmål."),
        ),
        Question(
            "phone",
            gettext_lazy("Your telephone number"),
            gettext_lazy("Only used if we need to ask you about the application."),
        ),
    ),
)
GUARDIANS = Section(
    "guardians",
    "vardnadshavare",
    gettext_lazy("Your guardians"),
    (
        Question(
            "count",
            gettext_lazy("How many guardians do you have?"),
            gettext_lazy("A guardian is an adult who decides about you by law, most often a parent."),
            one_of(GUARDIAN_COUNTS),
            missing=gettext_lazy("Choose how many guardians you have."),
        ),
        Question(
            "first_name",
            gettext_lazy("First guardian: name"),
            missing=gettext_lazy("Write your guardian's name."),
        ),
        Question(
            "first_email",
            gettext_lazy("First guardian: e-mail address"),
            gettext_lazy("We send a link there. The guardian reads your application and answers yes or no."),
            missing=gettext_lazy("Write your guardian's e-mail address."),
        ),
        Question(
            "second_name",
            gettext_lazy("Second guardian: name"),
            gettext_lazy("Leave this empty if you have one guardian."),
            missing=gettext_lazy("Write the second guardian's name, or choose one guardian above."),
        ),
        Question(
            "second_email",
            gettext_lazy("Second guardian: e-mail address"),
            gettext_lazy("Leave this empty if you have one guardian."),
            missing=gettext_lazy("Write the second guardian's e-mail address, or choose one guardian above."),
        ),
    ),
)
TRIP = Section(
    "trip",
    "resan",
    gettext_lazy("The trip"),
    (
        Question(
            "purpose",
            gettext_lazy("What will you do?"),
            show=one_of(PURPOSES),
            missing=gettext_lazy("Choose what you will do."),
        ),
        Question(
            "destination",
            gettext_lazy("Where are you going?"),
            missing=gettext_lazy("Choose where you are going."),
        ),
        Question(
            "other_place",
            gettext_lazy("Town and country"),
            gettext_lazy("Write this only if you chose another place."),
            missing=gettext_lazy("Write the town and country you are going to."),
        ),
        Question(
            "departure",
            gettext_lazy("When do you leave?"),
            gettext_lazy("For example 14 6 2027."),
            as_day,
            missing=gettext_lazy("Write the day, month and year you leave."),
        ),
        Question(
            "homecoming",
            gettext_lazy("When do you come home?"),
            gettext_lazy("For example 28 6 2027."),
            as_day,
            missing=gettext_lazy("Write the day, month and year you come home."),
        ),
        Question(
            "plan",
            gettext_lazy("Tell us about the trip"),
            gettext_lazy(
                "What will you do there, whom will you meet, where will you stay? At most 3,000 characters."
            ),
            long=True,
            missing=gettext_lazy("Tell us about the trip. A few sentences are enough."),
        ),
    ),
)
BUDGET = Section(
    "budget",
    "budget",
    gettext_lazy("What it costs"),
    (
        Question(
            "rows",
            gettext_lazy("What costs money on the trip?"),
            gettext_lazy("One thing on each row, with what it costs in kronor. Empty rows are left out."),
            missing=gettext_lazy("Write at least one thing that costs money, and how much."),
        ),
        Question(
            "amount",
            gettext_lazy("How much do you apply for?"),
            gettext_lazy("In kronor. You can write 1200, 1 200 or 1 200 kr."),
            as_kronor,
            missing=gettext_lazy("Write how many kronor you apply for."),
        ),
    ),
)
WHY = Section(
    "why",
    "varfor",
    gettext_lazy("Why you want to go"),
    (
        Question(
            "reason",
            gettext_lazy("Why do you want to make this trip?"),
            gettext_lazy(
                "What do you hope to learn or see? Write in your own words. There is no wrong answer. "
                "At most 3,000 characters."
            ),
            long=True,
            missing=gettext_lazy("Write why you want to make this trip."),
        ),
        Question(
            "sharing",
            gettext_lazy("How will you tell others about it when you are home?"),
            gettext_lazy(
                "For example in class, in a club, with pictures or a film. At most 3,000 characters."
            ),
            long=True,
            missing=gettext_lazy("Write how you will tell others about the trip."),
        ),
    ),
)

SECTIONS: tuple[Section, ...] = (ABOUT, GUARDIANS, TRIP, BUDGET, WHY)
BY_SLUG: Mapping[str, Section] = {section.slug: section for section in SECTIONS}
