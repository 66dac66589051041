"""The first ready words for asking for more. From then on they are BUN's, edited in the admin."""

from typing import NamedTuple

from stipend_portal.questions import ATTACHMENTS, BUDGET, GUARDIANS, TRIP


class Words(NamedTuple):
    """One template: its name, the key of the page it goes with, and the words in both languages."""

    name: str
    section: str
    swedish: str
    english: str


FIRST_WORDS: tuple[Words, ...] = (
    Words(
        "Offert saknas",
        ATTACHMENTS.key,
        "Vi behöver se vad resan kostar. Bifoga en offert, alltså ett prisförslag, på det som kostar mest, till "
        "exempel resan eller boendet. En skärmbild eller en pdf går bra. Priset och datumet ska synas.",
        "We need to see what the trip costs. Attach a quote, that is a price offer, for what costs the most, such "
        "as the journey or the place you stay. A screenshot or a PDF is fine. The price and the date must show.",
    ),
    Words(
        "Intyg om bostad eller skola saknas",
        ATTACHMENTS.key,
        "Vi behöver se att du bor i Åmål eller går i skola här. Bifoga ett intyg från skolan, eller ett personbevis "
        "från Skatteverket där du har strukit över de fyra sista siffrorna i personnumret. Skicka inte bild på pass "
        "eller legitimation.",
        "We need to see that you live in Åmål or go to school here. Attach a certificate from the school, or a "
        "certificate from the Swedish Tax Agency (personbevis) where you have crossed out the last four digits of "
        "the personal identity number. Do not send a picture of a passport or an ID card.",
    ),
    Words(
        "Budgeten är oklar",
        BUDGET.key,
        "Vi förstår inte riktigt hur du har räknat ut vad resan kostar. Skriv varje sak på en egen rad. Skriv också "
        "hur många nätter eller personer du har räknat med.",
        "We do not quite understand how you have worked out what the trip costs. Write each thing on a row of its "
        "own. Also write how many nights or people you have counted with.",
    ),
    Words(
        "Svar från den som tar emot saknas",
        TRIP.key,
        "Vi ser inte om den som ska ta emot dig har sagt ja. Skriv vem du har haft kontakt med, när det var och vad "
        "du fick för svar. Har du inte fått något svar än? Skriv när du tror att det kommer.",
        "We cannot see if the person or place that is to receive you has said yes. Write whom you have been in touch "
        "with, when it was and what the answer was. No answer yet? Write when you think that it will come.",
    ),
    Words(
        "Vårdnadshavares uppgifter stämmer inte",
        GUARDIANS.key,
        "Vi når inte din vårdnadshavare med de uppgifter som du har skrivit. Se efter att namnet och "
        "e-postadressen är rätt, och ändra det som är fel. Hör av dig till oss om det är svårt att lösa, så hjälper "
        "vi dig.",
        "We cannot reach your guardian with what you have written. Check that the name and the e-mail address are "
        "right, and change what is wrong. Get in touch with us if it is hard to solve, and we will help you.",
    ),
    Words(
        "Planen är oklar",
        TRIP.key,
        "Vi vill veta mer om vad du ska göra på resan. Skriv ungefär vad som händer varje dag, vilka du ska träffa "
        "och var du ska bo. Det räcker med några meningar.",
        "We want to know more about what you will do on the trip. Write roughly what happens each day, whom you will "
        "meet and where you will stay. A few sentences are enough.",
    ),
    Words(
        "Inbjudan går inte att läsa",
        ATTACHMENTS.key,
        "Vi kan inte läsa inbjudan som du har bifogat. Ta en ny bild i bra ljus där hela sidan syns, eller bifoga "
        "inbjudan som pdf.",
        "We cannot read the invitation that you attached. Take a new picture in good light where the whole page "
        "shows, or attach the invitation as a PDF.",
    ),
    Words(
        "Skolan vet inte om resan",
        TRIP.key,
        "En del av resan är på skoltid. Prata med din mentor eller rektor om att du ska vara borta. Skriv sedan vem du "
        "har pratat med och vad skolan svarade.",
        "A part of the trip is during school time. Talk with your mentor or head teacher about being away. Then write "
        "whom you talked with and what the school answered.",
    ),
)
