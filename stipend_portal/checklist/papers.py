"""The lines about what was sent in: when, with which files, for how much, and what is still waited for."""

from datetime import timedelta
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stipend_portal import rules
from stipend_portal.amount_rules import is_fixed, share_percent_of
from stipend_portal.checklist.facts import Facts, Line, Standing
from stipend_portal.formats import as_kronor
from stipend_portal.models import Programme
from stipend_portal.models.stored_file import StoredFile


def in_time(facts: Facts) -> Line:
    """Whether it came in time, or is treated so."""
    title = _("In time")
    if not facts.received_late:
        return Line("time", title, Standing.OK, _("Received before the round closed."))
    late = facts.received_at - facts.round.closes_at
    days = late // timedelta(days=1)
    if days:
        by = ngettext("%(number)d day late.", "%(number)d days late.", days) % {"number": days}
    else:
        hours = max(1, late // timedelta(hours=1))
        by = ngettext("Up to %(number)d hour late.", "About %(number)d hours late.", hours) % {
            "number": hours
        }
    if facts.late_accepted:
        return Line("time", title, Standing.OK, by + " " + _("Treated as in time by an officer's decision."))
    todo = _("Decide whether it is treated as in time, with a reason, or dismissed.")
    return Line("time", title, Standing.JUDGE, by, todo)


def attachments(facts: Facts) -> Line | None:
    """Whether there are files where some are required."""
    asked, number = facts.round.programme.attachments, len(facts.scans)
    if asked == Programme.Attachments.NONE and not number:
        return None
    count = ngettext("%(number)d file.", "%(number)d files.", number) % {"number": number}
    title = _("Attachments")
    if number:
        return Line(
            "attachments", title, Standing.OK, count + " " + _("Read whether they are the right ones.")
        )
    if asked == Programme.Attachments.REQUIRED:
        todo = _("Ask for a supplement and open the page for attachments.")
        return Line(
            "attachments", title, Standing.MISSING, _("At least one is required, and there is none."), todo
        )
    return Line("attachments", title, Standing.OK, _("None, and none is required."))


def scanned(facts: Facts) -> Line | None:
    """Whether the files can be opened."""
    title = _("Files are safe to open")
    if not facts.scans:
        return None
    if StoredFile.Scan.INFECTED in facts.scans:
        todo = _("The applicant has been told. If the file is needed, ask for a supplement.")
        return Line("scanned", title, Standing.MISSING, _("A harmful file has been removed."), todo)
    if StoredFile.Scan.WAITING in facts.scans:
        todo = _("Come back in a few minutes. If it stays so, tell those who run the site.")
        return Line("scanned", title, Standing.MISSING, _("A file is waiting to be scanned."), todo)
    if StoredFile.Scan.NOT_NEEDED in facts.scans:
        return Line("scanned", title, Standing.OK, _("Not scanned: no scanner is connected."))
    return Line("scanned", title, Standing.OK, _("All are scanned, and nothing was found."))


def quotes(facts: Facts) -> Line | None:
    """Whether quotes are there, where they are asked for or told of."""
    title = _("Quotes")
    if facts.round.programme.asks_two_quotes and facts.quotes < 2:
        todo = _("Ask for a supplement and open the pages for the budget and the attachments.")
        text = _("Two are asked for, and %(number)d is written.") % {"number": facts.quotes}
        return Line("quotes", title, Standing.MISSING, text, todo)
    if not facts.round.programme.asks_two_quotes and not facts.quotes_promised:
        return None
    if not facts.scans:
        todo = _("Ask for a supplement and open the page for attachments, or judge without.")
        return Line("quotes", title, Standing.JUDGE, _("Quotes are told of, and no file is attached."), todo)
    return Line("quotes", title, Standing.OK, _("Told of. Check them against the attached files."))


def _most(facts: Facts) -> tuple[int, str]:
    """The most that these people can get in whole kronor, and the rule in words."""
    programme, people = facts.round.programme, len(facts.people)
    percent = share_percent_of(programme)
    most = rules.most_for(facts.cost, ceiling=facts.ceiling, share_percent=percent)
    if most < facts.ceiling:
        words = _("At most %(percent)d per cent of the cost: %(most)s.")
    elif is_fixed(programme):
        words = _("Everyone who is granted gets the same: %(most)s.")
    else:
        words = ngettext(
            "At most %(most)s for %(people)d person.", "At most %(most)s for %(people)d people.", people
        )
    return most, words % {"most": as_kronor(most), "people": people, "percent": percent}


def amount(facts: Facts) -> Line:
    """Whether the amount is within the rules."""
    most, rule = _most(facts)
    applied = _("Applied for: %(amount)s.") % {"amount": as_kronor(facts.amount)}
    title, problems = _("Amount"), []
    if facts.amount > most:
        problems.append(_("That is more than the rule gives."))
    if facts.amount > facts.missing_money:
        problems.append(
            _("That is more than is missing beside other money: %(missing)s.")
            % {"missing": as_kronor(max(facts.missing_money, Decimal(0)))}
        )
    if not problems:
        return Line("amount", title, Standing.OK, f"{applied} {rule}")
    todo = _("Less can be granted than was applied for. If something is unclear, ask the applicant.")
    return Line("amount", title, Standing.JUDGE, " ".join([applied, *problems, rule]), todo)


def supplement(facts: Facts) -> Line:
    """Whether an answer is waited for."""
    title, due = _("Asked for more"), facts.supplement_due
    if due is None:
        return Line("supplement", title, Standing.OK, _("No answer is waited for."))
    day = date_format(due, "Y-m-d")
    if due < facts.today:
        todo = _("Silence does not decide the case. Choose “No longer wait” to go on and judge it as it is.")
        text = _("Not answered by the last day, %(day)s.") % {"day": day}
        return Line("supplement", title, Standing.JUDGE, text, todo)
    text = _("The applicant has until %(day)s to answer.") % {"day": day}
    return Line("supplement", title, Standing.MISSING, text, _("Wait. A reminder goes out by itself."))
