"""One case as a board member may read it now: in whole, or without what tells who applies."""

from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from stipend_portal import rules
from stipend_portal.answer_differences import Changed, differences
from stipend_portal.answers import ShownSection, show_answers
from stipend_portal.blinding import Answers, Blinded, blind
from stipend_portal.formats import as_kronor, one_of
from stipend_portal.models import Application, ApplicationVersion, Attachment
from stipend_portal.queries import attachments_of
from stipend_portal.questions.choices import CONNECTIONS_OF_OTHERS
from stipend_portal.redaction import Hidden, redact
from stipend_portal.review.assessing.people import hidden_in, is_blind
from stipend_portal.uploads.kinds import Kind


@dataclass(frozen=True)
class ShownFile:
    """A file that was sent. Without `url` it cannot be opened."""

    name: str
    about: str
    details: str
    url: str = ""


@dataclass(frozen=True)
class ShownPerson:
    """Someone else who comes along, where the round is blind."""

    age: int
    connection: str


KINDS = {kind.content_type: kind.name for kind in Kind}


def _closed(number: int, file: Attachment) -> ShownFile:
    """A file that is known to be there, and no more: its name and content may tell who sent it."""
    details = (KINDS.get(file.content_type, ""), filesizeformat(file.size))
    return ShownFile(_("Attachment %(number)s") % {"number": number}, "", ", ".join(filter(None, details)))


class Reading:
    """What may be read of a case. Wants a case from `people.with_people`."""

    def __init__(self, case: Application) -> None:
        self.case = case
        self.is_blind = is_blind(case.round)
        self.versions = {version.pk: version for version in case.versions.all()}
        self.newest: ApplicationVersion = list(self.versions.values())[-1]
        self.hidden: Hidden | None = hidden_in(case) if self.is_blind else None
        self.age = rules.age_on(case.birth_date, case.round.age_day)
        self.destination = self.words(case.destination)
        self.amount = as_kronor(case.amount_applied)

    def words(self, text: str) -> str:
        """Free text about the case, such as another assessor's comment."""
        return redact(text, self.hidden) if self.hidden else text

    def _blinded(self, version: ApplicationVersion, hidden: Hidden) -> Blinded:
        return blind(version.answers, hidden, age_day=self.case.round.age_day)

    def _answers(self, version: ApplicationVersion) -> Answers:
        return self._blinded(version, self.hidden).answers if self.hidden else version.answers

    def sections(self) -> list[ShownSection]:
        """What the applicant wrote, in the newest version."""
        return show_answers(self._answers(self.newest))

    def others(self) -> list[ShownPerson]:
        """Who else comes along, where the answers themselves do not say it."""
        if self.hidden is None:
            return []
        link = one_of(CONNECTIONS_OF_OTHERS)
        return [
            ShownPerson(person.age, link(person.connection))
            for person in self._blinded(self.newest, self.hidden).others
        ]

    def changes_since(self, version: ApplicationVersion) -> list[Changed]:
        """What the newest version says that an older one does not."""
        return differences(self._answers(version), self._answers(self.newest))

    def files(self) -> list[ShownFile]:
        """The files of the newest version; numbered and closed where the round is blind."""
        files = attachments_of(self.newest)
        if self.is_blind:
            return [_closed(number, file) for number, file in enumerate(files, 1)]
        return [self._file(file) for file in files]

    def _file(self, file: Attachment) -> ShownFile:
        url = reverse("assessing:attachment", args=[self.case.pk, file.pk])
        return ShownFile(
            name=file.name,
            about=file.about,
            details=f"{filesizeformat(file.size)}. {file.get_scan_display()}.",
            url=url if file.can_be_opened_by_staff else "",
        )
