"""The lines about people: their age, their link to Åmål, and who has agreed."""

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from stipend_portal import rules
from stipend_portal.checklist.facts import Facts, Line, Person, Standing
from stipend_portal.models import Programme


def _names(names: list[str]) -> str:
    return str(get_text_list(names, _("and")))


def age(facts: Facts) -> Line:
    """Whether everyone is of an age that the round is for, on its own day."""
    round_ = facts.round

    def fits(person: Person) -> bool:
        limits = {"min_age": round_.min_age, "max_age": round_.max_age, "age_day": round_.age_day}
        return rules.judge_age(person.birth_date, **limits).fits

    rule = _("The round is for those who are %(low)d to %(high)d years old on %(day)s.") % {
        "low": round_.min_age,
        "high": round_.max_age,
        "day": date_format(round_.age_day, "Y-m-d"),
    }
    outside = [
        _("%(name)s is %(age)d.") % {"name": each.name, "age": rules.age_on(each.birth_date, round_.age_day)}
        for each in facts.people
        if not fits(each)
    ]
    if not outside:
        return Line("age", _("Age"), Standing.OK, rule)
    todo = _("Check the day of birth with the applicant. If it is right, the rule is not met.")
    return Line("age", _("Age"), Standing.JUDGE, " ".join([*outside, rule]), todo)


def link(facts: Facts) -> Line:
    """Whether everyone has the link to Åmål that the round asks for."""
    rule = _("The round asks for: %(rule)s.") % {"rule": facts.round.get_residence_display()}
    title = _("Link to Åmål")
    # A paper application may leave it out; those who apply on the site must answer.
    untold = [each.name for each in facts.people if not each.connection]
    if untold:
        text = _("Not told by: %(names)s.") % {"names": _names(untold)}
        todo = _("Check with the register of residents or the school, or ask the applicant.")
        return Line("link", title, Standing.JUDGE, f"{text} {rule}", todo)
    outside = [
        each.name for each in facts.people if not rules.fits_residence(each.connection, facts.round.residence)
    ]
    if not outside:
        return Line("link", title, Standing.OK, _("By the applicant's own words, yes.") + " " + rule)
    text = _("Not met by: %(names)s.") % {"names": _names(outside)}
    todo = _("Check with the register of residents or the school. If it is right, the rule is not met.")
    return Line("link", title, Standing.JUDGE, f"{text} {rule}", todo)


def guardians(facts: Facts) -> Line:
    """How far the guardians have come."""
    title, progress = _("Guardians"), facts.guardians
    if not progress.asked:
        return Line("guardians", title, Standing.OK, _("No guardian's answer is needed."))
    count = _("%(done)d of %(asked)d are done.") % {"done": progress.settled, "asked": progress.asked}
    if progress.not_asked:
        todo = _(
            "Talk to the young person first, in the safe way she or he has told. Write to nobody at home."
        )
        return Line(
            "guardians",
            title,
            Standing.JUDGE,
            count + " " + _("Someone cannot or must not ask a guardian."),
            todo,
        )
    if progress.declined:
        todo = _("Nobody can go on over a guardian's no. Talk to the applicant and the guardians.")
        return Line("guardians", title, Standing.JUDGE, count + " " + _("A guardian has said no."), todo)
    if progress.unreachable:
        todo = _("Read why below, try to reach the guardian, and judge whether it can go on without.")
        text = count + " " + _("A guardian cannot be reached.")
        return Line("guardians", title, Standing.JUDGE, text, todo)
    if not progress.is_complete:
        todo = _(
            "Reminders go out by themselves. You can send the question again or record a paper, see below."
        )
        return Line("guardians", title, Standing.MISSING, count, todo)
    waived = progress.settled - progress.approved
    if not waived:
        return Line("guardians", title, Standing.OK, _("All have approved."))
    text = _("Done. It goes on without an answer from %(number)d, by an officer's decision.") % {
        "number": waived
    }
    return Line("guardians", title, Standing.OK, text)


def group(facts: Facts) -> Line | None:
    """How far the others of the group have come; nothing where someone applies alone."""
    title, progress = _("The others of the group"), facts.group
    if not progress.asked:
        if facts.round.programme.applicants != Programme.Applicants.GROUP:
            return None
        todo = _("The stipend is for groups. Ask the applicant for the others, or judge it as it is.")
        return Line("group", title, Standing.JUDGE, _("The application names nobody else."), todo)
    count = _("%(done)d of %(asked)d have said yes.") % {"done": progress.confirmed, "asked": progress.asked}
    if progress.declined:
        todo = _("The group is not what the application says. Ask the contact person for a supplement.")
        return Line("group", title, Standing.JUDGE, count + " " + _("Someone has said no."), todo)
    if not progress.is_complete:
        todo = _("Reminders go out by themselves. You can send the question again, see below.")
        return Line("group", title, Standing.MISSING, count, todo)
    return Line("group", title, Standing.OK, _("All have said yes."))
