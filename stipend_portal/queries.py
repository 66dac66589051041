"""Lists that more than one view shows."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from home.models import User
from partners.countries import country_name
from partners.models import PartnerTownPage
from stipend_portal.models import Application, OutboxMessage, Round
from stipend_portal.permissions import visible_to


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


def open_rounds() -> list[Round]:
    """The rounds that take applications in time now, the one that closes first, first."""
    return list(Round.objects.open_at(timezone.now()).select_related("programme").order_by("closes_at"))


def next_round() -> Round | None:
    """The round that opens next."""
    return Round.objects.opening_after(timezone.now()).select_related("programme").first()


def own_applications(user: User) -> QuerySet[Application]:
    """Everything an applicant has sent, the newest first.

    `letter_held` says whether a letter still waits to be released: until then nobody tells the outcome.
    """
    held = OutboxMessage.objects.filter(application=OuterRef("pk"), status=OutboxMessage.Status.HELD)
    return (
        visible_to(user)
        .filter(applicant=user.pk)
        .select_related("round__programme", "current_decision")
        .annotate(letter_held=Exists(held))
        .order_by("-received_at")
    )
