"""Questions and answers, in groups."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.blocks.text import TextBlock


class QuestionBlock(blocks.StructBlock):
    """A question as a reader would put it, and the answer."""

    question = blocks.CharBlock(max_length=160, label=_("Question"))
    answer = TextBlock(label=_("Answer"))

    class Meta:
        icon = "help"
        label = _("Question")


class QuestionGroupBlock(blocks.StructBlock):
    """Questions that belong together."""

    title = blocks.CharBlock(max_length=80, label=_("Title"))
    questions = blocks.ListBlock(QuestionBlock(), min_num=1, label=_("Questions"))

    class Meta:
        icon = "list-ul"
        label = _("Group of questions")
