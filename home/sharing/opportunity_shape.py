"""An opportunity in the words of schema.org, which has none for most of them."""

from home.models import OpportunityPage
from home.models.opportunity_page import Cost, Kind
from home.sharing.schema_org import Data, about, describe, filled, grant, organisation, place


@describe.register
def opportunity(page: OpportunityPage) -> Data:
    """What it is, and on the page's own node for whom and where.

    A stipend is a `MonetaryGrant`. All the others are an `EducationalOccupationalProgram`: a set of opportunities with
    a provider, a period and a last day to apply, which is what exchanges, volunteering and internships are here. A
    `JobPosting` would be untrue, since nobody is employed, and a `VolunteerAction` is what one person has done.
    """
    organiser = organisation(page.organiser)
    entity = grant(page.title, organiser) if page.kind == Kind.STIPEND else _programme(page, organiser)
    return filled(
        {
            **about(entity),
            "typicalAgeRange": _ages(page.age_from, page.age_to),
            "contentLocation": place(page.place),
        }
    )


def _programme(page: OpportunityPage, organiser: Data) -> Data:
    days = {"applicationDeadline": page.deadline, "startDate": page.starts_on, "endDate": page.ends_on}
    free = {"@type": "Offer", "price": 0, "priceCurrency": "SEK"}
    return filled(
        {
            "@type": "EducationalOccupationalProgram",
            "name": page.title,
            "programType": str(page.get_kind_display()),
            "provider": organiser,
            **{name: day.isoformat() for name, day in days.items() if day},
            "offers": free if page.cost == Cost.FREE else {},
        }
    )


def _ages(low: int | None, high: int | None) -> str:
    """Such as `13-19` or `18-`; empty where nothing is said."""
    if low is None and high is None:
        return ""
    return f"{low or 0}-{'' if high is None else high}"
