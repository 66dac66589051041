"""Attaching files to a draft, and reading them again. The owner's own; anyone else's is not found."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from home.security.rate_limits import limited
from stipend_portal.apply.assurance import missing_level, render_missing_level
from stipend_portal.documents.download import hand_out
from stipend_portal.models import Draft, DraftFile
from stipend_portal.queries import own_applications
from stipend_portal.questions import ATTACHMENTS
from stipend_portal.services import files
from stipend_portal.services.errors import DraftGone, NotAllowed, WrongState
from stipend_portal.uploads.names import readable
from stipend_portal.uploads.receiving import receives_files
from stipend_portal.uploads.refusal import Reason, Refused

Refusals = list[tuple[str, Refused]]
View = Callable[..., HttpResponse]


def _step(draft_id: uuid.UUID) -> str:
    """The page of the application where the files are."""
    return reverse("draft_step", args=[draft_id, ATTACHMENTS.slug])


def _own_draft(request: HttpRequest, draft_id: uuid.UUID) -> Draft:
    drafts = Draft.objects.select_related("round__programme", "supplement")
    return get_object_or_404(drafts, pk=draft_id, owner=request.user.pk)


def _act(view: View) -> View:
    """A view that changes the files of a draft of one's own, and leads back to them however it is opened.

    The view gets the draft. One that was sent, here or in another window, leads to what was sent.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, draft_id: uuid.UUID, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            if request.method == "POST":
                messages.warning(
                    request, _("You had been signed out, so nothing was changed. Do it once more.")
                )
            return redirect_to_login(_step(draft_id))
        draft = _own_draft(request, draft_id)
        if request.method != "POST":
            return redirect(_step(draft_id))
        if missing_level(request, draft.round):
            return render_missing_level(request, draft.round)
        try:
            return view(request, draft, **kwargs)
        except WrongState:
            messages.warning(
                request, _("The application has been sent, so its files cannot be changed here.")
            )
            return redirect("draft", draft_id)
        except (NotAllowed, DraftGone):
            raise Http404 from None

    methods = require_http_methods(["GET", "HEAD", "POST"])
    limits = limited("upload", per_account="200/h", per_address="6000/h")
    return never_cache(csrf_exempt(receives_files(methods(limits(csrf_protect(wrapper))))))


def _about(request: HttpRequest) -> str:
    """What the applicant says that the file is, on one line."""
    return " ".join(request.POST.get("about", "").replace("\x00", "").split())


def _received(request: HttpRequest) -> tuple[list[Any], Refusals]:
    """The files that came, and those that were too large to be kept."""
    too_large = Refused(Reason.TOO_LARGE, megabytes=files.LIMITS.max_megabytes)
    kept = request.FILES.getlist("files")
    return kept, [(readable(name), too_large) for name in request.received.too_large]  # type: ignore[attr-defined]


def _refused(
    request: HttpRequest,
    draft: Draft,
    *,
    refusals: Refusals = (),
    problem: str = "",
    attached: list[DraftFile] | None = None,
) -> HttpResponse:
    """The files again, with a sentence for each that was not taken. 413 when one was too large, else 422."""
    everything = list(draft.files.all())
    context = {
        "draft": draft,
        "round": draft.round,
        "programme": draft.round.programme,
        "refusals": refusals,
        "problem": problem,
        "attached": attached or [],
        "about": _about(request),
        "files": [file for file in everything if file.scan != DraftFile.Scan.INFECTED],
        "removed": [file for file in everything if file.scan == DraftFile.Scan.INFECTED],
    }
    too_large = any(refused.reason is Reason.TOO_LARGE for _name, refused in refusals)
    too_large = too_large or request.received.whole_is_too_large  # type: ignore[attr-defined]
    page = "stipend_portal/apply/files_refused.html"
    return render(request, page, context, status=413 if too_large else 422)


def _too_long(request: HttpRequest) -> str:
    """What to say about words that are too long; nothing where they are not."""
    if len(_about(request)) <= files.LONGEST_ABOUT:
        return ""
    return _(
        "Make the words about the file shorter: at most %(most)s characters. Then choose the file again."
    ) % {"most": files.LONGEST_ABOUT}


@_act
def upload(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Attach one or more files. Those that can be taken are, whatever becomes of the others."""
    received, refusals = _received(request)
    problem = _too_long(request)
    if not received and not refusals:
        problem = problem or _("Choose a file first, then press the button again.")
    if not received and len(refusals) > 1 and request.received.whole_is_too_large:  # type: ignore[attr-defined]
        problem = _("The files are too large to be sent at once. Choose one or two at a time.")
    if problem:
        return _refused(request, draft, problem=problem)
    attached = []
    most = draft.round.programme.most_attachments
    # Looking into a file is work: no more of it in a post than could be of use.
    too_many = Refused(Reason.TOO_MANY, most=most)
    refusals += [(readable(each.name), too_many) for each in received[most:]]
    for each in received[:most]:
        try:
            attached.append(files.attach(draft=draft, name=each.name, content=each, about=_about(request)))
        except Refused as refused:
            refusals.append((readable(each.name), refused))
    if refusals:
        return _refused(request, draft, refusals=refusals, attached=attached)
    text = ngettext("The file is attached.", "%(count)d files are attached.", len(attached))
    messages.success(request, text % {"count": len(attached)})
    return redirect(_step(draft.pk))


@_act
def change(request: HttpRequest, draft: Draft, file_id: uuid.UUID) -> HttpResponse:
    """Put another file in a file's place, or only change the words about it. The old one stays if refused."""
    get_object_or_404(draft.files, pk=file_id)
    received, refusals = _received(request)
    if problem := _too_long(request):
        return _refused(request, draft, problem=problem)
    if not received and not refusals:
        files.describe(draft=draft, file_id=file_id, about=_about(request))
    for each in received[:1]:
        try:
            files.attach(draft=draft, name=each.name, content=each, about=_about(request), replaces=file_id)
        except Refused as refused:
            refusals.append((readable(each.name), refused))
    if refusals:
        return _refused(request, draft, refusals=refusals)
    messages.success(request, _("The change is saved."))
    return redirect(_step(draft.pk))


@_act
def remove(request: HttpRequest, draft: Draft, file_id: uuid.UUID) -> HttpResponse:
    """Take a file away."""
    files.remove(draft=draft, file_id=file_id)
    messages.success(request, _("The file is taken away."))
    return redirect(_step(draft.pk))


@login_required
@require_safe
def draft_file(request: HttpRequest, draft_id: uuid.UUID, file_id: uuid.UUID) -> HttpResponse:
    """A file of one's own draft, as it is kept."""
    draft = _own_draft(request, draft_id)
    if missing_level(request, draft.round):
        return render_missing_level(request, draft.round)
    return hand_out(get_object_or_404(draft.files, pk=file_id))


@login_required
@require_safe
def sent_file(request: HttpRequest, reference: str, file_id: uuid.UUID) -> HttpResponse:
    """A file of one's own application, as it was sent."""
    application = get_object_or_404(own_applications(request.user), reference=reference)
    return hand_out(get_object_or_404(application.attachments, pk=file_id))
