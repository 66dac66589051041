"""What a sixteen-year-old posts, page by page."""

from datetime import date

THIS_YEAR = date.today().year  # noqa: DTZ011  (any day of the year will do)

ABOUT: dict[str, object] = {
    "full_name": "Alva Exempel",
    "birth_date_0": "1",
    "birth_date_1": "1",
    "birth_date_2": str(THIS_YEAR - 16),
    "connection": "both",
    "phone": "",
    "school": "Exempelskolan, 9B",
}
CUSTODY: dict[str, object] = {"situation": "two"}
TOGETHER: dict[str, object] = {"how": "alone"}
GUARDIANS: dict[str, object] = {
    "first_name": "Gun Exempel",
    "first_email": "gun@example.org",
    "second_name": "Gary Exempel",
    "second_email": "gary@example.org",
}
TRIP: dict[str, object] = {
    "purpose": "visit",
    "destination": "other",
    "other_place": "Oslo, Norge",
    "departure_0": "14",
    "departure_1": "6",
    "departure_2": str(THIS_YEAR + 1),
    "homecoming_0": "28",
    "homecoming_1": "6",
    "homecoming_2": str(THIS_YEAR + 1),
    "stops-place": "",
    "stops-when": "",
    "stops-what": "",
    "host": "En familj i Oslo.",
    "plan": "Jag ska bo hos en familj och gå i skolan med deras barn. " * 8,
}
BUDGET: dict[str, object] = {
    "rows-what": ["Tåg tur och retur", "Mat"],
    "rows-amount": ["3 200", "800"],
    "own_contribution": "0",
    "other_funding-who": "",
    "other_funding-amount": "",
    "amount": "4 000",
}
WHY: dict[str, object] = {
    "reason": "Jag vill lära mig hur det är att vara ung i ett annat land. " * 8,
    "sharing": "Jag berättar för min klass.",
}


def posted(page: str, fields: dict[str, object]) -> dict[str, object]:
    """The fields under the names that the page's inputs have."""
    return {f"{page}-{name}": value for name, value in fields.items()}


PAGES = {
    page: posted(page, fields)
    for page, fields in (
        ("om-dig", ABOUT),
        ("vem-bestammer", CUSTODY),
        ("vardnadshavare", GUARDIANS),
        ("tillsammans", TOGETHER),
        ("resan", TRIP),
        ("budget", BUDGET),
        ("varfor", WHY),
        ("bilagor", {}),
    )
}
