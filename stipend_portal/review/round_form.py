"""The part of the round's form that names who works with it."""

from typing import Any

from django.forms import Select
from django.utils.translation import gettext as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import InlinePanel

from home.models import User
from stipend_portal.models import RoundRole
from stipend_portal.states import Role


class RoundRoleForm(WagtailAdminModelForm):
    """One person and her role. Only staff can be named: applicants must never be listed here."""

    class Meta:
        model = RoundRole
        fields = ["user", "role"]
        widgets = {"user": Select}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = User.objects.filter(groups__isnull=False, is_active=True).distinct()
        self.fields["user"].queryset = staff.order_by("first_name", "last_name", "email")

    def clean(self) -> dict[str, Any]:
        """A role counts only with the group of the same name, so say when it is missing."""
        data = super().clean() or self.cleaned_data
        user, role = data.get("user"), data.get("role")
        if user and role and not user.groups.filter(name=role).exists():
            message = _("%(person)s is not in the user group “%(role)s”. Ask an administrator of the site.")
            self.add_error("role", message % {"person": user, "role": Role(role).label})
        return data


class RolesPanel(InlinePanel):
    """The rows of people, on `RoundRoleForm`."""

    def get_form_options(self) -> dict[str, Any]:
        """Use our form for each row."""
        options = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = RoundRoleForm
        return options
