"""The round's form: what it checks, and the part that names who works with it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Select
from django.utils.translation import gettext as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import InlinePanel

from home.accounts.assurance import eid_is_configured, highest_level
from home.models import User
from stipend_portal.models import RoundRole
from stipend_portal.states import Role

# Addresses under /ansok/ that lead to something else.
RESERVED = frozenset({"utkast", "sa-hanterar-vi-dina-uppgifter"})


class RoundForm(WagtailAdminModelForm):
    """Refuses a round that nobody could reach or sign in to."""

    def clean_slug(self) -> str:
        """An address that is free."""
        slug = self.cleaned_data["slug"]
        if slug in RESERVED:
            raise ValidationError(_("This address is used for something else. Write another one."))
        return slug

    def clean_assurance_level(self) -> int:
        """A level that the site's e-ID can give."""
        level = self.cleaned_data["assurance_level"]
        if level > highest_level():
            raise ValidationError(
                _("The e-ID that is connected to the site does not reach this level. Choose a lower one.")
                if eid_is_configured()
                else _("No e-ID is connected to the site, so nobody could apply. Choose a code by e-mail.")
            )
        return level


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
