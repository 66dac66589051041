"""The questions about the trip: where, what it costs, why, and what is attached."""

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy

from stipend_portal.formats import as_day, as_kronor, one_of
from stipend_portal.questions.choices import PURPOSES, YES
from stipend_portal.questions.shapes import Column, Question, Section

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
            "stops",
            gettext_lazy("Are you going to more places?"),
            gettext_lazy("Write each place in a row of its own. Leave it empty if you stay in one place."),
            columns=(
                Column("place", gettext_lazy("Place"), missing=gettext_lazy("write which place.")),
                Column(
                    "when",
                    gettext_lazy("When"),
                    missing=gettext_lazy("write when you are there, for example 18–20 June."),
                ),
                Column("what", gettext_lazy("What you do there")),
            ),
        ),
        Question(
            "host",
            gettext_lazy("Who receives you?"),
            gettext_lazy("The name of the school, organisation or family, and how we can reach them."),
            missing=gettext_lazy("Write who receives you. If you do not know yet, write that."),
            switch="asks_host",
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
            columns=(
                Column("what", gettext_lazy("What"), missing=gettext_lazy("write what it is.")),
                Column("amount", gettext_lazy("Kronor"), as_kronor, gettext_lazy("write what it costs.")),
                Column("quote", gettext_lazy("Quote attached"), one_of(YES), choices=tuple(YES[:1])),
            ),
            total="amount",
        ),
        Question(
            "quotes",
            gettext_lazy("Two quotes for the journey"),
            gettext_lazy(
                "Ask two companies what the journey costs. Write both prices here and attach what they "
                "have written to you on the page for attachments."
            ),
            missing=gettext_lazy("Write two quotes, one in each row."),
            switch="asks_two_quotes",
            columns=(
                Column("who", gettext_lazy("Company"), missing=gettext_lazy("write which company.")),
                Column("amount", gettext_lazy("Kronor"), as_kronor, gettext_lazy("write the price.")),
            ),
        ),
        Question(
            "own_contribution",
            gettext_lazy("How much do you pay yourself?"),
            gettext_lazy("In kronor. Write 0 if you pay nothing."),
            as_kronor,
            missing=gettext_lazy("Write how many kronor you pay yourself, or 0."),
            switch="asks_own_contribution",
        ),
        Question(
            "other_funding",
            gettext_lazy("Do you get money from others for the trip?"),
            gettext_lazy("For example from the school or a club. Leave it empty if you do not."),
            switch="asks_other_funding",
            columns=(
                Column("who", gettext_lazy("From whom"), missing=gettext_lazy("write who gives it.")),
                Column("amount", gettext_lazy("Kronor"), as_kronor, gettext_lazy("write how much.")),
            ),
            total="amount",
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

ATTACHMENTS = Section(
    "attachments",
    "bilagor",
    gettext_lazy("Attachments"),
    (
        Question(
            "files",
            gettext_lazy("Files you attach"),
            gettext_lazy("Pictures from the telephone or PDF files, for example quotes or an invitation."),
            missing=gettext_lazy("Attach at least one file. A photo from the telephone is fine."),
            columns=(
                Column("name", gettext_lazy("File")),
                Column("about", gettext_lazy("What it is")),
                Column("size", gettext_lazy("Size"), filesizeformat),
            ),
        ),
    ),
)
