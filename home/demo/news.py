"""What is going on in the demo: stories, news, events, and the pages about who answers and who decides.

Days are told from the day of loading (`in_days = 20`, `days_ago = 3`), so that a calendar is never empty.
"""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from home.demo.content import LANGUAGES, add_pages, read, swedish
from home.demo.pages import CONTENT, front_pages
from home.demo.registry import register_demo_loader
from home.models import (
    BasePage,
    ContactFunction,
    EuropeDirectPage,
    EventIndexPage,
    EventPage,
    NewsIndexPage,
    NewsPage,
    OrganisationPage,
    PeoplePage,
    PriorityAreaPage,
    QuestionsPage,
    StoryIndexPage,
    StoryPage,
)

Entry = dict[str, Any]


@register_demo_loader
def load_news() -> None:
    """Make the contacts first, since pages name them, then the pages."""
    fronts = front_pages()
    contacts = _load_contacts()
    people = read(CONTENT / "contacts.toml")["page"]
    people["functions"] = [("function", contact) for contact in contacts.values()]
    add_pages(fronts, PeoplePage, people)
    office = _with_lists(read(CONTENT / "europe_direct.toml")["page"], contacts)
    add_pages(fronts, EuropeDirectPage, office)
    organisation = _with_lists(read(CONTENT / "organisation.toml")["page"], contacts)
    add_pages(fronts, OrganisationPage, organisation)
    questions = _with_groups(read(CONTENT / "questions.toml")["page"])
    add_pages(fronts, QuestionsPage, _tied(questions, contacts))
    for name, index, model in (
        ("news", NewsIndexPage, NewsPage),
        ("stories", StoryIndexPage, StoryPage),
        ("events", EventIndexPage, EventPage),
    ):
        content = read(CONTENT / f"{name}.toml")
        parents: dict[str, Page] = {**add_pages(fronts, index, content["index"])}
        for entry in content["entry"]:
            _add_entry(parents, model, entry, contacts)


def _load_contacts() -> dict[str, ContactFunction]:
    """The functions by their key in the file."""
    functions = read(CONTENT / "contacts.toml")["function"]
    return {entry.pop("key"): ContactFunction.objects.create(**entry) for entry in functions}


def _add_entry(
    parents: dict[str, Page], model: type[BasePage], entry: Entry, contacts: dict[str, ContactFunction]
) -> None:
    add_pages(parents, model, _tied(_with_days(entry), contacts))


def _tied(entry: Entry, contacts: dict[str, ContactFunction]) -> Entry:
    """Exchange the names of a contact, of areas and of other pages for what they name."""
    entry = {**entry}
    if "contact" in entry:
        entry["contact"] = contacts[entry["contact"]]
    if "areas" in entry:
        entry["areas"] = swedish(PriorityAreaPage, entry["areas"])
    if "about" in entry:
        entry["about_pages"] = swedish(Page, entry.pop("about"))
    return entry


def _with_days(entry: Entry) -> Entry:
    """Exchange days from today for dates and, for an event, for moments in Swedish time."""
    entry = {**entry}
    if "days_ago" in entry:
        entry["day"] = timezone.localdate() - timedelta(days=entry.pop("days_ago"))
    if "in_days" in entry:
        in_days, length = entry.pop("in_days"), entry.pop("days", 1)
        begins, ends = entry.pop("at", time.min), entry.pop("until", None)
        entry["starts_at"] = _moment(in_days, begins)
        entry["all_day"] = begins == time.min
        if ends or length > 1:
            entry["ends_at"] = _moment(in_days + length - 1, ends or time.min)
    if "register_in_days" in entry:
        entry["register_by"] = timezone.localdate() + timedelta(days=entry.pop("register_in_days"))
    return entry


def _moment(days: int, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(days=days), at))


# The lists of a page, and what a row of each is called there.
LISTS = {
    "services": "service",
    "opening_hours": "hours",
    "funders": "funder",
    "bodies": "body",
    "steps": "step",
}


def _with_lists(entry: Entry, contacts: dict[str, ContactFunction]) -> Entry:
    """Turn the lists of each language into blocks; a list that says the same in both stands once."""
    entry = _tied(entry, contacts)
    for words in (entry, *(entry[language] for language in LANGUAGES)):
        for name, row in LISTS.items():
            if name in words:
                words[name] = [(row, value) for value in words[name]]
    return entry


def _with_groups(entry: Entry) -> Entry:
    """Turn groups of questions into blocks."""
    for language in LANGUAGES:
        entry[language]["groups"] = [("group", _group(group)) for group in entry[language]["group"]]
        del entry[language]["group"]
    return entry


def _group(group: Entry) -> Entry:
    questions = [
        {"question": each["q"], "answer": "".join(f"<p>{text}</p>" for text in each["a"].split("\n\n"))}
        for each in group["questions"]
    ]
    return {"title": group["title"], "questions": questions}
