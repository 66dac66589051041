"""How the English of a Swedish page stands."""

from django.conf import settings
from django.db.models import Case, F, OuterRef, QuerySet, Subquery, TextChoices, Value, When
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

ENGLISH = "en"


class English(TextChoices):
    """Where the English page stands towards the Swedish one."""

    MISSING = "missing", _("Missing")
    DRAFT = "draft", _("Begun, not published")
    OLDER = "older", _("Older than the Swedish page")
    CURRENT = "current", _("Up to date")


TO_DO = (English.MISSING, English.DRAFT, English.OLDER)


def with_english(pages: QuerySet[Page]) -> QuerySet[Page]:
    """The published Swedish pages among these, with `english` and the key of the English page, if there is one.

    A copy that Wagtail keeps alike (an alias) shows the Swedish words at the English address: it is missing.
    """
    english = Page.objects.filter(
        translation_key=OuterRef("translation_key"), locale__language_code=ENGLISH
    ).order_by()
    pages = pages.live().filter(locale__language_code=settings.LANGUAGE_CODE, depth__gt=1, alias_of=None)
    pages = pages.annotate(
        english_pk=Subquery(english.values("pk")[:1]),
        english_live=Subquery(english.values("live")[:1]),
        english_alias=Subquery(english.values("alias_of")[:1]),
        english_published=Subquery(english.values("last_published_at")[:1]),
    )
    return pages.annotate(
        english=Case(
            When(english_pk=None, then=Value(English.MISSING)),
            When(english_alias__isnull=False, then=Value(English.MISSING)),
            When(english_live=False, then=Value(English.DRAFT)),
            When(last_published_at__gt=F("english_published"), then=Value(English.OLDER)),
            default=Value(English.CURRENT),
        )
    )
