"""Questions and answers."""

from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from home.blocks import BodyBlock
from home.blocks.question_groups import QuestionGroupBlock
from home.models.base import BasePage

LONGEST_ANCHOR = 60


@dataclass(frozen=True)
class Question:
    """A question, its answer as HTML, and where on the page the answer stands."""

    question: str
    answer: SafeString
    anchor: str


@dataclass(frozen=True)
class QuestionGroup:
    """Questions that belong together."""

    title: str
    anchor: str
    questions: list[Question]


class QuestionsPage(BasePage):
    """Questions and answers in groups. Each answer has an address, made of its question, to send to a friend."""

    search_kind = "question"

    groups = StreamField([("group", QuestionGroupBlock())], verbose_name=_("questions"))
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [*BasePage.content_panels, FieldPanel("groups"), FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("groups"), index.SearchField("body")]
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.EasyReadPage"]

    class Meta:
        verbose_name = _("questions and answers")
        verbose_name_plural = _("pages of questions and answers")

    @cached_property
    def question_groups(self) -> list[QuestionGroup]:
        """The groups with an anchor for each question; two questions never share one."""
        taken: set[str] = set()
        return [
            QuestionGroup(
                group.value["title"],
                _anchor(group.value["title"], taken),
                [
                    Question(
                        each["question"],
                        SafeString(each["answer"].__html__()),
                        _anchor(each["question"], taken),
                    )
                    for each in group.value["questions"]
                ],
            )
            for group in self.groups
        ]

    @property
    def questions(self) -> list[tuple[str, SafeString]]:
        """Every question with its answer as HTML, in the order of the page."""
        return [(each.question, each.answer) for group in self.question_groups for each in group.questions]


def _anchor(text: str, taken: set[str]) -> str:
    """An anchor that nothing else on the page has."""
    base = slugify(text)[:LONGEST_ANCHOR].strip("-") or "fraga"
    anchor, number = base, 2
    while anchor in taken:
        anchor, number = f"{base}-{number}", number + 1
    taken.add(anchor)
    return anchor
