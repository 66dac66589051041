"""Lists with a meaning of their own: what to do in order, and what people ask."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.blocks.text import TextBlock


class StepBlock(blocks.StructBlock):
    """One step."""

    title = blocks.CharBlock(max_length=120, label=_("Title"))
    text = TextBlock(required=False)


class StepsBlock(blocks.StructBlock):
    """What to do, in order."""

    steps = blocks.ListBlock(StepBlock(), min_num=2, label=_("Steps"))

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        description = _("Numbered steps, for what is done in a certain order.")
        template = "blocks/steps.html"

    def get_preview_value(self) -> Any:
        """Two steps."""
        steps = [
            {
                "title": gettext("Find a place"),
                "text": f"<p>{gettext('Ask your school, or a town we know.')}</p>",
            },
            {
                "title": gettext("Write and send"),
                "text": f"<p>{gettext('You can stop and go on another day.')}</p>",
            },
        ]
        return self.normalize({"steps": steps})


class QuestionBlock(blocks.StructBlock):
    """A question with its answer."""

    question = blocks.CharBlock(max_length=160, label=_("Question"))
    answer = TextBlock(label=_("Answer"))


class QuestionsBlock(blocks.StructBlock):
    """Questions; an answer is unfolded where it is wanted."""

    questions = blocks.ListBlock(QuestionBlock(), min_num=1, label=_("Questions"))

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        description = _("Questions that people ask. The answer opens when the question is pressed.")
        template = "blocks/questions.html"

    def get_preview_value(self) -> Any:
        """One question."""
        question = {
            "question": gettext("May I travel with a friend?"),
            "answer": f"<p>{gettext('Yes. You can apply together.')}</p>",
        }
        return self.normalize({"questions": [question]})
