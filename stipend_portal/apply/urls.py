"""The youth's and the guardian's addresses."""

from django.urls import path

from stipend_portal.apply import my_applications as mine
from stipend_portal.apply import start
from stipend_portal.apply.guardian import guardian
from stipend_portal.apply.wizard import CHECK, FORMS, ApplicationWizard, needs_guardians
from stipend_portal.questions import GUARDIANS

wizard = ApplicationWizard.as_view(
    FORMS,
    url_name="draft_step",
    done_step_name=CHECK,
    condition_dict={GUARDIANS.slug: needs_guardians},
)

urlpatterns = [
    path("ansok/", start.rounds, name="rounds"),
    path("ansok/utkast/<uuid:draft_id>/", wizard, name="draft"),
    path("ansok/utkast/<uuid:draft_id>/<slug:step>/", wizard, name="draft_step"),
    path("ansok/<slug:slug>/", start.round_start, name="round_start"),
    path("ansok/<slug:slug>/passar-det/", start.eligibility, name="eligibility"),
    path("ansok/<slug:slug>/borja/", start.begin, name="begin"),
    path("ansok/<slug:slug>/nytt-utkast/", start.create_draft, name="create_draft"),
    path("mina-ansokningar/", mine.my_applications, name="my_applications"),
    path("mina-ansokningar/<slug:reference>/", mine.my_application, name="my_application"),
    path("mina-ansokningar/<slug:reference>/kvitto/", mine.receipt, name="receipt"),
    path(
        "mina-ansokningar/<slug:reference>/ta-tillbaka/",
        mine.withdraw_application,
        name="withdraw_application",
    ),
    path("godkann/<str:token>/", guardian, name="guardian"),
]
