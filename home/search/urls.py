"""Addresses under `/sok/`."""

from django.urls import path

from home.search.views import search, suggestions

urlpatterns = [
    path("", search, name="search"),
    path("forslag/", suggestions, name="search_suggestions"),
]
