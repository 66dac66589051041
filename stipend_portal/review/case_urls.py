"""The addresses of what is done in and with one case beside its moves."""

from django.urls import URLPattern, path

from stipend_portal.review.assignment import AssignView
from stipend_portal.review.case.viewer import AttachmentPageView, attachment_content
from stipend_portal.review.case_documents import RegisterDocumentView
from stipend_portal.review.diary import DiaryNumberView
from stipend_portal.review.messages import SettleMessageView, WriteMessageView
from stipend_portal.review.notes import WriteNoteView


def case_urls() -> list[URLPattern]:
    """Under the case."""
    return [
        path("<int:pk>/meddelande/", WriteMessageView.as_view(), name="message"),
        path("<int:pk>/meddelande/inget-svar/", SettleMessageView.as_view(), name="settle_message"),
        path("<int:pk>/anteckning/", WriteNoteView.as_view(), name="note"),
        path("<int:pk>/handling/", RegisterDocumentView.as_view(), name="document"),
        path("<int:pk>/diarienummer/", DiaryNumberView.as_view(), name="diary_number"),
        path("<int:pk>/tilldela/", AssignView.as_view(), name="assign"),
        path("<int:pk>/bilaga/<uuid:file_id>/visa/", AttachmentPageView.as_view(), name="attachment_page"),
        path("<int:pk>/bilaga/<uuid:file_id>/innehall/", attachment_content, name="attachment_content"),
    ]
