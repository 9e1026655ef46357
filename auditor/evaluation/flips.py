"""Under which other ways of rounding a verdict would turn over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor.evaluation.decide import Options, decide
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from auditor.evaluation.forms import Form
    from auditor.language.tree import Relation
    from auditor.numbers import Interval, Rounding


def flips(  # noqa: PLR0913 - as for decide
    relation: Relation,
    left: Form,
    right: Form,
    boxes: Mapping[Rounding, Sequence[Interval]],
    point: Sequence[Fraction],
    *,
    consistent: bool,
    steps: Sequence[Fraction] | None = None,
    options: Options | None = None,
) -> tuple[Rounding, ...]:
    """Return under which other ways of rounding, each with its own box, the verdict would turn over.

    `consistent` is what the verdict says now; a rounding under which nothing can be said flips nothing.
    """
    found = []
    for mode, box in boxes.items():
        decision = decide(
            relation,
            left,
            right,
            box,
            point,
            steps=steps,
            options=attrs.evolve(options or Options(), rounding=mode),
        )
        if decision.verdict is not Verdict.NOT_CHECKABLE and decision.verdict.consistent is not consistent:
            found.append(mode)
    return tuple(found)
