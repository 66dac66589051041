"""The youth's and the guardian's addresses."""

from typing import Any

from django.urls import path

from stipend_portal.apply import my_applications as mine
from stipend_portal.apply import start, uploads
from stipend_portal.apply.autosave import AutosaveView
from stipend_portal.apply.conditions import CONDITIONS
from stipend_portal.apply.copy import application_copy
from stipend_portal.apply.delete_draft import delete_draft
from stipend_portal.apply.guardian import guardian
from stipend_portal.apply.letter import decision_letter
from stipend_portal.apply.member import MemberView
from stipend_portal.apply.messages import application_messages
from stipend_portal.apply.supplement import supplement
from stipend_portal.apply.wizard import CHECK, FORMS, ApplicationWizard

pages: dict[str, Any] = {
    "form_list": FORMS,
    "url_name": "draft_step",
    "done_step_name": CHECK,
    "condition_dict": CONDITIONS,
}
wizard = ApplicationWizard.as_view(**pages)
autosave = AutosaveView.as_view(**pages)

urlpatterns = [
    path("ansok/", start.rounds, name="rounds"),
    path("ansok/utkast/<uuid:draft_id>/", wizard, name="draft"),
    path("ansok/utkast/<uuid:draft_id>/ta-bort/", delete_draft, name="delete_draft"),
    path("ansok/utkast/<uuid:draft_id>/bilagor/ladda-upp/", uploads.upload, name="upload"),
    path("ansok/utkast/<uuid:draft_id>/bilagor/<uuid:file_id>/", uploads.draft_file, name="draft_file"),
    path("ansok/utkast/<uuid:draft_id>/bilagor/<uuid:file_id>/byt/", uploads.change, name="change_file"),
    path("ansok/utkast/<uuid:draft_id>/bilagor/<uuid:file_id>/ta-bort/", uploads.remove, name="remove_file"),
    path("ansok/utkast/<uuid:draft_id>/<slug:step>/", wizard, name="draft_step"),
    path("ansok/utkast/<uuid:draft_id>/<slug:step>/spara/", autosave, name="autosave"),
    path("ansok/sa-hanterar-vi-dina-uppgifter/", start.privacy, name="privacy"),
    path("ansok/<slug:slug>/", start.round_start, name="round_start"),
    path("ansok/<slug:slug>/passar-det/", start.eligibility, name="eligibility"),
    path("ansok/<slug:slug>/borja/", start.begin, name="begin"),
    path("ansok/<slug:slug>/nytt-utkast/", start.create_draft, name="create_draft"),
    path("mina-ansokningar/", mine.my_applications, name="my_applications"),
    path("mina-ansokningar/<slug:reference>/", mine.my_application, name="my_application"),
    path("mina-ansokningar/<slug:reference>/kvitto/", mine.receipt, name="receipt"),
    path("mina-ansokningar/<slug:reference>/kopia.pdf", application_copy, name="application_copy"),
    path("mina-ansokningar/<slug:reference>/beslut.pdf", decision_letter, name="decision_letter"),
    path("mina-ansokningar/<slug:reference>/bilaga/<uuid:file_id>/", uploads.sent_file, name="sent_file"),
    path(
        "mina-ansokningar/<slug:reference>/ta-tillbaka/",
        mine.withdraw_application,
        name="withdraw_application",
    ),
    path("mina-ansokningar/<slug:reference>/komplettera/", supplement, name="supplement"),
    path("mina-ansokningar/<slug:reference>/meddelanden/", application_messages, name="application_messages"),
    path("godkann/deltagare/<str:token>/", MemberView.as_view(), name="member"),
    path("godkann/<str:token>/", guardian, name="guardian"),
]
