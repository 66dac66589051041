"""What must fit together on a paper application. Nobody is refused by it: it finds slips of the pen."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from stipend_portal import rules
from stipend_portal.questions import GUARDIANS, TRIP
from stipend_portal.questions.choices import ASKED_OF_GUARDIANS, OTHER_PLACE

# Nobody who applies for a stipend for the young was born longer ago; a trip further off is a slip in the year.
OLDEST = 120
MOST_YEARS_AHEAD = 5


def check_answers(form: Any) -> None:
    """Add to an `AnswersForm` what is wrong between its answers."""
    for check in (_arrival, _reach, _born, _guardians, _addresses, _trip, _amount):
        check(form)


def is_minor(form: Any) -> bool:
    """Whether guardians must approve, by the same rule as for those who apply on the site."""
    born = form.born
    return bool(born) and rules.needs_guardians(born, age_day=form.round.age_day, today=form.today)


def _arrival(form: Any) -> None:
    day, at = form.cleaned_data.get("arrival"), form.cleaned_data.get("arrival_time")
    if day and day > form.today:
        form.add_error("arrival", _("That day has not come yet. Check the day."))
    elif day and at and form.received_at > timezone.localtime(form.now) + timedelta(minutes=1):
        form.add_error("arrival_time", _("That time has not come yet. Check the time."))


def _reach(form: Any) -> None:
    data = form.cleaned_data
    if "contact_email" in data and not data["contact_email"] and not data.get("postal_address", "").strip():
        form.add_error(
            "postal_address",
            _("Write the postal address, or an e-mail address above: else we cannot tell what is decided."),
        )


def _born(form: Any) -> None:
    born = form.answered("about", "birth_date")
    if born and born > form.today:
        form.add_error(
            "about-birth_date", _("The day you were born cannot be in the future. Check the year.")
        )
    elif born and rules.age_on(born, form.today) > OLDEST:
        form.add_error("about-birth_date", _("Check the year of birth."))


def _guardians(form: Any) -> None:
    """Only what the situation asks for, so that nothing is written that nobody reads."""
    if not form.asks(GUARDIANS):
        return
    situation = form.situation
    written = [q.name for q in GUARDIANS.questions if form.answered(GUARDIANS.key, q.name)]
    if not form.born:
        return
    if not is_minor(form):
        first = ["custody-situation"] if situation else [f"guardians-{name}" for name in written]
        if first:
            form.add_error(
                first[0],
                _(
                    "The applicant is not under 18, so no guardian is asked. Empty this, or check the birth day."
                ),
            )
        return
    guardians_fit(form, situation)


def guardians_fit(form: Any, situation: str) -> None:
    """Say of each answer about guardians that it does not fit the situation, or lacks its name.

    The answers are those of `form.answered`; where the paper does not say, two guardians are counted on.
    """
    written = [q.name for q in GUARDIANS.questions if form.answered(GUARDIANS.key, q.name)]
    asked = ASKED_OF_GUARDIANS.get(situation) or ASKED_OF_GUARDIANS["two"]
    for name in written:
        if name not in asked:
            form.add_error(
                f"guardians-{name}",
                _("This does not fit who decides about the applicant. Empty it, or choose again above."),
            )
    for which in ("first", "second"):
        if form.answered(GUARDIANS.key, f"{which}_email") and not form.answered(
            GUARDIANS.key, f"{which}_name"
        ):
            form.add_error(
                f"guardians-{which}_name", _("Write the name of the guardian who has this address.")
            )


def _addresses(form: Any) -> None:
    """Each who is asked must have an address of her own, so that each answers for herself."""
    taken = set(form.taken)
    for table in form.tables:
        if table.section != "members" or not table.rows.is_valid():
            continue
        for row in table.rows.forms:
            email = (row.cleaned_data.get("email") or "").casefold()
            if email and email in taken:
                row.add_error("email", _("Someone else has this address. Each needs one of her own."))
            taken.add(email)
    guardians_apart(form, taken)


def guardians_apart(form: Any, taken: set[str]) -> None:
    """Say of each guardian's address that it is among the `taken`, in small letters, or the other guardian's."""
    taken = set(taken)
    for which in ("first_email", "second_email"):
        email = (form.answered(GUARDIANS.key, which) or "").casefold()
        if email and email in taken:
            form.add_error(
                f"guardians-{which}", _("Someone else has this address. Each needs one of her own.")
            )
        taken.add(email)


def _trip(form: Any) -> None:
    place, other = form.answered(TRIP.key, "destination"), form.answered(TRIP.key, "other_place")
    if place == OTHER_PLACE and not other:
        form.add_error("trip-other_place", TRIP["other_place"].missing)
    elif place and place != OTHER_PLACE and other:
        form.add_error("trip-other_place", _("Empty this, or choose “Another place”."))
    leaves, home = form.answered(TRIP.key, "departure"), form.answered(TRIP.key, "homecoming")
    for name, day in (("departure", leaves), ("homecoming", home)):
        if day and not form.today.year - 1 <= day.year <= form.today.year + MOST_YEARS_AHEAD:
            form.add_error(f"trip-{name}", _("Check the year."))
    if leaves and home and home < leaves:
        form.add_error("trip-homecoming", _("Nobody comes home before leaving. Check the two days."))


def _amount(form: Any) -> None:
    if form.answered("budget", "amount") == 0:
        form.add_error("budget-amount", _("Write an amount above zero."))
