"""Rows that are written once. Each table has a trigger as well: migrations named `…written_once`."""

from typing import Any

from django.db import models


class ImmutableRow(Exception):
    """Someone tried to change or delete a row that is written once."""


class ImmutableQuerySet(models.QuerySet[Any]):
    """A query set that only reads and adds."""

    def update(self, **kwargs: Any) -> int:
        """Refused."""
        raise ImmutableRow(self.model.__name__)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refused."""
        raise ImmutableRow(self.model.__name__)


class Immutable(models.Model):
    """Base of logs, and of what is part of the record. A correction is a new row."""

    objects = ImmutableQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; refuse to write over one."""
        if not self._state.adding:
            raise ImmutableRow(type(self).__name__)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused."""
        raise ImmutableRow(type(self).__name__)
