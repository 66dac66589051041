"""What an editor sends from the forms of rounds and stipends."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from home.models import User
from stipend_portal.models import Assessment, Criterion, Programme, Round
from tests.factories.portal import make_application, make_staff


def rows(name: str, values: Sequence[dict[str, Any]], stored: int = 0) -> dict[str, str]:
    """The rows of a part of the form; the first `stored` of them are there already."""
    data = {
        f"{name}-TOTAL_FORMS": str(len(values)),
        f"{name}-INITIAL_FORMS": str(stored),
        f"{name}-MIN_NUM_FORMS": "0",
        f"{name}-MAX_NUM_FORMS": "1000",
    }
    for number, row in enumerate(values):
        data |= {f"{name}-{number}-id": ""} | {f"{name}-{number}-{key}": str(row[key]) for key in row}
    return data


def criteria_as_sent(round_: Round, *, held_still: bool = False) -> list[dict[str, Any]]:
    """The criteria as the form shows them: to change, or, `held_still`, only their keys."""
    shown = () if held_still else ("name", "name_en", "weight", "highest", "guidance")
    found = []
    for number, row in enumerate(round_.criteria.all(), start=1):
        order = {} if held_still else {"ORDER": number}
        found.append({"id": row.pk} | {name: getattr(row, name) for name in shown} | order)
    return found


def round_as_sent(
    round_: Round,
    people: Sequence[tuple[User, str]] = (),
    criteria: Sequence[dict[str, Any]] | None = None,
    **changes: str,
) -> dict[str, str]:
    """The round as it is, with these people named and these changes; its criteria as they are, unless given."""
    plain = (
        "name", "name_en", "slug", "contact", "min_age", "max_age", "age_day", "pot", "ceiling",
        "assurance_level", "residence", "deciding_body",
    )  # fmt: skip
    data = {name: str(getattr(round_, name)) for name in plain}
    data |= {"programme": str(round_.programme_id)}
    for name in ("opens_at", "closes_at"):
        moment = getattr(round_, name)
        data[name] = timezone.localtime(moment).strftime("%Y-%m-%d %H:%M") if moment else ""
    for name in ("completeness_due", "assessment_due", "decision_planned"):
        data[name] = str(getattr(round_, name) or "")
    if round_.blind:
        data["blind"] = "on"
    if criteria is None:
        criteria = criteria_as_sent(round_) if round_.pk else []
    data |= rows("criteria", criteria, stored=sum(bool(row.get("id")) for row in criteria))
    return data | rows("roles", [{"user": user.pk, "role": role} for user, role in people]) | changes


def programme_as_sent(
    programme: Programme, amounts: Sequence[tuple[str, str]] = (), **changes: str
) -> dict[str, str]:
    """The stipend as it is, with these amounts in groups and these changes. An empty change takes away."""
    plain = (
        "name", "name_en", "purpose", "purpose_en", "rules", "rules_en", "applicants", "largest_group",
        "amount_rule", "attachments", "most_attachments", "retention_basis",
    )  # fmt: skip
    data = {name: str(getattr(programme, name)) for name in plain}
    for name in ("share_percent", "retention_years"):
        data[name] = str(getattr(programme, name) or "")
    for name in ("school", "host", "own_contribution", "other_funding", "two_quotes"):
        if getattr(programme, f"asks_{name}"):
            data[f"asks_{name}"] = "on"
    return data | rows("group_amounts", [{"people": p, "amount": a} for p, a in amounts]) | changes


def make_criterion(round_: Round, **fields: Any) -> Criterion:
    """A criterion of the round: weight 1, scores 1 to 5."""
    return Criterion.objects.create(
        round=round_,
        **{"name": "Syfte", "name_en": "Purpose", "guidance": "1 är oklart, 5 är klart.", **fields},
    )


def begin_assessing(round_: Round) -> Assessment:
    """Someone has begun to assess an application of the round."""
    application = make_application(round=round_)
    return Assessment.objects.create(
        application=application,
        assessor=make_staff("committee_member", rounds=[round_]),
        version=application.latest_version,
    )
