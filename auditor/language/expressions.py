"""The syntax of expressions and conditions: plain data with spans. Code says `tree.Number` and so on."""

from __future__ import annotations

import enum
from fractions import Fraction

from auditor import records
from auditor.source import Span

# Expressions ---------------------------------------------------------------------------------


@records.frozen
class Number:
    """A literal with its unit, value in the printed unit: `5分`, `100%`, `276.08万元`, `3`."""

    value: Fraction
    unit: str
    text: str
    span: Span


@records.frozen
class Text:
    """A quoted text."""

    value: str
    span: Span


@records.frozen
class Date:
    """A date literal, year-month-day."""

    value: str
    span: Span


@records.frozen
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


@records.frozen
class Cell:
    """A table cell `表4-1[部门绩效, 得分]`, or all detail rows of a column where `row` is `*`."""

    table: str
    row: str
    col: str
    span: Span


@records.frozen
class Call:
    """A function applied to arguments; `function` is the name as written."""

    function: str
    arguments: tuple[Expression, ...]
    span: Span


@records.frozen
class Negative:
    """The negative of an expression."""

    operand: Expression
    span: Span


class Operator(enum.Enum):
    """The arithmetic of the language."""

    ADD = "+"
    SUBTRACT = "-"
    MULTIPLY = "*"
    DIVIDE = "/"


@records.frozen
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


@records.frozen
class Compare:
    """Two expressions compared."""

    relation: Relation
    left: Expression
    right: Expression
    span: Span


@records.frozen
class All:
    """且: every part holds."""

    parts: tuple[Condition, ...]
    span: Span


@records.frozen
class Any:
    """或: some part holds."""

    parts: tuple[Condition, ...]
    span: Span


@records.frozen
class Not:
    """非: the part does not hold."""

    part: Condition
    span: Span


@records.frozen
class Implies:
    """若 … 则 …: where the premise holds, the conclusion does."""

    premise: Condition
    conclusion: Condition
    span: Span


@records.frozen
class Exists:
    """存在(…): the report states the figure, or has the table."""

    name: str
    span: Span


Condition = Compare | All | Any | Not | Implies | Exists
