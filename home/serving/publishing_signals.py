"""When kept pages must be forgotten."""

from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from home.models import ContactFunction
from home.serving import page_cache


def connect() -> None:
    """Forget kept pages whenever what visitors see may have changed. Deleting counts as unpublishing."""
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(page_cache.empty, dispatch_uid="home.serving.page_cache.empty")
    shown = (ContactFunction, get_image_model(), get_document_model())
    page_cache.empty_on_change_of(Site, Locale, PageViewRestriction, SearchPromotion, *shown)
