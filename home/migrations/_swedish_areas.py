"""Moving the ticks of pages from areas in other languages to the Swedish areas, which are all that editors see."""

from collections.abc import Callable
from typing import Any

from django.apps.registry import Apps
from django.conf import settings
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def to_swedish(app_label: str, *model_names: str) -> Callable[[Apps, BaseDatabaseSchemaEditor], None]:
    """What a migration runs to move the ticks of pages of these types, and those in their kept versions."""

    def move(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        swedish = _swedish_siblings(apps)
        if not swedish:
            return
        for name in model_names:
            _move_ticks(apps.get_model(app_label, name), swedish)
            _move_in_versions(apps, app_label, name, swedish)

    return move


def _swedish_siblings(apps: Apps) -> dict[int, int]:
    """The key of each area in another language, with that of its Swedish sibling."""
    areas = apps.get_model("home", "PriorityAreaPage").objects
    ours = {"locale__language_code": settings.LANGUAGE_CODE}
    by_translation = dict(areas.filter(**ours).values_list("translation_key", "pk"))
    others = areas.exclude(**ours).values_list("pk", "translation_key")
    return {pk: by_translation[key] for pk, key in others if key in by_translation}


def _move_ticks(model: Any, swedish: dict[int, int]) -> None:
    field = model._meta.get_field("areas")
    page, area = field.m2m_field_name(), field.m2m_reverse_field_name()
    ticks = field.remote_field.through.objects
    for tick in ticks.filter(**{f"{area}__in": swedish}):
        moved = {f"{page}_id": getattr(tick, f"{page}_id"), f"{area}_id": swedish[getattr(tick, f"{area}_id")]}
        # The Swedish area may have been ticked beside the other.
        ticks.get_or_create(**moved)
        tick.delete()


def _move_in_versions(apps: Apps, app_label: str, name: str, swedish: dict[int, int]) -> None:
    """The editor opens the newest version, not the page: a tick that stayed there would be lost as well."""
    types = apps.get_model("contenttypes", "ContentType").objects.filter(app_label=app_label, model=name.lower())
    versions = apps.get_model("wagtailcore", "Revision").objects.filter(content_type__in=types)
    for version in versions.only("content").iterator():
        before = version.content.get("areas") or []
        after = list(dict.fromkeys(swedish.get(pk, pk) for pk in before))
        if after != before:
            version.content["areas"] = after
            version.save(update_fields=["content"])
