"""A number that a text holds: where it stands in it, and what was understood of it."""

from __future__ import annotations

import attrs

from auditor.numbers import Numeral
from auditor.report.blocks import NumberKind


@attrs.frozen(kw_only=True)
class Found:
    """A number found at `start` to `end`; the fields are those of an Occurrence without its place."""

    start: int
    end: int
    kind: NumberKind
    numeral: Numeral | None = None
    unit: str = ""
    unit_end: int = 0
    unit_lent: bool = False
    sign_word: str = ""
    sign: int = 0
    bound: str = ""
    approximate: bool = False
    range: str = ""
    reason: str = ""
