"""Addresses where readers tell what they think."""

from django.urls import path

from home.feedback.help_views import page_help
from home.feedback.report_views import report_accessibility, report_accessibility_thanks

urlpatterns = [
    path("tillganglighet/rapportera/", report_accessibility, name="report_accessibility"),
    path("tillganglighet/rapportera/tack/", report_accessibility_thanks, name="report_accessibility_thanks"),
    path("tyck-till/<int:page_id>/", page_help, name="page_help"),
]
