"""What one can apply for, in the words of schema.org."""

from home.sharing.schema_org import MUNICIPALITY, Data, about, describe, grant
from stipend_portal.models import RoundPage, StipendsPage


@describe.register
def stipends(page: StipendsPage) -> Data:
    """A list of what one can apply for."""
    return {"@type": "CollectionPage"}


@describe.register
def stipend(page: RoundPage) -> Data:
    """The stipend. The round's days and money are told on the page, where they are always those that hold."""
    return about(grant(page.title, MUNICIPALITY))
