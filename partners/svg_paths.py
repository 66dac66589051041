"""Lines as SVG path data, written with few characters: the map is the heaviest part of the front page."""

from collections.abc import Sequence

from partners.places import Point


def number(value: float) -> str:
    """A coordinate with one decimal. Never in the reader's language: a decimal comma breaks an attribute."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def path(points: Sequence[Point]) -> str:
    """A path through the points: where it begins, then step by step.

    Steps are counted between rounded places, so that roundings do not add up along the way.
    """
    places = [(round(point.x * 10), round(point.y * 10)) for point in points]
    first, *_others = places
    steps = (
        _pair(end[0] - start[0], end[1] - start[1])
        for start, end in zip(places, places[1:], strict=False)
        if start != end
    )
    drawn = "".join(f" {step}" if not step.startswith("-") else step for step in steps)
    return f"M{_pair(*first)}" + (f"l{drawn.lstrip()}" if drawn else "")


def _pair(x: int, y: int) -> str:
    """Two coordinates given in tenths; a minus sign parts them as well as a space does."""
    one, two = _tenths(x), _tenths(y)
    return f"{one}{two}" if two.startswith("-") else f"{one} {two}"


def _tenths(value: int) -> str:
    text = number(value / 10)
    # SVG reads ".5" as it reads "0.5".
    return text.replace("0.", ".", 1) if text.lstrip("-").startswith("0.") else text
