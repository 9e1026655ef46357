"""The syntax of the clauses that state what must hold. Code says `tree.Check` and so on."""

from __future__ import annotations

import enum

from auditor import records
from auditor.language.expressions import Condition, Expression, Name, Number
from auditor.source import Span

# Clauses that state what must hold ---------------------------------------------------------------


@records.frozen
class Check:
    """检查: a condition on figures."""

    condition: Condition
    span: Span


class RowChoice(enum.Enum):
    """Which rows an each-row clause speaks of."""

    DETAILS = "details"
    ALL = "all"
    TOTALS = "totals"


@records.frozen
class EachRow:
    """逐行: a condition on every row of a table; bare names are its columns."""

    table: str
    rows: RowChoice
    condition: Condition
    span: Span


@records.frozen
class EachItem:
    """逐项: a condition on every concept that matches `pattern`; bare names are its attributes."""

    pattern: str
    condition: Condition
    span: Span


@records.frozen
class Total:
    """合计: the parts of a table add up to its subtotal and total rows, in these columns or all."""

    table: str
    columns: tuple[str, ...]
    span: Span


@records.frozen
class Agree:
    """一致: all mentions of each figure that matches state one value."""

    patterns: tuple[Name, ...]
    span: Span


@records.frozen
class Match:
    """对照: rows of the same name in two tables state the same, in these columns or all shared."""

    left: str
    right: str
    columns: tuple[str, ...]
    span: Span


class Choice(enum.Enum):
    """How many options of a question one respondent could take: one, any number, or at least one."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    REQUIRED = "multiple_required"

    @property
    def several(self) -> bool:
        """Whether one respondent could take more than one option."""
        return self is not Choice.SINGLE


@records.frozen
class Shares:
    """占比: shares of `base` answers; a single choice gives 100 %, a multiple one need not.

    A multiple choice that everyone has to make gives 100 % or more. Without a base, the shares must be
    able to give 100 %.
    """

    items: tuple[Expression, ...]
    base: Expression | None
    choice: Choice
    span: Span


@records.frozen
class Mean:
    """均值: a mean of whole answers between `low` and `high`, over `base` answers and `items` items."""

    value: Expression
    base: Expression
    items: Expression | None
    low: Expression | None
    high: Expression | None
    span: Span


@records.frozen
class Order:
    """顺序: the items stand in falling or rising order."""

    items: tuple[Expression, ...]
    falling: bool
    span: Span


@records.frozen
class Grade:
    """One grade of a scale: `low` to `high` with inclusion flags, None for no bound."""

    name: str
    low: Number | None
    high: Number | None
    low_in: bool
    high_in: bool
    span: Span


@records.frozen
class Grading:
    """等级: the grade that `figure` gives must be the one `stated`, by default the report's own."""

    figure: Expression
    stated: Name | None
    grades: tuple[Grade, ...]
    span: Span


Statement = Check | EachRow | EachItem | Total | Agree | Match | Shares | Mean | Order | Grading
