"""The questions about people: who applies, who decides about her, who comes along."""

from django.utils.translation import gettext_lazy

from stipend_portal.formats import as_day, one_of
from stipend_portal.questions.choices import (
    CONNECTIONS,
    CONNECTIONS_OF_OTHERS,
    SITUATIONS,
    TOGETHER_CHOICES,
)
from stipend_portal.questions.shapes import Column, Question, Section

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
        Question(
            "school",
            gettext_lazy("Your school and class"),
            gettext_lazy("For example Exempelskolan, 9B."),
            missing=gettext_lazy("Write the name of your school, and your class."),
            switch="asks_school",
        ),
    ),
)
CUSTODY = Section(
    "custody",
    "vem-bestammer",
    gettext_lazy("Who decides about you?"),
    (
        Question(
            "situation",
            gettext_lazy("Who is your guardian?"),
            gettext_lazy(
                "A guardian (vårdnadshavare) is an adult who decides about you by law, most often a parent."
            ),
            one_of(SITUATIONS),
            missing=gettext_lazy("Choose what is true for you. If you are unsure, ask the adults at home."),
        ),
    ),
    asked_of=gettext_lazy("You who are under 18"),
)
GUARDIANS = Section(
    "guardians",
    "vardnadshavare",
    gettext_lazy("Your guardians"),
    (
        Question(
            "first_name",
            gettext_lazy("Guardian: name"),
            missing=gettext_lazy("Write your guardian's name."),
        ),
        Question(
            "first_email",
            gettext_lazy("Guardian: e-mail address"),
            gettext_lazy("We send a link there. The guardian reads your application and answers yes or no."),
            missing=gettext_lazy("Write your guardian's e-mail address."),
        ),
        Question(
            "second_name",
            gettext_lazy("The other guardian: name"),
            missing=gettext_lazy("Write the other guardian's name. If you have only one, go back one page."),
        ),
        Question(
            "second_email",
            gettext_lazy("The other guardian: e-mail address"),
            gettext_lazy("It must be another address, so that each can answer."),
            missing=gettext_lazy("Write the other guardian's e-mail address."),
        ),
        Question(
            "missing_name",
            gettext_lazy("The guardian who cannot be reached: name"),
            missing=gettext_lazy("Write the name of the guardian who cannot be reached."),
        ),
        Question(
            "missing_reason",
            gettext_lazy("Why can this guardian not be reached?"),
            gettext_lazy("A few words are enough. A case officer reads them and decides how to go on."),
            missing=gettext_lazy("Write in a few words why this guardian cannot be reached."),
        ),
        Question(
            "safe_contact",
            gettext_lazy("How can we reach you safely?"),
            gettext_lazy(
                "For example your own telephone and when you can talk. We do not write to anyone at home."
            ),
            missing=gettext_lazy("Write how a case officer can reach you, for example your telephone."),
        ),
        Question(
            "private_reason",
            gettext_lazy("Is there something you want us to know?"),
            gettext_lazy("You need not tell why. You can tell the person who contacts you."),
            long=True,
        ),
    ),
    asked_of=gettext_lazy("You who are under 18"),
)
TOGETHER = Section(
    "together",
    "tillsammans",
    gettext_lazy("Alone or together"),
    (
        Question(
            "how",
            gettext_lazy("Do you apply alone or together with others?"),
            show=one_of(TOGETHER_CHOICES),
            missing=gettext_lazy("Choose whether you apply alone or as a group."),
        ),
    ),
)
MEMBERS = Section(
    "members",
    "deltagare",
    gettext_lazy("The others in the group"),
    (
        Question(
            "rows",
            gettext_lazy("Who else is coming?"),
            gettext_lazy(
                "One person in each row, not you. Each gets a link by e-mail and answers herself. "
                "Write the day of birth like 27 3 2011."
            ),
            missing=gettext_lazy("Write at least one more person. If you are alone, go back one page."),
            columns=(
                Column("name", gettext_lazy("First and last name"), missing=gettext_lazy("write the name.")),
                Column(
                    "birth_date",
                    gettext_lazy("Day of birth"),
                    as_day,
                    gettext_lazy("write the day of birth, for example 27 3 2011."),
                ),
                Column(
                    "connection",
                    gettext_lazy("Link to Åmål"),
                    one_of(CONNECTIONS_OF_OTHERS),
                    gettext_lazy("choose the link to Åmål."),
                    tuple(CONNECTIONS_OF_OTHERS),
                ),
                Column(
                    "email",
                    gettext_lazy("E-mail address"),
                    missing=gettext_lazy("write the e-mail address."),
                ),
            ),
        ),
    ),
    asked_of=gettext_lazy("Groups"),
)
