"""One page of the application: opened, and saved."""

from dataclasses import dataclass

from bench import answers
from bench.browser import Browser
from bench.people import applicant_with_draft
from bench.scenario import CONNECTIONS, Scenario


@dataclass
class Writer:
    """An applicant on the last page of questions of her own draft."""

    session: str
    draft: str
    saves: int = 0

    @property
    def page(self) -> str:
        """The address of the page."""
        return f"/ansok/utkast/{self.draft}/varfor/"


def writers() -> list[Writer]:
    """One applicant a connection, each with every page before it filled in."""
    from stipend_portal.models import DraftStep

    found = []
    for _number in range(CONNECTIONS):
        session, draft = applicant_with_draft()
        for name, fields in answers.PAGES.items():
            if name == "varfor":
                break
            data = {key: value if isinstance(value, list) else [value] for key, value in fields.items()}
            DraftStep.objects.create(draft=draft, step=name, data=data, complete=True, revision=1)
        found.append(Writer(session, str(draft.pk)))
    return found


def open_page(browser: Browser, writer: Writer) -> None:
    """Read the page with what is stored."""
    browser.sign_in(writer.session)
    browser.get(writer.page)


def save_page(browser: Browser, writer: Writer) -> None:
    """Save the page with words that differ from the last time, so that the database has to write."""
    browser.sign_in(writer.session)
    words = {**answers.WHY, "sharing": f"Jag berättar för min klass, {writer.saves}."}
    browser.post(writer.page, {**answers.posted("varfor", words), "revision": writer.saves})
    writer.saves += 1


GET = Scenario("step_get", ">= 0.06", open_page, writers)
POST = Scenario("step_post", ">= 0.08", save_page, writers)
