"""Everything a case says of its people, gathered to be hidden where a round is blind."""

from django.db.models import QuerySet

from stipend_portal.blinding import Known, reads_blind, who_it_is
from stipend_portal.models import Application, Round
from stipend_portal.redaction import Hidden

# What `hidden_in` reads, to be fetched together for many cases.
PEOPLE = ("versions", "approvals", "members")


def is_blind(round_: Round) -> bool:
    """Whether assessors must not know now who applies in this round."""
    return reads_blind(blind=round_.blind, phase=round_.phase)


def with_people(cases: QuerySet[Application]) -> QuerySet[Application]:
    """The cases with all that `hidden_in` needs, in a number of queries that does not grow."""
    return cases.select_related("applicant").prefetch_related(*PEOPLE)


def hidden_in(case: Application) -> Hidden:
    """The words that tell who applies, from every version and from all that was told or corrected later."""
    approvals, members, account = case.approvals.all(), case.members.all(), case.applicant
    told = [member.custody for member in members if member.custody]
    others = [*approvals, *members]
    known = Known(
        names=(
            case.applicant_name,
            account.get_full_name() if account else "",
            *(each.name for each in others),
        ),
        emails=(case.email, case.contact_email, *(each.email for each in others)),
        places=(case.school, case.postal_address),
    )
    return who_it_is([*(version.answers for version in case.versions.all()), *told], known)
