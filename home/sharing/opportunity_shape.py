"""An opportunity in the words of schema.org, which has none for most of them."""

from typing import TYPE_CHECKING

from home.sharing.schema_org import Data, about, filled, organisation, place

if TYPE_CHECKING:
    from home.models import OpportunityPage


def grant(name: str, funder: Data) -> Data:
    """Money that one can apply for."""
    return {"@type": "MonetaryGrant", "name": name, "funder": funder}


def opportunity(page: "OpportunityPage", *, is_stipend: bool, is_free: bool) -> Data:
    """What it is, and on the page's own node for whom and where.

    A stipend is a `MonetaryGrant`. All the others are an `EducationalOccupationalProgram`: a set of opportunities with
    a provider, a period and a last day to apply, which is what exchanges, volunteering and internships are here. A
    `JobPosting` would be untrue, since nobody is employed, and a `VolunteerAction` is what one person has done.
    """
    organiser = organisation(page.organiser)
    entity = grant(page.title, organiser) if is_stipend else _programme(page, organiser, is_free=is_free)
    return filled(
        {
            **about(entity),
            "typicalAgeRange": _ages(page.age_from, page.age_to),
            "contentLocation": place(page.place),
        }
    )


def _programme(page: "OpportunityPage", organiser: Data, *, is_free: bool) -> Data:
    days = {"applicationDeadline": page.deadline, "startDate": page.starts_on, "endDate": page.ends_on}
    free = {"@type": "Offer", "price": 0, "priceCurrency": "SEK"}
    return filled(
        {
            "@type": "EducationalOccupationalProgram",
            "name": page.title,
            "programType": str(page.get_kind_display()),
            "provider": organiser,
            **{name: day.isoformat() for name, day in days.items() if day},
            "offers": free if is_free else {},
        }
    )


def _ages(low: int | None, high: int | None) -> str:
    """Such as `13-19` or `18-`; empty where nothing is said."""
    if low is None and high is None:
        return ""
    return f"{low or 0}-{'' if high is None else high}"
