"""Who is behind a request: nobody, until both steps of signing in are done."""

from asgiref.sync import sync_to_async
from django.contrib.auth.middleware import AuthenticationMiddleware, get_user
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from home.accounts.second_factor.rule import may_be_used
from home.models import User


def person_behind(request: HttpRequest) -> User | AnonymousUser:
    """Who is fully signed in. A session that lacks the second step is ended and emptied."""
    user = get_user(request)
    if may_be_used(request.session, user):
        return user
    request.session.flush()
    request._cached_user = AnonymousUser()  # type: ignore[attr-defined]
    return request._cached_user  # type: ignore[attr-defined]


class SignedInMiddleware(AuthenticationMiddleware):
    """Django's own, which takes no half signed-in person for someone."""

    def process_request(self, request: HttpRequest) -> None:
        """Let `request.user` be found when it is first asked for."""
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: person_behind(request))  # type: ignore[assignment]
        request.auser = sync_to_async(lambda: person_behind(request))  # type: ignore[method-assign,assignment]
