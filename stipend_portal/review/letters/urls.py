"""The addresses of the letters."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from stipend_portal.review.letters.batch import LettersView, ReleaseBatchView
from stipend_portal.review.letters.desk import SHOWN_TO
from stipend_portal.review.letters.one import ChangeLetterView, SendAgainView
from stipend_portal.review.letters.post import LetterPdfView, PrintAllView, PrintQueueView, TroubleView
from stipend_portal.review.menu import RoleViewSet


class LettersViewSet(RoleViewSet):
    """The entry of the menu, and the pages behind it."""

    name = "letters"
    url_prefix = "brev"
    icon = "mail"
    menu_label = _("Letters")
    shown_to = SHOWN_TO

    def get_urlpatterns(self) -> list[URLPattern]:
        """Waiting, in trouble, to print."""
        return [
            path("", LettersView.as_view(), name="index"),
            path("slapp/", ReleaseBatchView.as_view(), name="release"),
            path("kom-inte-fram/", TroubleView.as_view(), name="trouble"),
            path("skriv-ut/", PrintQueueView.as_view(), name="print"),
            path("skriv-ut/alla.pdf", PrintAllView.as_view(), name="print_all"),
            path("<uuid:message>.pdf", LetterPdfView.as_view(), name="pdf"),
        ]


def case_letter_urls() -> list[URLPattern]:
    """What is done to one letter, under the address of its case."""
    return [
        path("<int:pk>/brev/<uuid:message>/andra/", ChangeLetterView.as_view(), name="change_letter"),
        path("<int:pk>/brev/<uuid:message>/igen/", SendAgainView.as_view(), name="send_again"),
    ]
