"""The content security policy of the Wagtail admin, which cannot live under the public one."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

NO_FRAME, OUR_FRAME = "frame-ancestors 'none'", "frame-ancestors 'self'"


class AdminPolicyMiddleware:
    """Send `ADMIN_CONTENT_SECURITY_POLICY` with every page under `/admin/` that has no stricter one of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.policy = "; ".join(
            f"{name} {' '.join(sources)}" for name, sources in settings.ADMIN_CONTENT_SECURITY_POLICY.items()
        )

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the policy where it belongs."""
        response = self.get_response(request)
        if request.path.startswith("/admin/"):
            response.headers.setdefault("Content-Security-Policy", self.policy)
            if response.headers.get("X-Frame-Options") == "SAMEORIGIN":
                # A page that is previewed comes with its public policy, and Wagtail shows it in a frame.
                own = response.headers["Content-Security-Policy"]
                response.headers["Content-Security-Policy"] = own.replace(NO_FRAME, OUR_FRAME)
        return response
