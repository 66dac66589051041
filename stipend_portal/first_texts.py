"""The texts of the application that BUN edits in the admin: which there are, where, and their first words.

The first words become rows once (see `texts.make_first_texts`); from then on the rows are what is shown.
An empty line begins a new paragraph, a line that begins with `#` is a heading, and lines that begin
with `-` are a list.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from stipend_portal.formats import Text as Words


@dataclass(frozen=True)
class Text:
    """One text: its key, where it is shown, its first words, and whether it may be emptied."""

    key: str
    place: Words
    first: Words
    required: bool = False


BEFORE: tuple[Text, ...] = (
    Text(
        "protected-identity",
        _("Start page: protected identity"),
        _(
            "Do not write anything here if you have protected identity (skyddade personuppgifter). The same "
            "goes if someone in your family or in your group has it.\n\n"
            "Contact us first, and together we find a safe way: {contact}\n\n"
            "The same last day applies. You need not tell us why."
        ),
    ),
    Text(
        "paper-route",
        _("Start page: on paper or by telephone"),
        _(
            "You can apply on paper or by telephone instead. The questions are the same, and so is the last "
            "day. Contact us and we help you: {contact}\n\n"
            "Ask us in the same way if something does not work, or if you wonder about anything."
        ),
    ),
    Text(
        "how-long",
        _("Start page: how long it takes"),
        _(
            "About half an hour, if you know where you are going and what it costs. Everything you write is "
            "saved. You can stop and go on another day, on another telephone or computer."
        ),
    ),
    Text(
        "privacy-short",
        _("What happens to what you write: short, where you begin to write"),
        _(
            "Until you send, only you can read what you write.\n\n"
            "When you have sent it, those at the municipality who handle and decide about the stipends read "
            "it. It also becomes an official document (allmän handling). That means that anyone may ask to "
            "read it. The municipality first checks if something in it must be kept secret by law.\n\n"
            "So write only what is needed. Do not write about illness, religion or other very private "
            "things, neither about yourself nor about others."
        ),
        required=True,
    ),
    Text(
        "privacy-long",
        _("What happens to what you write: the whole, on a page of its own"),
        _(
            "# Who is responsible\n\n"
            "The board of children and education (barn- och utbildningsnämnden) in Åmål municipality is "
            "responsible for what you write here. Ask us about it: {contact}\n\n"
            "The municipality also has a data protection officer (dataskyddsombud), who helps you with your "
            "rights. The municipality's switchboard tells you how to reach that person.\n\n"
            "# Why we need it\n\n"
            "To know who applies, to decide who gets a stipend, and to be able to show afterwards that it "
            "was done right. The law calls this a task in the public interest. That is why we do not ask "
            "you for consent: you decide yourself if you want to apply.\n\n"
            "# What we save\n\n"
            "- What you write in the application, and the files you attach.\n"
            "- Your e-mail address, which you sign in with and where our mails go.\n"
            "- Names and e-mail addresses of your guardians, if you are under 18, and what they answer.\n"
            "- Names, days of birth and e-mail addresses of the others in your group, if you are a group.\n"
            "- What happens to the application: when it came, who handled it, and what was decided.\n\n"
            "We do not ask for your personal identity number in the application. We count how many get to "
            "each page of the form, but not who.\n\n"
            "# If someone else has written about you\n\n"
            "Perhaps you are a guardian, or in a group where somebody else writes the application. Then your "
            "name and address come from the person who applies. You have the same rights as she or he.\n\n"
            "# Who reads it\n\n"
            "Until it is sent, only you. After that, those at the municipality who handle, decide, pay and "
            "check the stipends. Your guardians read the application too, if they must approve it.\n\n"
            "An application that has been sent is an official document (allmän handling). Anyone may ask to "
            "read it. The municipality then checks if something in it must be kept secret by law.\n\n"
            "People decide about the stipends, never a computer.\n\n"
            "# How long we keep it\n\n"
            "What you have not sent is removed after a while. We tell you before, by e-mail. You can remove "
            "it yourself whenever you like.\n\n"
            "What you have sent is kept for as long as the municipality's rules for its archive say. Such "
            "documents may not be removed earlier, not even if you ask for it.\n\n"
            "# Your rights\n\n"
            "- You may learn what we have saved about you, and get a copy of it.\n"
            "- You may have mistakes put right.\n"
            "- You may object to how we use it, and ask us to use it less or remove it. We then tell you "
            "what the law allows.\n"
            "- You may complain to the Swedish Authority for Privacy Protection (Integritetsskydds"
            "myndigheten, IMY): https://www.imy.se"
        ),
        required=True,
    ),
)

STEPS: tuple[Text, ...] = (
    Text(
        "om-dig",
        _("Above the page “About you”"),
        _(
            "Here you tell who you are, so that we know that the stipend is for you. You need no personal "
            "identity number. We never ask for it in the application."
        ),
    ),
    Text(
        "vem-bestammer",
        _("Above the page “Who decides about you?”"),
        _(
            "You are under 18. Then the adults who decide about you by law must say yes before you can get "
            "a stipend.\n\n"
            "Does it not feel safe to ask at home? Choose the last answer. Then nobody at home gets a mail "
            "from us, and a person at the municipality talks to you first."
        ),
    ),
    Text(
        "vardnadshavare",
        _("Above the page “Your guardians”"),
        _(
            "Each guardian gets a mail of her or his own, in Swedish and English, with a link to your "
            "application. There she or he answers yes or no. We send the mail when you send the application, "
            "not before."
        ),
    ),
    Text(
        "not-asked-guardian",
        _("On the page “Your guardians”, for someone who cannot or must not ask"),
        _(
            "It is fine that you do not ask a guardian now. Nobody at home gets a mail from us.\n\n"
            "When you have sent the application, a person at the municipality contacts you in the way that "
            "you say is safe. Together you find out how to go on. Do you want to talk to us before that? "
            "{contact}\n\n"
            "If someone hurts or threatens you, call 112. You can also call BRIS, who help everyone under "
            "18: 116 111. It costs nothing and is not seen on the telephone bill."
        ),
    ),
    Text(
        "tillsammans",
        _("Above the page “Alone or together”"),
        _(
            "In a group, one of you writes the application. That person is the contact person. The others "
            "get a mail each and answer for themselves."
        ),
    ),
    Text(
        "deltagare",
        _("Above the page “The others in the group”"),
        _(
            "Ask the others before you write their names. When you have sent the application, each of them "
            "gets a mail with a link, checks what it says about her or him and answers yes or no."
        ),
    ),
    Text(
        "resan",
        _("Above the page “The trip”"),
        _(
            "Tell it as you would to a friend who has not heard about it. Everything need not be booked. "
            "Write what you know now, and what you hope for."
        ),
    ),
    Text(
        "budget",
        _("Above the page “What it costs”"),
        _(
            "Think of tickets, somewhere to sleep, food and insurance. Look up the prices, or ask someone "
            "who has been there. If you do not know exactly, write what you think."
        ),
    ),
    Text(
        "varfor",
        _("Above the page “Why you want to go”"),
        _(
            "No answer is wrong here. We want to know what you think, in your own words. Spelling does not "
            "matter."
        ),
    ),
    Text(
        "bilagor",
        _("Above the page “Attachments”"),
        _(
            "Take a photo with your telephone, or attach a PDF file. It can be a price from a travel company, "
            "an invitation, or a letter from your school.\n\n"
            "Do not attach a passport, an identity card or anything about illness."
        ),
    ),
    Text(
        "kontrollera",
        _("Above the page “Check your answers”"),
        _(
            "Read through what you have written. If you change something, you come back here afterwards. "
            "When you have sent the application, you get a receipt by e-mail."
        ),
    ),
)

SENDING: tuple[Text, ...] = (
    Text(
        "declaration",
        _("The promise, just above the button that sends"),
        _(
            "When I send the application, I promise that:\n\n"
            "- what I have written is true\n"
            "- I tell the municipality if something important changes, for example the dates or the costs\n"
            "- I use the money for this trip, if I get any.\n\n"
            "If something turns out to be wrong, I tell the municipality, so that it can be put right: "
            "{contact}"
        ),
        required=True,
    ),
    Text(
        "guardian-page",
        _("First on the guardian's page"),
        _(
            "A young person whose guardian you are has applied for a stipend from Åmål municipality to "
            "travel abroad. Someone under 18 needs her or his guardians' approval.\n\n"
            "Read the application and answer yes or no. A yes means that the municipality may consider the "
            "application as it stands here. It does not bind you to pay anything, and you can take it back "
            "until the decision is made.\n\n"
            "Do you have questions? {contact}"
        ),
    ),
    Text(
        "member-page",
        _("First on the page of a member of a group"),
        _(
            "You have been named in a group that applies for a stipend from Åmål municipality to travel "
            "abroad.\n\n"
            "Check that what it says about you is right, and answer if you are coming along. If you do not "
            "know about the trip, answer no. Nothing happens to you because of that.\n\n"
            "Do you have questions? {contact}"
        ),
    ),
)

TEXTS: tuple[Text, ...] = (*BEFORE, *STEPS, *SENDING)
PLACES: Mapping[str, Words] = {text.key: text.place for text in TEXTS}
REQUIRED = frozenset(text.key for text in TEXTS if text.required)
