"""The yardstick: a Django view that does nothing, without middleware, database or templates."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path


def nothing(_request: HttpRequest) -> HttpResponse:
    """Two bytes. The length is given, as the site's own pages give theirs."""
    return HttpResponse(b"ok", headers={"Content-Length": "2"})


urlpatterns = [path("", nothing)]

settings.configure(ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__, SECRET_KEY="x" * 50)
application = get_wsgi_application()
