"""The syntax tree of rule files: plain data with spans, no behaviour.

Every node carries the span of its source text. Names stay as written; which figure a name means is
decided against a report, in `evaluation`.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from fractions import Fraction

from auditor import records
from auditor.findings import Severity, Verdict
from auditor.language.expressions import (
    All,
    Any,
    Binary,
    Call,
    Cell,
    Compare,
    Condition,
    Date,
    Exists,
    Expression,
    Implies,
    Name,
    Negative,
    Not,
    Number,
    Operator,
    Relation,
    Text,
)
from auditor.language.statements import (
    Agree,
    Check,
    Choice,
    EachItem,
    EachRow,
    Grade,
    Grading,
    Match,
    Mean,
    Order,
    RowChoice,
    Shares,
    Statement,
    Total,
)
from auditor.numbers import Rounding
from auditor.source import Span

__all__ = [
    "Agree",
    "All",
    "Any",
    "Award",
    "Band",
    "Binary",
    "Binding",
    "Call",
    "Catalogue",
    "Cell",
    "Check",
    "Choice",
    "Compare",
    "Condition",
    "Criteria",
    "Date",
    "Deduct",
    "Direction",
    "EachItem",
    "EachRow",
    "Example",
    "Exists",
    "Expression",
    "File",
    "Grade",
    "Grading",
    "Implies",
    "Include",
    "Indicator",
    "Match",
    "Mean",
    "Message",
    "Name",
    "Negative",
    "Not",
    "Number",
    "Operator",
    "Order",
    "Pack",
    "Reading",
    "Relation",
    "RowChoice",
    "Rule",
    "Scoring",
    "Shares",
    "Statement",
    "Synonym",
    "Text",
    "Tolerance",
    "Total",
]

# Clauses that qualify a rule -------------------------------------------------------------------


@records.frozen
class Binding:
    """One figure of an example and the value it has there."""

    name: str
    value: Number | Text | Date
    span: Span


@records.frozen
class Example:
    """例: figures and what the rule must give: a verdict, or for scoring rules a score; neither where it must not apply.

    `level` is that of the discrepancy it must report; `every` sentence, row and item must give the verdict.
    """

    bindings: tuple[Binding, ...]
    verdict: Verdict | None
    score: Number | None
    span: Span
    level: Severity | None = None
    every: bool = False


@records.frozen
class Message:
    """提示: what the finding says, in one language; holes stand in braces."""

    language: str
    text: str
    span: Span


@records.frozen
class Tolerance:
    """容差: an absolute amount, or a number of last places; `open_ends` leaves the ends out."""

    amount: Number | None
    last_places: Fraction | None
    open_ends: bool
    span: Span


@records.frozen(kw_only=True)
class Rule:
    """规则: what must hold, when, how strictly, why, and its own examples."""

    id: str
    title: str
    statements: tuple[Statement, ...]
    when: Condition | None = None
    required: tuple[Name, ...] = ()
    level: Severity = Severity.ERROR
    gap_level: Severity = Severity.NOTE
    rounding: Rounding | None = None
    tolerance: Tolerance | None = None
    source: str | None = None
    note: str | None = None
    known: str | None = None
    messages: tuple[Message, ...] = ()
    examples: tuple[Example, ...] = ()
    span: Span


# Scoring ---------------------------------------------------------------------------------------


class Reading(enum.Enum):
    """How a deduction per step counts part of a step."""

    PROPORTIONAL = "proportional"
    FULL_STEPS = "full_steps"
    STARTED_STEPS = "started_steps"


class Direction(enum.Enum):
    """What a deduction counts: below the reference, above it, away from it, or outside plus and minus it."""

    BELOW = "below"
    ABOVE = "above"
    AWAY = "away"
    OUTSIDE = "outside"


@records.frozen
class Award:
    """得: the score is this expression; 满分 is the weight, 不得分 is 0."""

    score: Expression
    span: Span


@records.frozen
class Deduct:
    """每低于 … 扣: from full marks, `amount` is taken for each `step` away from `reference`.

    `relative` reads the step as a share of the reference (相对1%). `floored` is 扣完为止.
    """

    direction: Direction
    reference: Expression
    step: Number
    relative: bool
    amount: Expression
    reading: Reading
    floored: bool
    span: Span


@records.frozen
class Band:
    """档: where the condition holds (None is 其余), this is the score."""

    condition: Condition | None
    outcome: Award | Deduct
    span: Span


@records.frozen
class Criteria:
    """要点: full marks less `amount` for each criterion not met; a person judges how many."""

    count: Fraction | None
    amount: Expression
    floored: bool
    span: Span


@records.frozen(kw_only=True)
class Scoring:
    """评分: how one indicator's score follows from its actual value, target and weight."""

    id: str
    title: str
    weight: Expression | None = None
    target: Expression | None = None
    actual: Name | None = None
    bands: tuple[Band, ...] = ()
    criteria: Criteria | None = None
    formula: Expression | None = None
    cap: Expression | None = None
    floor: Expression | None = None
    veto: Condition | None = None
    monotone: str | None = None
    level: Severity = Severity.ERROR
    source: str | None = None
    note: str | None = None
    known: str | None = None
    messages: tuple[Message, ...] = ()
    examples: tuple[Example, ...] = ()
    span: Span


@records.frozen
class Indicator:
    """One row of an indicator catalogue."""

    id: str
    title: str
    weight: Number | None
    target: Number | Text | None
    scheme: str | None
    figure: Name | None
    span: Span


@records.frozen(kw_only=True)
class Catalogue:
    """指标表: the indicators of a system with weights, targets, schemes and linked figures."""

    title: str
    indicators: tuple[Indicator, ...]
    span: Span


@records.frozen(kw_only=True)
class Pack:
    """包: the name of a rule file, what it is for, and when it applies to a report."""

    name: str
    title: str
    applies: Condition | None = None
    rounding: Rounding | None = None
    note: str | None = None
    span: Span


@records.frozen
class Synonym:
    """同义: attribute names that mean the same; the first is the one used."""

    names: tuple[str, ...]
    span: Span


@records.frozen
class Include:
    """引用: another rule file, inside the same rule root."""

    path: str
    span: Span


@records.frozen(kw_only=True)
class File:
    """A whole rule file. Rules and scoring rules from the kept form are built when first looked at."""

    name: str
    version: str
    pack: Pack | None
    includes: tuple[Include, ...]
    synonyms: tuple[Synonym, ...]
    rules: Sequence[Rule]
    scorings: Sequence[Scoring]
    catalogues: tuple[Catalogue, ...]
