"""Addresses that exist only in demo mode."""

urlpatterns = []
