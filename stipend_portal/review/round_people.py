"""The part of a round's form that names who works with it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Select
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms.models import WagtailAdminModelForm

from home.models import User
from stipend_portal.models import RoundRole
from stipend_portal.permissions import group_roles
from stipend_portal.review.held_rows import HeldPanel
from stipend_portal.services.round_people import clash
from stipend_portal.states import Role

NOT_YOURS_TO_NAME = gettext_lazy(
    "Only a case officer of this round, or an administrator of the site, can change who works with it. Ask one "
    "of them. Nothing is saved yet."
)

Person = tuple[User, Role]


def has_rows(data: Mapping[str, Any]) -> bool:
    """Whether what is sent names anybody."""
    return any(name.startswith("roles-") and name.endswith("-user") for name in data)


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


class RolesFormSet(BaseChildFormSet):
    """The rows together: which roles go together, and that an officer is left."""

    # Who sets up the round, and so becomes an officer of it.
    maker: User | None = None
    is_held = False

    def clean(self, *args: Any, **kwargs: Any) -> None:
        """Judge the people as they would be saved."""
        super().clean(*args, **kwargs)
        if self.is_held:
            return
        before = self._stored()
        after = self._as_sent(before)
        problems = [*_clashes(after), *self._no_officer(before.values(), after)]
        if problems:
            raise ValidationError(problems)

    def _stored(self) -> dict[int | str, Person]:
        rows = RoundRole.objects.filter(round=self.instance.pk).select_related("user")
        return {row.pk: (row.user, Role(row.role)) for row in rows}

    def _as_sent(self, before: Mapping[int | str, Person]) -> list[Person]:
        """The stored rows, with what is changed, taken away and added."""
        people = dict(before)
        for form in self.forms:
            if not form.is_valid():
                continue
            if self._should_delete_form(form):
                people.pop(form.instance.pk, None)
            elif form.cleaned_data.get("user"):
                row = (form.cleaned_data["user"], Role(form.cleaned_data["role"]))
                people[form.instance.pk or form.prefix] = row
        if self.maker and Role.CASE_OFFICER in group_roles(self.maker):
            people["maker"] = (self.maker, Role.CASE_OFFICER)
        return list(people.values())

    def _no_officer(self, before: Iterable[Person], after: Iterable[Person]) -> list[str]:
        if Role.CASE_OFFICER not in {role for _user, role in before}:
            return []
        officers = [user.pk for user, role in after if role is Role.CASE_OFFICER]
        if User.objects.filter(pk__in=officers, is_active=True, groups__name=Role.CASE_OFFICER).exists():
            return []
        return [_("A round needs a case officer. Name another one before you take away the last.")]


def _clashes(people: Iterable[Person]) -> list[str]:
    roles: defaultdict[User, set[Role]] = defaultdict(set)
    for user, role in people:
        roles[user].add(role)
    return [
        _(
            "%(person)s cannot be board member and %(role)s in the same round: whoever works with the cases "
            "does not decide them as well. Take one of the roles away."
        )
        % {"person": user, "role": str(Role(role).label).lower()}
        for user, theirs in roles.items()
        for role in sorted(clash(theirs))
    ]


class RolesPanel(HeldPanel):
    """The rows of people, on `RoundRoleForm`; a list to read for whoever may not name anybody."""

    class BoundPanel(HeldPanel.BoundPanel):
        """The panel in one form."""

        held_template = "stipend_portal/review/roles_held_still.html"

        @property
        def is_held(self) -> bool:
            """When the naming is not this person's."""
            return not self.form.names_people

        @property
        def people(self) -> list[RoundRole]:
            """What is shown to read."""
            rows = RoundRole.objects.filter(round=self.instance.pk)
            return list(rows.select_related("user").order_by("role", "pk"))

    def get_form_options(self) -> dict[str, Any]:
        """Use our form for each row, and judge the rows together."""
        options = super().get_form_options()
        options["formsets"][self.relation_name] |= {"form": RoundRoleForm, "formset": RolesFormSet}
        return options
