"""From pages to marks on the map."""

from collections.abc import Iterable, Iterator

from django.http import HttpRequest

from partners.map import Line, Mark
from partners.models import PartnerProjectPage, PartnerTownPage


def town_marks(towns: Iterable[PartnerTownPage], request: HttpRequest | None) -> list[Mark]:
    """A mark for each town, drawn by how alive the co-operation is."""
    return [
        Mark(
            key=f"ort-{town.pk}",
            name=town.title,
            place=town.place,
            line=Line(town.status),
            url=town.get_url(request) or "",
        )
        for town in towns
    ]


def project_marks(projects: Iterable[PartnerProjectPage], request: HttpRequest | None) -> Iterator[Mark]:
    """A mark for each of the projects' places that has no page of its own."""
    for project in projects:
        for block in project.places:
            yield Mark(
                key=f"projekt-{project.pk}",
                name=block.value["name"],
                place=block.value.place,
                line=Line.PROJECT,
                url=project.get_url(request) or "",
            )
