"""Reading a path back, as a browser does."""

import re


def walk(path: str) -> list[tuple[float, float]]:
    """The points of a path of the form `Mx yldx dy dx dy…`, in tenths rounded as they are written."""
    numbers = [float(found) for found in re.findall(r"-?\d*\.?\d+", path)]
    pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
    points = [pairs[0]]
    for x, y in pairs[1:]:
        points.append((round(points[-1][0] + x, 1), round(points[-1][1] + y, 1)))
    return points
