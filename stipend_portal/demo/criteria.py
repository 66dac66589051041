"""What the demo's applications are judged by."""

from stipend_portal.models import Criterion, Round

# Name in Swedish and English, weight, guidance.
CRITERIA = (
    (
        "Möten med andra",
        "Meeting others",
        2,
        "1: resan är mest turism. 3: sökanden träffar andra unga någon gång. 5: hela resan bygger på möten.",
    ),
    (
        "Egen plan",
        "A plan of one's own",
        1,
        "1: planen är oklar. 3: det går att följa planen. 5: planen är genomtänkt och sökandens egen.",
    ),
    (
        "Berätta hemma",
        "Telling at home",
        1,
        "1: ingen idé om hur. 3: berättar för några. 5: många här hemma får del av resan.",
    ),
)


def add_criteria(round_: Round) -> None:
    """Give a round its criteria, once."""
    if round_.criteria.exists():
        return
    for order, (name, name_en, weight, guidance) in enumerate(CRITERIA):
        Criterion.objects.create(
            round=round_, sort_order=order, name=name, name_en=name_en, weight=weight, guidance=guidance
        )
