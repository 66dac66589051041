"""Wagtail's pages for managing people, where an administrator always remains and a lost phone is helped."""

from typing import Any

from django.contrib import messages
from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import ProtectedError, QuerySet, RestrictedError
from django.db.models.deletion import Collector
from django.forms import Form, ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.generic.usage import UsageView
from wagtail.users.forms import UserEditForm
from wagtail.users.views.users import DeleteView, EditView, HistoryView, IndexView, UserViewSet

from home.accounts.administrators import LAST_ADMINISTRATOR, would_leave_none
from home.accounts.reset_view import ResetSecondFactorView, second_factor_line
from home.accounts.staff import AboutStaff, StaffOnly, staff_members
from home.models import User


class SiteUserEditForm(UserEditForm):
    """Refuses to take the last administrator away. Used inside a transaction, which keeps it true."""

    def clean(self) -> dict[str, Any]:
        """Say so at the box that was changed."""
        data = super().clean() or self.cleaned_data
        taken = [name for name in ("is_active", "is_superuser") if name in self.fields and not data.get(name)]
        if taken and would_leave_none(without=[self.instance]):
            for name in taken:
                self.add_error(name, LAST_ADMINISTRATOR)
        return data


class SiteUserEditView(StaffOnly, EditView):
    """Someone's account and roles, and whether she has a second step."""

    @method_decorator(transaction.atomic)
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save; the form's lock lasts until it is done."""
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """How the second step stands, for an administrator."""
        line = second_factor_line(self.request.user, self.object)
        return super().get_context_data(second_factor=line, **kwargs)


class SiteUserDeleteView(StaffOnly, DeleteView):
    """Deletes an account that nothing depends on."""

    @method_decorator(transaction.atomic)
    def form_valid(self, form: Form | ModelForm) -> HttpResponse:
        """Delete, or say why not and what to do instead."""
        reason = why_not_delete([self.object])
        if reason:
            messages.error(self.request, reason)
            return redirect("wagtailusers_users:edit", self.object.pk)
        return super().form_valid(form)


def is_in_the_record(user: User) -> bool:
    """Whether something that must be kept depends on the account: a case, a decision, a message."""
    try:
        Collector(using=DEFAULT_DB_ALIAS).collect([user])
    except (ProtectedError, RestrictedError):
        return True
    return False


def why_not_delete(people: list[User]) -> str:
    """Why these people's accounts cannot all be deleted, and what to do instead; empty when they can."""
    if would_leave_none(without=people):
        return str(LAST_ADMINISTRATOR)
    kept = ", ".join(str(user) for user in people if is_in_the_record(user))
    if not kept:
        return ""
    return _(
        "Nothing was deleted. The record says what was done and by whom, so these accounts must stay: %(names)s. "
        "Make them inactive instead; then they open nothing any more."
    ) % {"names": kept}


def keep_an_administrator(
    request: HttpRequest, action_type: str, people: list[Any], action: BulkAction
) -> HttpResponse | None:
    """Stop a bulk action that would leave no administrator, or delete someone whom the record names.

    Wagtail calls this inside the transaction of the action.
    """
    if action.model is not User:
        return None
    reason = ""
    if action_type == "delete":
        reason = why_not_delete(people)
    elif action_type == "set_active_state" and not action.cleaned_form.cleaned_data["mark_as_active"]:
        reason = str(LAST_ADMINISTRATOR) if would_leave_none(without=people) else ""
    if not reason:
        return None
    messages.error(request, reason)
    return redirect(action.next_url)


class SiteUserListView(IndexView):
    """Those who work here: applicants are in no list of the admin."""

    def get_base_queryset(self) -> QuerySet[User]:
        """The accounts to list and to search among."""
        return super().get_base_queryset().filter(pk__in=staff_members().values("pk"))


class SiteUserHistoryView(AboutStaff, HistoryView):
    """What has been done to an account."""


class SiteUserUsageView(AboutStaff, UsageView):
    """Where an account is used."""


class SiteUserViewSet(UserViewSet):
    """Wagtail's, with the views above."""

    index_view_class = SiteUserListView
    edit_view_class = SiteUserEditView
    delete_view_class = SiteUserDeleteView
    history_view_class = SiteUserHistoryView
    usage_view_class = SiteUserUsageView
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:
        """The house's form for a person who is there already."""
        return SiteUserEditForm if for_update else super().get_form_class(for_update)

    def get_urlpatterns(self) -> list[URLPattern]:
        """Wagtail's addresses, and the one for a lost phone."""
        reset = path("andra-steget/<int:pk>/", ResetSecondFactorView.as_view(), name="reset_second_factor")
        return [*super().get_urlpatterns(), reset]
