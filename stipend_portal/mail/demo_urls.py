"""Addresses that exist only in demo mode."""

from django.urls import path

from stipend_portal.mail.demo_inbox import inbox

urlpatterns = [path("mail/", inbox, name="demo_inbox")]
