"""The syntax tree of rule files: plain data with spans, no behaviour.

Every node carries the span of its source text. Names stay as written; which figure a name means is
decided against a report, in `evaluation`.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from fractions import Fraction

import attrs

from auditor.findings import Severity, Verdict
from auditor.numbers import Rounding
from auditor.source import Span

# Expressions ---------------------------------------------------------------------------------


@attrs.frozen
class Number:
    """A literal with its unit, value in the printed unit: `5分`, `100%`, `276.08万元`, `3`."""

    value: Fraction
    unit: str
    text: str
    span: Span


@attrs.frozen
class Text:
    """A quoted text."""

    value: str
    span: Span


@attrs.frozen
class Date:
    """A date literal, year-month-day."""

    value: str
    span: Span


@attrs.frozen
class Name:
    """A figure `concept.attribute`, a bare column or attribute name, or a pattern with `*`.

    `place` is what stands after `@` (or before 所述): a section, a table, a part of the report.
    """

    key: str
    span: Span
    place: str | None = None

    @property
    def is_pattern(self) -> bool:
        """Whether the name stands for every figure that matches."""
        return "*" in self.key


@attrs.frozen
class Cell:
    """A table cell `表4-1[部门绩效, 得分]`, or all detail rows of a column where `row` is `*`."""

    table: str
    row: str
    col: str
    span: Span


@attrs.frozen
class Call:
    """A function applied to arguments; `function` is the name as written."""

    function: str
    arguments: tuple[Expression, ...]
    span: Span


@attrs.frozen
class Negative:
    """The negative of an expression."""

    operand: Expression
    span: Span


class Operator(enum.Enum):
    """The arithmetic of the language; OF is 的, as in 权重的5%."""

    ADD = "+"
    SUBTRACT = "-"
    MULTIPLY = "*"
    DIVIDE = "/"


@attrs.frozen
class Binary:
    """Two expressions joined by an operator; 权重的5% is a multiplication."""

    operator: Operator
    left: Expression
    right: Expression
    span: Span


Expression = Number | Text | Date | Name | Cell | Call | Negative | Binary

# Conditions ----------------------------------------------------------------------------------


class Relation(enum.Enum):
    """How two expressions are compared."""

    EQUAL = "="
    UNEQUAL = "≠"
    LESS = "<"
    AT_MOST = "≤"
    GREATER = ">"
    AT_LEAST = "≥"


@attrs.frozen
class Compare:
    """Two expressions compared."""

    relation: Relation
    left: Expression
    right: Expression
    span: Span


@attrs.frozen
class All:
    """且: every part holds."""

    parts: tuple[Condition, ...]
    span: Span


@attrs.frozen
class Any:
    """或: some part holds."""

    parts: tuple[Condition, ...]
    span: Span


@attrs.frozen
class Not:
    """非: the part does not hold."""

    part: Condition
    span: Span


@attrs.frozen
class Implies:
    """若 … 则 …: where the premise holds, the conclusion does."""

    premise: Condition
    conclusion: Condition
    span: Span


@attrs.frozen
class Exists:
    """存在(…): the report states the figure, or has the table."""

    name: str
    span: Span


Condition = Compare | All | Any | Not | Implies | Exists

# Clauses that state what must hold ---------------------------------------------------------------


@attrs.frozen
class Check:
    """检查: a condition on figures."""

    condition: Condition
    span: Span


class RowChoice(enum.Enum):
    """Which rows an each-row clause speaks of."""

    DETAILS = "details"
    ALL = "all"
    TOTALS = "totals"


@attrs.frozen
class EachRow:
    """逐行: a condition on every row of a table; bare names are its columns."""

    table: str
    rows: RowChoice
    condition: Condition
    span: Span


@attrs.frozen
class EachItem:
    """逐项: a condition on every concept that matches `pattern`; bare names are its attributes."""

    pattern: str
    condition: Condition
    span: Span


@attrs.frozen
class Total:
    """合计: the parts of a table add up to its subtotal and total rows, in these columns or all."""

    table: str
    columns: tuple[str, ...]
    span: Span


@attrs.frozen
class Agree:
    """一致: all mentions of each figure that matches state one value."""

    patterns: tuple[Name, ...]
    span: Span


@attrs.frozen
class Match:
    """对照: rows of the same name in two tables state the same, in these columns or all shared."""

    left: str
    right: str
    columns: tuple[str, ...]
    span: Span


class Choice(enum.Enum):
    """How many options of a question one respondent could take."""

    SINGLE = "single"
    MULTIPLE = "multiple"


@attrs.frozen
class Shares:
    """占比: shares of `base` answers; a single choice gives 100 %, a multiple one need not.

    Without a base, the shares must be able to give 100 %.
    """

    items: tuple[Expression, ...]
    base: Expression | None
    choice: Choice
    span: Span


@attrs.frozen
class Mean:
    """均值: a mean of whole answers between `low` and `high`, over `base` answers and `items` items."""

    value: Expression
    base: Expression
    items: Expression | None
    low: Expression | None
    high: Expression | None
    span: Span


@attrs.frozen
class Order:
    """顺序: the items stand in falling or rising order."""

    items: tuple[Expression, ...]
    falling: bool
    span: Span


@attrs.frozen
class Grade:
    """One grade of a scale: `low` to `high` with inclusion flags, None for no bound."""

    name: str
    low: Number | None
    high: Number | None
    low_in: bool
    high_in: bool
    span: Span


@attrs.frozen
class Grading:
    """等级: the grade that `figure` gives must be the one `stated`, by default the report's own."""

    figure: Expression
    stated: Name | None
    grades: tuple[Grade, ...]
    span: Span


Statement = Check | EachRow | EachItem | Total | Agree | Match | Shares | Mean | Order | Grading

# Clauses that qualify a rule -------------------------------------------------------------------


@attrs.frozen
class Binding:
    """One figure of an example and the value it has there."""

    name: str
    value: Number | Text | Date
    span: Span


@attrs.frozen
class Example:
    """例: figures and what the rule must give: a verdict, or for scoring rules a score."""

    bindings: tuple[Binding, ...]
    verdict: Verdict | None
    score: Number | None
    span: Span


@attrs.frozen
class Message:
    """提示: what the finding says, in one language; holes stand in braces."""

    language: str
    text: str
    span: Span


@attrs.frozen
class Tolerance:
    """容差: an absolute amount, or a number of last places; `open_ends` leaves the ends out."""

    amount: Number | None
    last_places: Fraction | None
    open_ends: bool
    span: Span


@attrs.frozen(kw_only=True)
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
    """Which side of the reference a deduction counts: below it, above it, or both."""

    BELOW = "below"
    ABOVE = "above"
    BOTH = "both"


@attrs.frozen
class Award:
    """得: the score is this expression; 满分 is the weight, 不得分 is 0."""

    score: Expression
    span: Span


@attrs.frozen
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


@attrs.frozen
class Band:
    """档: where the condition holds (None is 其余), this is the score."""

    condition: Condition | None
    outcome: Award | Deduct
    span: Span


@attrs.frozen
class Criteria:
    """要点: full marks less `amount` for each criterion not met; a person judges how many."""

    count: Fraction | None
    amount: Expression
    floored: bool
    span: Span


@attrs.frozen(kw_only=True)
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


@attrs.frozen
class Indicator:
    """One row of an indicator catalogue."""

    id: str
    title: str
    weight: Number | None
    target: Number | Text | None
    scheme: str | None
    figure: Name | None
    span: Span


@attrs.frozen(kw_only=True)
class Catalogue:
    """指标表: the indicators of a system with weights, targets, schemes and linked figures."""

    title: str
    indicators: tuple[Indicator, ...]
    span: Span


@attrs.frozen(kw_only=True)
class Pack:
    """包: the name of a rule file, what it is for, and when it applies to a report."""

    name: str
    title: str
    applies: Condition | None = None
    rounding: Rounding | None = None
    note: str | None = None
    span: Span


@attrs.frozen
class Synonym:
    """同义: attribute names that mean the same; the first is the one used."""

    names: tuple[str, ...]
    span: Span


@attrs.frozen
class Include:
    """引用: another rule file, inside the same rule root."""

    path: str
    span: Span


@attrs.frozen(kw_only=True)
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
