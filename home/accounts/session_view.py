"""What a page asks while someone writes: am I still signed in, and may I stay?"""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def session(request: HttpRequest) -> HttpResponse:
    """GET: who is signed in and for how many seconds more, changing nothing. POST: stay signed in."""
    signed_in = request.user.is_authenticated
    if request.method == "POST":
        request.session.modified = signed_in
        return HttpResponse(status=204 if signed_in else 403)
    told = (
        {"seconds": request.session.seconds_left, "person": request.user.pk} if signed_in else {"seconds": 0}
    )
    return JsonResponse(told)
