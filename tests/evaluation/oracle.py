"""An independent judge of comparisons: every corner of the box, in fractions, by walking a tree.

It shares no code with the package but the verdict names. Formulas are nested tuples: an int is an unknown,
a Fraction a number, (op, left, right) an operation. Only right where no unknown is multiplied by itself and
the quotient as a whole is linear in each unknown above and below the line.
"""

from __future__ import annotations

import itertools
from fractions import Fraction

Tree = int | Fraction | tuple[str, "Tree", "Tree"]
End = tuple[Fraction, bool]
Span = tuple[End, End]
"""Lower and upper end of an interval, each with whether it belongs."""


class ZeroError(Exception):
    """A divisor is or may be zero."""


def walk(tree: Tree, point: tuple[Fraction, ...]) -> Fraction:
    """Return the value of a formula."""
    if isinstance(tree, int):
        return point[tree]
    if isinstance(tree, Fraction):
        return tree
    op, left, right = tree
    one, two = walk(left, point), walk(right, point)
    if op == "+":
        return one + two
    if op == "-":
        return one - two
    if op == "*":
        return one * two
    if two == 0:
        raise ZeroError
    return one / two


def used(tree: Tree) -> set[int]:
    """Return the unknowns of a formula."""
    if isinstance(tree, int):
        return {tree}
    return set() if isinstance(tree, Fraction) else used(tree[1]) | used(tree[2])


def divisors(tree: Tree) -> list[Tree]:
    """Return everything the formula divides by."""
    if not isinstance(tree, tuple):
        return []
    found = divisors(tree[1]) + divisors(tree[2])
    return [*found, tree[2]] if tree[0] == "/" else found


def extremes(tree: Tree, box: list[Span]) -> Span:
    """Return the least and greatest value over the box, each with whether some true values reach it."""
    free = sorted(used(tree))
    values: dict[tuple[int, ...], Fraction] = {}
    for corner in itertools.product((0, 1), repeat=len(free)):
        point = [Fraction(0)] * len(box)
        for index, side in zip(free, corner, strict=True):
            point[index] = box[index][side][0]
        values[corner] = walk(tree, tuple(point))
    found: list[End] = []
    for best in (min(values.values()), max(values.values())):
        reached = False
        # A face: each unknown at an included end, or anywhere (2). All corners of the face must agree.
        for face in itertools.product((0, 1, 2), repeat=len(free)):
            if any(side != 2 and not box[index][side][1] for index, side in zip(free, face, strict=True)):
                continue
            on_face = (
                value
                for corner, value in values.items()
                if all(side in (2, at) for side, at in zip(face, corner, strict=True))
            )
            if all(value == best for value in on_face):
                reached = True
                break
        found.append((best, reached))
    return found[0], found[1]


def holds_zero(tree: Tree, box: list[Span]) -> bool:
    """Return whether a divisor can be zero on the closed box."""
    (low, _), (high, _) = extremes(tree, box)
    return low <= 0 <= high


def meets(one: Span, two: Span) -> bool:
    """Return whether two intervals have a value in common."""
    for (low, low_in), (high, high_in) in ((one[0], two[1]), (two[0], one[1])):
        if low > high or (low == high and not (low_in and high_in)):
            return False
    return True


def verdict(claim: int, tree: Tree, box: list[Span], point: tuple[Fraction, ...]) -> str:
    """Return the verdict on `claim = tree`."""
    try:
        if any(holds_zero(each, box) for each in divisors(tree)):
            return "not_checkable"
        value = walk(tree, point)
    except ZeroError:
        return "not_checkable"
    if value == point[claim]:
        return "exact"
    if meets(((value, True), (value, True)), box[claim]):
        return "within_rounding"
    return "rounding_gap" if meets(extremes(tree, box), box[claim]) else "discrepancy"
