"""A field that holds goals of Agenda 2030."""

from typing import Any

from django import forms
from django.db import models

from home.agenda2030 import goal_choices


class GoalsField(models.JSONField):
    """Numbers of goals, chosen with ticks. JSON, since arrays are PostgreSQL's alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> forms.Field:
        """One box to tick for each goal."""
        return forms.TypedMultipleChoiceField(
            choices=goal_choices,
            coerce=int,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            label=self.verbose_name,
            help_text=self.help_text,
        )
