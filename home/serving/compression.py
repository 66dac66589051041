"""Public pages go out compressed, and are kept so."""

from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware


class CompressPublicMiddleware(GZipMiddleware):
    """Compress what is the same for everyone.

    A page made for one person is left to go as it is: compressing it together with words that somebody else
    chose could give away a secret in it (BREACH).
    """

    # Against that same attack Django lengthens each answer by chance; a public page has nothing to hide.
    max_random_bytes = 0

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Compress a page that says it is public."""
        if "public" not in response.get("Cache-Control", ""):
            return response
        return super().process_response(request, response)
