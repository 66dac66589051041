"""What the portal must answer about one case, by how the case stands towards the person: the rule in short.

Whoever has jäv, is the applicant herself, works in another round, or is not named on a case with protected
identity finds nothing: what she gets for its number is what she gets for a number that no case has. Whoever
has yet to answer about jäv is led to the question, and finds nothing elsewhere. A case with protected
identity is opened first by those named on it. A closed case is read, and noted in the register, and nothing
else is done to it. In all else the tables of `test_url_matrix` hold.
"""

from enum import Enum

from stipend_portal.states import Role

# The people of the world who work in the round, with what they do there.
WORKING = {
    "officer": Role.CASE_OFFICER,
    "secretary": Role.BOARD_SECRETARY,
    "auditor": Role.AUDITOR,
    "finance": Role.FINANCE,
    "member": Role.COMMITTEE_MEMBER,
    "communicator": Role.COMMUNICATOR,
    "strategist": Role.STRATEGIST,
}
ASKED = ("officer", "member")
HIDING = ("own", "jäv", "protected", "elsewhere")
STATES = (*HIDING, "undeclared", "named", "closed")

# How the addresses about one case begin, and the part of each that says which case.
CASE, ASSESSING = "admin/arenden/<int:pk>/", "admin/bedomning/<int:pk>/"
ITEM = "admin/sammantraden/<int:pk>/punkt/<int:item>/"
LETTER = "admin/brev/<uuid:message>.pdf"
LINE = "admin/rangordning/forslag/<int:plan>/ordning/<int:case>/"
MINE = "mina-ansokningar/<slug:reference>/"
LINK = "godkann/"
DOORS = {
    CASE: "pk",
    ASSESSING: "pk",
    ITEM: "item",
    LETTER: "message",
    LINE: "case",
    MINE: "reference",
    LINK: "token",
}
# What no case, letter or item has.
NOBODYS = dict.fromkeys(("pk", "item", "case"), "999999999") | {
    "message": "00000000-0000-4000-8000-000000000000",
    "reference": "0000-ingen",
}

# The others with a part: it says which round, text, person, draft or whole list they are about.
NOT_OF_ONE_CASE = (
    "admin/arenden/vyer/<int:pk>/",
    "admin/brevmallar/",
    "admin/jav/sagt/<int:round>/",
    "admin/kompletteringsmallar/",
    "admin/logg/<slug:log>/",
    "admin/omgangar/",
    "admin/papper/<int:round>/",
    "admin/rangordning/<int:pk>/",
    "admin/rangordning/forslag/<int:plan>/",
    "admin/rapporter/",
    "admin/samarbetsforslag/",
    "admin/sammantraden/<int:pk>/",
    "admin/stipendier/",
    "admin/texter/",
    "admin/tillganglighet/",
    "admin/users/",
    "ansok/",
    "delning/",
    "kalender/",
    "tyck-till/",
)

QUESTION = f"{CASE}jav/"
OPENING = f"{CASE}oppna/"
# About the case that has protected identity from the start.
PROTECTED = (OPENING, f"{CASE}sluta-skydda/", f"{CASE}namngivna/")

# Who opens which door of a case that is neither hidden nor decided.
READING = ("officer", "secretary", "auditor")
LET_IN = {CASE: READING, ASSESSING: ("member",), ITEM: (*READING, "member"), LETTER: READING}

# What is still read of a closed case, and what is still written about it.
FILES = (f"{CASE}bilaga/", f"{CASE}version/")
WRITTEN = tuple(f"{CASE}{act}/" for act in ("anteckning", "handling", "diarienummer", "skydda"))
STILL_WHEN_CLOSED = (*FILES, *WRITTEN, QUESTION, f"{ASSESSING}bilaga/", LETTER, f"{ITEM}ta-bort/")


class Say(Enum):
    """An answer."""

    USUAL = "as in the table"
    HERS = "as the applicant"
    GONE = "as for a number that no case has"
    ASK = "the question about jäv"
    OPEN = "the page that opens the case"
    SHOWN = "200"
    BACK = "302"
    LATE = "409"
    FORBIDDEN = "403"
    NOT_FOUND = "404"


def door_of(route: str) -> str | None:
    """How an address about one case begins; None for every other."""
    return next((door for door in DOORS if route.startswith(door)), None)


def rule(state: str, person: str, route: str, method: str, usual: int) -> Say:
    """What a person of the world gets at an address about one case; `usual` is what the table says."""
    door = door_of(route)
    if state == "closed":
        return _closed(person, route, method, usual)
    if state == "own" and door == MINE:
        return Say.HERS
    if person not in WORKING or door in {MINE, LINK}:
        return Say.USUAL
    if state in HIDING:
        return Say.GONE
    if state == "named":
        return _named(person, route, method, usual)
    if person not in ASKED:
        return Say.USUAL
    asks = route in {QUESTION, ASSESSING} or (route == CASE and person == "officer" and method == "get")
    return Say.ASK if asks else Say.GONE


def _named(person: str, route: str, method: str, usual: int) -> Say:
    door = door_of(route)
    if route == OPENING and person in (*READING, "member"):
        return Say.SHOWN
    if person == "finance" and door == CASE and usual == 403:
        # What has been granted is hers to read, once it is opened.
        return Say.OPEN
    if usual == 405 or route == QUESTION or person not in LET_IN.get(door or "", ()):
        return Say.USUAL
    # What only some may do at a meeting is refused the others before the case is looked for.
    return Say.USUAL if usual == 403 and door == ITEM and route != ITEM else Say.OPEN


def _closed(person: str, route: str, method: str, usual: int) -> Say:
    if route.startswith(PROTECTED) or usual in {403, 405}:
        return Say.USUAL
    late = Say.SHOWN if method == "get" else Say.LATE
    if route.startswith(LINK):
        return late
    if person == "finance" and route.startswith(CASE):
        # It has been granted, so she reads who, what for and how much.
        if route in {CASE, QUESTION}:
            return Say.SHOWN
        return Say.NOT_FOUND if route.startswith(FILES) else Say.FORBIDDEN
    if person == "owner" and route.startswith(MINE):
        return Say.BACK if method == "get" and route.endswith(("/komplettera/", "/ta-tillbaka/")) else late
    if person not in WORKING or usual == 404:
        return Say.USUAL
    if route.startswith(STILL_WHEN_CLOSED):
        return Say.SHOWN
    return late if route in {CASE, ASSESSING, ITEM} else Say.LATE
