"""Lists that more than one view shows."""

from collections.abc import Iterable

from django.db.models import Exists, Max, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from home.models import User
from partners.countries import country_name
from partners.models import PartnerTownPage
from stipend_portal.models import Application, ApplicationVersion, Attachment, Draft, OutboxMessage
from stipend_portal.permissions import visible_to
from stipend_portal.questions import ATTACHMENTS


def partner_towns(language: str) -> list[tuple[str, str]]:
    """The towns one can choose, as (key, "Türi, Estland"); the key is the same in every language."""
    towns = (
        PartnerTownPage.objects.live()
        .filter(locale__language_code=language)
        .exclude(status="former")
        .order_by("title")
        .values_list("translation_key", "title", "country_code")
    )
    return [(str(key), f"{title}, {country_name(code, language)}") for key, title, code in towns]


def own_drafts(user: User) -> QuerySet[Draft]:
    """What someone has begun and not sent, the newest first; `last_saved` is the moment of the last save."""
    return (
        Draft.objects.filter(owner=user.pk, submitted_at=None)
        .select_related("round__programme", "supplement__application")
        .annotate(last_saved=Coalesce(Max("steps__updated_at"), "created_at"))
        .order_by("-created_at", "pk")
    )


def own_applications(user: User) -> QuerySet[Application]:
    """Everything an applicant has sent, the newest first, whatever work she has here.

    `letter_held` says whether a letter still waits to be released: until then nobody tells the outcome.
    """
    held = OutboxMessage.objects.filter(application=OuterRef("pk"), status=OutboxMessage.Status.HELD)
    return (
        visible_to(user, [])
        .select_related("round__programme", "current_decision__corrects")
        .annotate(letter_held=Exists(held))
        .order_by("-received_at")
    )


def released_letters(application: Application) -> QuerySet[OutboxMessage]:
    """The decision letters that have been let go, the newest first. Those that wait are nobody's yet."""
    letters = application.messages.filter(kind=OutboxMessage.Kind.DECISION_LETTER, replaces=None)
    return letters.exclude(status=OutboxMessage.Status.HELD).order_by("-created_at")


def attachments_of(
    version: ApplicationVersion, stored: Iterable[Attachment] | None = None
) -> list[Attachment]:
    """The files that were sent with a version, in the applicant's order and with her words about each then.

    `stored` are the files of the application, where they have been fetched.
    """
    named = {file["id"]: file for file in version.answers.get(ATTACHMENTS.key, {}).get("files", [])}
    if stored is None:
        stored = Attachment.objects.filter(application=version.application_id, pk__in=named) if named else []
    by_key = {str(file.pk): file for file in stored}
    files = [by_key[key] for key in named if key in by_key]
    for file in files:
        file.about = named[str(file.pk)]["about"]
    return files
