"""What the forms for setting up share: nothing is deleted, and what is published changes with a reason."""

from contextlib import AbstractContextManager
from typing import Any

from django import forms
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from stipend_portal.review.round_log import label_of
from stipend_portal.services.errors import ReasonMissing, WrongState


class SettingUpViewSet(ModelViewSet):
    """Base for what BUN sets up: added and edited, never deleted, since cases and decisions rest on it."""

    copy_view_enabled = False
    add_to_reference_index = False
    left_out = frozenset({"delete", "usage"})

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """No links to what is left out."""
        closed = {f"{name}_url_name": None for name in self.left_out}
        return super().get_common_view_kwargs(**{**kwargs, **closed})

    def get_urlpatterns(self) -> list[URLPattern]:
        """All but what is left out."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name not in self.left_out]


class ReasonForm(WagtailAdminModelForm):
    """A form with a place for the reason, which is asked for only when what is published is changed."""

    change_reason = forms.CharField(
        label=gettext_lazy("Why do you change this?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It is kept with your name, and with how it was before and how it became."),
    )

    def ask_for_reason(self, changed: list[str]) -> None:
        """Say what has been changed, and that it needs a reason."""
        self.add_error(
            "change_reason",
            _(
                "People have already been able to read this and apply by it: %(changed)s. Write why it is "
                "changed, and save again. Nothing is saved yet."
            )
            % {"changed": ", ".join(changed)},
        )


class ReasonPanel(MultiFieldPanel):
    """The question for the reason, first in the form, shown when it is asked for."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("heading", gettext_lazy("Reason for the change"))
        super().__init__(children=[FieldPanel("change_reason")], **kwargs)

    def clone_kwargs(self) -> dict[str, Any]:
        """What a copy is made from; its one question is always the same."""
        kwargs = super().clone_kwargs()
        del kwargs["children"]
        return kwargs

    class BoundPanel(MultiFieldPanel.BoundPanel):
        """The panel in one form."""

        def is_shown(self) -> bool:
            """When a reason is missing, or has been written in a form that has other errors."""
            return bool(self.form.errors.get("change_reason") or self.form["change_reason"].value())


class PublishedEditView(generic.EditView):
    """Edits what may have been published. The row is locked while the form is judged and saved."""

    def changing(self, reason: str) -> AbstractContextManager[None]:
        """The service inside which everything is saved."""
        raise NotImplementedError

    def hold_first(self) -> None:
        """Lock what others lock before this row, so that nobody waits for each other."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Judge and save, while nobody else changes it."""
        with transaction.atomic():
            self.hold_first()
            self.object = self.get_object(self.model.objects.select_for_update())
            return super().post(request, *args, **kwargs)

    def save_instance(self) -> models.Model:
        """Save, and write in the log what was changed."""
        with self.changing(self.form.cleaned_data["change_reason"]):
            return super().save_instance()

    def form_valid(self, form: ReasonForm) -> HttpResponse:
        """Save, or show the form again as it was typed when a reason is missing."""
        try:
            return super().form_valid(form)
        except ReasonMissing as missing:
            fresh = self._as_typed()
            fresh.ask_for_reason([label_of(self.model, name) for name in missing.changes])
        except WrongState:
            fresh = self._as_typed()
            fresh.add_error(None, self.wrong_state_text())
        self.produced_error_code = "validation_error"
        self.produced_error_message = self.get_error_message()
        return self.form_invalid(fresh)

    def wrong_state_text(self) -> str:
        """Why it is too late."""
        return _("This has changed since you opened the page. Open it again.")

    def _as_typed(self) -> ReasonForm:
        """The form as it was posted, on the row as it is stored: the first attempt has been undone."""
        self.object = self.get_object()
        form = self.get_form()
        form.is_valid()
        return form
