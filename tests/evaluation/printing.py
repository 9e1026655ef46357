"""Figures of a test, written as they would be printed."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor.evaluation import forms
from auditor.evaluation.decide import Decision, Options, decide
from auditor.language.tree import Relation
from auditor.numbers import Interval, Rounding, interval_of, read_numeral

if TYPE_CHECKING:
    from auditor.evaluation.forms import Form

T, A, B, C, D = (forms.variable(index) for index in range(5))


@attrs.frozen
class Prints:
    """Printed values, their intervals and their steps."""

    point: list[Fraction]
    box: list[Interval]
    steps: list[Fraction]


def prints(*texts: str, mode: Rounding = Rounding.HALF_UP) -> Prints:
    """Read figures; one that ends in ! is exact."""
    numerals = [read_numeral(text.rstrip("!")) for text in texts]
    steps = [each.step * (0 if text.endswith("!") else 1) for text, each in zip(texts, numerals, strict=True)]
    values = [each.value for each in numerals]
    box = [interval_of(value, step, mode) for value, step in zip(values, steps, strict=True)]
    return Prints(values, box, steps)


def judged(
    left: Form,
    right: Form,
    *texts: str,
    relation: Relation = Relation.EQUAL,
    mode: Rounding = Rounding.HALF_UP,
    options: Options | None = None,
) -> Decision:
    """Decide a comparison on printed figures."""
    given = prints(*texts, mode=mode)
    return decide(relation, left, right, given.box, given.point, steps=given.steps, options=options)
