"""The letters that wait: read as one batch, and released as one."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages

from stipend_portal.letters import held_letters
from stipend_portal.models import OutboxMessage
from stipend_portal.review.letters.desk import Desk
from stipend_portal.review.pages import NO_ENTRY, Crumb, ReviewPage, list_crumbs, refuse
from stipend_portal.services.errors import LettersChanged, NotAllowed
from stipend_portal.services.letter import fingerprint, release_batch

# More than any round of a small municipality has; a longer queue is shown the next time.
MOST_SHOWN = 200


@dataclass(frozen=True)
class Waiting:
    """One letter, ready to print. One with protected identity is read and released on its own page only."""

    message: OutboxMessage
    reference: str
    is_protected: bool
    name: str
    outcome: str
    fingerprint: str
    mine: bool
    may_release: bool


@dataclass(frozen=True)
class RoundOfLetters:
    """The letters of one round."""

    name: str
    letters: list[Waiting]


class LettersPage(ReviewPage, TemplateView):
    """Base of the pages about letters."""

    header_icon = "mail"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """403 for those who read no letters."""
        if not self.desk.reads_letters:
            return refuse(request, status=403, title=_("Not for you"), text=str(NO_ENTRY))
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def desk(self) -> Desk:
        """The person and what she reads."""
        return Desk(self.request.user)

    def crumbs(self) -> list[Crumb]:
        """From the admin's front page."""
        return list_crumbs()[:1]


def shown(message: OutboxMessage, desk: Desk) -> Waiting:
    """A held letter, whose application, round and decision have been fetched."""
    application = message.application
    mine = message.prepared_by_id == desk.user.pk
    return Waiting(
        message=message,
        reference=application.reference,
        is_protected=application.protected,
        name=application.applicant_name,
        outcome=application.current_decision.get_outcome_display() if application.current_decision else "",
        fingerprint=fingerprint(message),
        mine=mine,
        may_release=not (mine or application.protected) and desk.acts_in(application.round_id),
    )


def letters_shown(desk: Desk) -> list[Waiting]:
    """Those that wait, round by round."""
    found = held_letters(desk.cases).select_related(
        "application__round", "application__current_decision", "prepared_by"
    )
    found = found.order_by("application__round", "created_at", "pk")[:MOST_SHOWN]
    return [shown(message, desk) for message in found]


class LettersView(LettersPage):
    """All letters that wait, with every word of each."""

    template_name = "stipend_portal/review/letters/waiting.html"
    page_title = gettext_lazy("Letters to release")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The letters, round by round."""
        letters = letters_shown(self.desk)
        by_round = groupby(letters, key=lambda each: each.message.application.round)
        rounds = [RoundOfLetters(round_.local_name, list(group)) for round_, group in by_round]
        can_choose = any(each.may_release for each in letters)
        return super().get_context_data(rounds=rounds, can_choose=can_choose, **kwargs)


class ReleaseBatchView(LettersPage):
    """These people get exactly this: shown once more, and then released together."""

    template_name = "stipend_portal/review/letters/release.html"
    page_title = gettext_lazy("Release letters")
    http_method_names = ["post"]

    def crumbs(self) -> list[Crumb]:
        """From the letters that wait."""
        return letters_crumbs()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what was chosen; release it when it comes back confirmed."""
        if "confirmed" in request.POST:
            return self.release()
        wanted = set(request.POST.getlist("letter"))
        letters = [
            each for each in letters_shown(self.desk) if each.may_release and str(each.message.pk) in wanted
        ]
        if not letters:
            messages.warning(request, _("Choose at least one letter."))
            return redirect("letters:index")
        return self.render_to_response(self.get_context_data(letters=letters))

    def release(self) -> HttpResponse:
        """Let them all go, or none."""
        try:
            pairs = (each.split(":", 1) for each in self.request.POST.getlist("letter"))
            shown_letters = {UUID(key): mark for key, mark in pairs}
            number = release_batch(shown=shown_letters, actor=self.request.user)
        except LettersChanged as error:
            text = _(
                "Nothing has been released. These letters have been changed or have gone since you read them: "
                "%(references)s. Read them again."
            ) % {"references": ", ".join(error.references)}
            return self.no(409, _("Some letters have changed"), text)
        except (NotAllowed, ValueError):
            return self.no(403, _("Not for you"), str(NO_ENTRY))
        done = ngettext(
            "%(number)d letter is released and will be sent within a few minutes.",
            "%(number)d letters are released and will be sent within a few minutes.",
            number,
        )
        messages.success(self.request, done % {"number": number})
        return redirect("letters:index")

    def no(self, status: int, title: str, text: str) -> HttpResponse:
        """Why nothing was released."""
        return refuse(self.request, status=status, title=title, text=text, crumbs=self.crumbs())


def letters_crumbs() -> list[Crumb]:
    """The way to the letters that wait."""
    return [*list_crumbs()[:1], {"url": reverse("letters:index"), "label": _("Letters to release")}]
