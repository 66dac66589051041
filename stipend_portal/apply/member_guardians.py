"""The two pages on which a member under eighteen tells about her guardians before she says yes.

Nothing is kept until both are right: what is typed on one page goes along, hidden, to the other.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from stipend_portal.apply.forms.base import StepForm
from stipend_portal.apply.forms.guardians import CustodyForm, GuardiansForm
from stipend_portal.models import GroupMember
from stipend_portal.questions import CUSTODY, GUARDIANS, Section
from stipend_portal.services.member import told_before

PAGES = (CUSTODY.key, GUARDIANS.key)
FORMS = (CustodyForm, GuardiansForm)


@dataclass(frozen=True)
class Telling:
    """How far she has come: the page to show next, or all that she has told."""

    form: StepForm | None = None
    status: int = 200
    told: Mapping[str, Any] | None = None


def go_on(member: GroupMember, posted: MultiValueDict) -> Telling:
    """What follows on what she has posted.

    `page` says which of the pages it was, `back` that she wants the one before, `switch` that she wants the
    same one in the other language.
    """
    page, switch = posted.get("page"), "switch" in posted
    words = posted if page in PAGES else _said_before(member)
    custody = CustodyForm(words, prefix=CUSTODY.slug, **_kwargs(member))
    stays = page not in PAGES or (page == CUSTODY.key and switch)
    if stays or (page == GUARDIANS.key and "back" in posted):
        return _unjudged(custody)
    if not custody.is_valid():
        return Telling(custody, 422)
    guardians = _guardians_form(member, words, custody)
    if page == CUSTODY.key or switch:
        return _unjudged(guardians)
    if not guardians.is_valid():
        return Telling(guardians, 422)
    return Telling(told={CUSTODY.key: custody.answers(), GUARDIANS.key: guardians.answers()})


def words_elsewhere(form: StepForm) -> Iterator[tuple[str, str]]:
    """What she has typed that this page does not ask for, by the name of its input."""
    shown = set(form.posted_names())
    for other in FORMS:
        for name in other.base_fields:
            posted_name = f"{other.section.slug}-{name}"
            if posted_name in form.data and posted_name not in shown:
                yield posted_name, form.data[posted_name]


def _said_before(member: GroupMember) -> MultiValueDict:
    """The words that give what she told when she was asked about an earlier version."""
    told, words = told_before(member), MultiValueDict()
    for form in FORMS:
        words.update(MultiValueDict(form.typed(told.get(form.section.key, {}))))
    return words


def _unjudged(form: StepForm) -> Telling:
    form.judged = False
    return Telling(form)


def _kwargs(member: GroupMember) -> dict[str, Any]:
    """What the pages of the application must know; here she stands in the applicant's place."""
    return {
        "round": member.application.round,
        "applicant_email": member.email,
        "today": timezone.localdate(),
    }


def _guardians_form(member: GroupMember, words: MultiValueDict, custody: CustodyForm) -> GuardiansForm:
    def answered(section: Section) -> Mapping[str, Any]:
        return custody.cleaned_data if section is CUSTODY else {}

    others = member.version.members.values_list("email", flat=True)
    return GuardiansForm(
        words,
        prefix=GUARDIANS.slug,
        answered=answered,
        group=[member.application.email, *others],
        **_kwargs(member),
    )
