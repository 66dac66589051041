"""The 17 goals of Agenda 2030, with their official short titles.

Sources: globalamalen.se (the United Nations Development Programme's Swedish site) and sdgs.un.org.
"""

from dataclasses import dataclass

from django.utils.translation import get_language

SWEDISH_SITE = "https://www.globalamalen.se/om-globala-malen/"
ENGLISH_SITE = "https://sdgs.un.org/goals/"

# Swedish title, English title, the Swedish site's address of the goal after "mal-<number>-".
_TITLES = [
    ("Ingen fattigdom", "No poverty", "ingen-fattigdom"),
    ("Ingen hunger", "Zero hunger", "ingen-hunger"),
    ("God hälsa och välbefinnande", "Good health and well-being", "halsa-och-valbefinnande"),
    ("God utbildning för alla", "Quality education", "god-utbildning-alla"),
    ("Jämställdhet", "Gender equality", "jamstalldhet"),
    ("Rent vatten och sanitet för alla", "Clean water and sanitation", "rent-vatten-och-sanitet"),
    ("Hållbar energi för alla", "Affordable and clean energy", "hallbar-energi-alla"),
    (
        "Anständiga arbetsvillkor och ekonomisk tillväxt",
        "Decent work and economic growth",
        "anstandiga-arbetsvillkor-och-ekonomisk-tillvaxt",
    ),
    (
        "Hållbar industri, innovationer och infrastruktur",
        "Industry, innovation and infrastructure",
        "hallbar-industri-innovationer-och-infrastruktur",
    ),
    ("Minskad ojämlikhet", "Reduced inequalities", "minskad-ojamlikhet"),
    (
        "Hållbara städer och samhällen",
        "Sustainable cities and communities",
        "hallbara-stader-och-samhallen",
    ),
    (
        "Hållbar konsumtion och produktion",
        "Responsible consumption and production",
        "hallbar-konsumtion-och-produktion",
    ),
    ("Bekämpa klimatförändringarna", "Climate action", "bekampa-klimatforandringarna"),
    ("Hav och marina resurser", "Life below water", "hav-och-marina-resurser"),
    ("Ekosystem och biologisk mångfald", "Life on land", "ekosystem-och-biologisk-mangfald"),
    (
        "Fredliga och inkluderande samhällen",
        "Peace, justice and strong institutions",
        "fredliga-och-inkluderande-samhallen",
    ),
    (
        "Genomförande och globalt partnerskap",
        "Partnerships for the goals",
        "genomforande-och-globalt-partnerskap",
    ),
]


@dataclass(frozen=True)
class Goal:
    """One of the goals."""

    number: int
    title_sv: str
    title_en: str
    slug: str

    @property
    def title(self) -> str:
        """Its official short title in the reader's language."""
        return self.title_en if get_language() == "en" else self.title_sv

    @property
    def url(self) -> str:
        """Where it is explained, in the reader's language."""
        if get_language() == "en":
            return f"{ENGLISH_SITE}goal{self.number}"
        return f"{SWEDISH_SITE}mal-{self.number}-{self.slug}/"

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


GOALS = {number: Goal(number, *titles) for number, titles in enumerate(_TITLES, start=1)}


def goal_choices() -> list[tuple[int, str]]:
    """Every goal as a choice of a form, in the language of the moment."""
    return [(number, str(goal)) for number, goal in GOALS.items()]
