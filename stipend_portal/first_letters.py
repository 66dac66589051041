"""The first words of the decision letters. From then on they are BUN's, edited in the admin."""

from collections.abc import Mapping

from stipend_portal.models.decision import Outcome

# Laglighetsprövning, kommunallagen 13:1-8: of lawfulness only. A letter never says that a no can be appealed on
# its merits.
_LAWFUL_SV = """\
Om du tycker att beslutet inte är lagligt
Den som är medlem i kommunen kan be förvaltningsrätten pröva om beslutet är lagligt. Domstolen ser på om \
beslutet togs på rätt sätt och följer lagen. Den kan inte ändra beslutet till ett annat. Skriv till \
förvaltningsrätten inom tre veckor från den dag då beslutet blev känt på kommunens anslagstavla."""

_LAWFUL_EN = """\
If you think that the decision is not lawful
Members of the municipality can ask the administrative court (förvaltningsrätten) to try whether the decision is \
lawful. The court looks at whether it was made in the right way and follows the law. It cannot change the decision \
to another one. Write to the court within three weeks from the day the decision was made known on the \
municipality's notice board."""

_END_SV = f"""\
Beslutet togs av {{decided_by}} den {{decided_on}}, {{paragraph}}.

{_LAWFUL_SV}

Undrar du något? {{contact}}

Ärendenummer: {{reference}}
"""

_END_EN = f"""\
The decision was made by {{decided_by}} on {{decided_on}}, {{paragraph}}.

{_LAWFUL_EN}

Questions? {{contact}}

Reference number: {{reference}}
"""

SUBJECT = {"sv": "Beslut om din ansökan {reference}", "en": "Decision on your application {reference}"}

BODIES: Mapping[tuple[str, str], str] = {
    (Outcome.GRANTED, "sv"): f"""\
Hej {{name}}!

Ja – du får stipendiet. Du har sökt {{applied}} för resan till {{destination}}, och du får {{amount}}.

Varför:
{{reason}}

Vad händer nu?
Vi hör av oss om hur pengarna betalas ut och vad du ska berätta när du är hemma igen.

{_END_SV}""",
    (Outcome.PARTLY_GRANTED, "sv"): f"""\
Hej {{name}}!

Ja – du får stipendiet, men inte hela beloppet. Du har sökt {{applied}} för resan till {{destination}}, och du \
får {{amount}}.

Varför:
{{reason}}

Vad händer nu?
Vi hör av oss om hur pengarna betalas ut och vad du ska berätta när du är hemma igen. Om du inte kan resa för \
det här beloppet, säg till oss.

{_END_SV}""",
    (Outcome.REFUSED, "sv"): f"""\
Hej {{name}}!

Den här gången får du inget stipendium för resan till {{destination}}. Vi vet att du har lagt ner tid på din \
ansökan, och vi har läst den noga.

Varför:
{{reason}}

Du är välkommen att söka igen i en annan omgång.

{_END_SV}""",
    (Outcome.DISMISSED, "sv"): f"""\
Hej {{name}}!

Din ansökan om resan till {{destination}} kan inte prövas. Det betyder att ingen har bedömt själva resan.

Varför:
{{reason}}

Hör av dig om du inte förstår varför. Vi hjälper dig gärna.

{_END_SV}""",
    (Outcome.GRANTED, "en"): f"""\
Hello {{name}}!

Yes, you get the stipend. You applied for {{applied}} for the trip to {{destination}}, and you get {{amount}}.

Why:
{{reason}}

What happens now?
We will write to you about how the money is paid and what to tell us when you are home again.

{_END_EN}""",
    (Outcome.PARTLY_GRANTED, "en"): f"""\
Hello {{name}}!

Yes, you get the stipend, but not the whole amount. You applied for {{applied}} for the trip to {{destination}}, \
and you get {{amount}}.

Why:
{{reason}}

What happens now?
We will write to you about how the money is paid and what to tell us when you are home again. If you cannot \
travel for this amount, tell us.

{_END_EN}""",
    (Outcome.REFUSED, "en"): f"""\
Hello {{name}}!

This time you do not get a stipend for the trip to {{destination}}. We know that you put time into your \
application, and we have read it with care.

Why:
{{reason}}

You are welcome to apply again in another round.

{_END_EN}""",
    (Outcome.DISMISSED, "en"): f"""\
Hello {{name}}!

Your application about the trip to {{destination}} cannot be tried. It means that nobody has judged the trip itself.

Why:
{{reason}}

Get in touch if you do not understand why. We are glad to help.

{_END_EN}""",
}
