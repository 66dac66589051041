"""The youth's and the guardian's addresses."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def _soon(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse("")


urlpatterns = [
    path("ansok/", _soon, name="rounds"),
    path("ansok/<slug:slug>/", _soon, name="round_start"),
    path("mina-ansokningar/", _soon, name="my_applications"),
]
