"""A round that is assessed, two board members, and a case."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from home.models import User
from stipend_portal.models import Application, Round
from tests.factories.assessing import make_assessed_round, make_assessor, make_case

SignIn = Callable[[User], Client]

TEXT = re.compile(r"<[^>]+>|\s+")


@pytest.fixture(autouse=True)
def _no_tries_counted() -> None:
    cache.clear()


@pytest.fixture
def round_(db: None) -> Round:
    """A round in the phase of assessment."""
    return make_assessed_round()


@pytest.fixture
def person(round_: Round) -> User:
    """A board member."""
    return make_assessor(round_)


@pytest.fixture
def other(round_: Round) -> User:
    """Another one."""
    return make_assessor(round_, first_name="Hemlig", last_name="Ledamot")


@pytest.fixture
def case(round_: Round, person: User, other: User) -> Application:
    """A case in which neither has jäv."""
    return make_case(round_, person, other)


@pytest.fixture
def client(as_user: SignIn, person: User) -> Client:
    """The board member's browser."""
    return as_user(person)


def url(case: Application, last: str = "") -> str:
    """An address about a case."""
    return f"/admin/bedomning/{case.pk}/{last}"


def posted(case: Application, *points: object, **changes: Any) -> dict[str, Any]:
    """What the form posts: the points by the order of the criteria, `"cannot"` for cannot judge."""
    keys = case.round.criteria.values_list("pk", flat=True)
    scores = {f"score_{key}": str(value) for key, value in zip(keys, points, strict=False)}
    return {
        **scores,
        "comment": "Tydlig plan.",
        "recommendation": "grant",
        "revision": "0",
        "version": "1",
        **changes,
    }


def read(response: Any) -> str:
    """The words of a page."""
    return " ".join(TEXT.sub(" ", unescape(response.content.decode())).split())
