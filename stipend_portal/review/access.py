"""Which cases a person reviews. Every list, page and act in this folder starts here."""

from django.db.models import QuerySet
from django.http import Http404

from home.models import User
from stipend_portal.models import Application
from stipend_portal.permissions import visible_to


def cases_for(user: User) -> QuerySet[Application]:
    """The applications a person sees as a reviewer: never her own (kommunallagen 6:28)."""
    return visible_to(user).exclude(applicant=user.pk)


def get_case(user: User, pk: int) -> Application:
    """One case with what its pages need. Raises `Http404`, also when it exists but is not for her."""
    cases = cases_for(user).select_related("round__programme", "current_decision__recorded_by")
    case = cases.filter(pk=pk).first()
    if case is None:
        raise Http404
    return case
