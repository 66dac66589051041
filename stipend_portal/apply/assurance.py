"""A round may ask for more than a code by e-mail. Who has less is told so at the start, and how to go on."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from home.accounts.assurance import eid_name, highest_level, level_of
from stipend_portal.models import Round


def missing_level(request: HttpRequest, round: Round) -> int | None:
    """The level of assurance that the round asks for, when who is signed in has a lower one; else None."""
    wanted = round.assurance_level
    return wanted if level_of(request) < wanted else None


def render_missing_level(request: HttpRequest, round: Round, words: Sequence[str] = ()) -> HttpResponse:
    """403: what the round asks for, the e-ID's button where it can help, and the way without one.

    `words` are what was typed on a page that is not saved because of this. Signing in leads back to the
    round's page for beginning, which goes on with what is begun.
    """
    context = {
        "round": round,
        # A button that leads to an e-ID that is not sure enough would only lead back here.
        "eid_name": eid_name() if highest_level() >= round.assurance_level else "",
        "tried_eid": level_of(request) > 1,
        "words": words,
    }
    return render(request, "stipend_portal/apply/assurance.html", context, status=403)
