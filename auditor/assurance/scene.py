"""Build the report that an example speaks of, so that the real engine can judge the rule on it.

A dotted name is a figure, `X@摘要` a mention of it in that section, `表[行, 列]` a table cell. A bare
name means what it means in the rule: a column of one row of the table of 逐行, an attribute of one
concept of 逐项, a row of the table of 合计, the number of rows of a table in 行数(…), an attribute of the
indicator of a scoring rule. A name given twice is a second mention, or begins the next row; a text given for a number is what is printed there.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from auditor import records
from auditor.assurance.walking import nodes_in
from auditor.language import tree
from auditor.language.tree import EachItem, EachRow
from auditor.report.model import Column, Document, Figure, Mention, Places, Report, Role, Row, Table
from auditor.source import Location

if TYPE_CHECKING:
    from auditor.language.tree import Binding

FAILED = ("不符项数", "failed")
"""What an example of a 要点 rule calls the number of criteria that are not met."""
WEIGHT, TARGET = "权重", "标杆值"

_CELL = re.compile(r"(.*)\[(.*), (.*)\]", re.DOTALL)
_ITEMS = "甲乙丙丁戊己庚辛壬癸"
_DIGITS = re.compile(r"[-+]?[0-9.]+")
ACTUAL = frozenset({"业绩值", "实际值", "实际完成值", "完成值", "actual"})


@functools.lru_cache(maxsize=256)
def _on_line(line: int) -> Location:
    return Location(line=line, column=1)


@attrs.define
class _Figure:
    unit: str
    mentions: list[Mention] = attrs.field(factory=list)


@attrs.define
class _Stage:
    """What has been placed so far; figures and tables keep the order of the bindings."""

    rule: tree.Rule | tree.Scoring
    exact: bool
    figures: dict[str, _Figure] = attrs.field(factory=dict)
    tables: dict[str, tuple[dict[str, None], dict[str, Role]]] = attrs.field(factory=dict)
    counts: dict[str, int] = attrs.field(factory=dict)
    line: int = 0

    def figure(
        self, key: str, value: tree.Number | tree.Text | tree.Date, location: Location | None = None
    ) -> None:
        """Add a mention of the figure `key`."""
        text, unit = printed(value)
        held = self.figures.setdefault(key, _Figure(unit))
        if isinstance(value, tree.Text):
            unit = held.unit  # of a number, a text in quotes is what stands there instead: "-", "93"
        self.line += 1
        place = _on_line(self.line) if location is None else Location(
            section=location.section, table=location.table, row=location.row, col=location.col,
            line=self.line, column=1,
        )  # fmt: skip
        held.mentions.append(Mention(text=text, location=place, unit=None if unit == held.unit else unit))

    def cell(
        self, table: str, row: str, column: str, value: tree.Number | tree.Text | tree.Date, role: Role
    ) -> None:
        """Add what stands in one cell."""
        columns, rows = self.tables.setdefault(table, ({}, {}))
        columns.setdefault(column)
        rows.setdefault(row, role)
        self.figure(f"{table}.{row}.{column}", value, Location(table=table, row=row, col=column))

    def next(self, name: str) -> int:
        """Return how often `name` was given before."""
        seen = self.counts.get(name, 0)
        self.counts[name] = seen + 1
        return seen

    def report(self) -> Report:
        """Return the report."""
        return Report(
            document=Document(name=f"{self.rule.id}.example"),
            figures={
                key: Figure(
                    key=key,
                    label=key,
                    unit=held.unit,
                    mentions=tuple(held.mentions),
                    exact=True if self.exact else None,
                )
                for key, held in self.figures.items()
            },
            tables=tuple(
                Table(
                    id=name,
                    name=name,
                    columns=tuple(Column(name=column) for column in columns),
                    rows=tuple(Row(name=row, label=row, role=role) for row, role in rows.items()),
                )
                for name, (columns, rows) in self.tables.items()
            ),
            places=Places.AS_PRINTED,
        )


def report_of(
    rule: tree.Rule | tree.Scoring, bindings: Sequence[Binding], meanings: Meanings | None = None
) -> Report:
    """Return the report in which the figures of `rule` are what `bindings` say.

    `meanings` are those of the rule's bare names, where they are at hand.
    """
    if isinstance(rule, tree.Scoring):
        return _scored(rule, bindings)
    stage = _Stage(rule, exact=False)
    meanings = meanings or Meanings.of(rule)
    for binding in bindings:
        _place(stage, meanings, binding)
    return stage.report()


def printed(value: tree.Number | tree.Text | tree.Date) -> tuple[str, str]:
    """Return a literal as a report would print it: numeral and unit."""
    match value:
        case tree.Number():
            found = _DIGITS.match(value.text.strip())
            mark = value.unit if value.unit == "%" else ""
            return (found.group() + mark if found else value.text, value.unit)
        case tree.Text():
            return value.value, "text"
        case tree.Date():
            return value.value, "date"


@records.frozen
class Meanings:
    """What bare names mean in a rule: which sentence they belong to."""

    columns: Mapping[str, EachRow]
    attributes: Mapping[str, EachItem]
    rows: EachRow | None
    items: EachItem | None
    total: tree.Total | None
    counted: frozenset[str]

    @classmethod
    def of(cls, rule: tree.Rule) -> Meanings:
        """Collect the names of each sentence of `rule`."""
        columns: dict[str, EachRow] = {}
        attributes: dict[str, EachItem] = {}
        rows, items, total = None, None, None
        for statement in rule.statements:
            match statement:
                case tree.EachRow():
                    rows = rows or statement
                    for name in _bare(statement.condition):
                        columns.setdefault(name, statement)
                case tree.EachItem():
                    items = items or statement
                    for name in _bare(statement.condition):
                        attributes.setdefault(name, statement)
                case tree.Total():
                    total = total or statement
        return cls(columns, attributes, rows, items, total, frozenset(_counted((rule.when, rule.statements))))


def _bare(node: object) -> Iterator[str]:
    for part in nodes_in(node):
        if isinstance(part, tree.Name) and "." not in part.key and part.place is None:
            yield part.key


def _counted(node: object) -> Iterator[str]:
    for part in nodes_in(node):
        if (
            isinstance(part, tree.Call)
            and len(part.arguments) == 1
            and isinstance(part.arguments[0], tree.Name)
        ):
            name = part.arguments[0].key
            if "." not in name and "*" not in name:
                yield name


def _place(stage: _Stage, meanings: Meanings, binding: Binding) -> None:
    found = _CELL.fullmatch(binding.name) if "[" in binding.name else None
    if found:
        table, row, column = found.groups()
        stage.cell(table, row, column, binding.value, role_of(row))
        return
    key, _, place = binding.name.partition("@")
    location = Location(section=(place,)) if place else None
    if "." in key or location is not None:
        stage.figure(key, binding.value, location)
    elif key in meanings.columns or (meanings.rows is not None and key not in meanings.attributes):
        statement = meanings.columns.get(key) or meanings.rows
        assert statement is not None  # noqa: S101 - what was established before
        row = f"第{stage.next(key) + 1}行"
        role = Role.TOTAL if statement.rows is tree.RowChoice.TOTALS else Role.DETAIL
        stage.cell(statement.table, row, key, binding.value, role)
    elif key in meanings.attributes or meanings.items is not None:
        item = meanings.attributes.get(key) or meanings.items
        assert item is not None  # noqa: S101 - what was established before
        stage.figure(f"{_concept(item.pattern, stage.next(key))}.{key}", binding.value)
    elif key in meanings.counted and isinstance(binding.value, tree.Number):
        for number in itertools.islice(itertools.count(1), int(binding.value.value)):
            stage.cell(key, f"第{number}行", "名称", tree.Text(f"第{number}行", binding.span), Role.DETAIL)
    elif meanings.total is not None:
        column = meanings.total.columns[0] if meanings.total.columns else "金额"
        stage.cell(meanings.total.table, key, column, binding.value, role_of(key))
    else:
        stage.figure(key, binding.value)


def _concept(pattern: str, count: int) -> str:
    return pattern.replace("*", _ITEMS[count % len(_ITEMS)])


def role_of(row: str) -> Role:
    """Return what a row is by its name."""
    if "合计" in row or "总计" in row or row.lower() in {"total", "sum"}:
        return Role.TOTAL
    if "小计" in row or row.lower() == "subtotal":
        return Role.SUBTOTAL
    return Role.DETAIL


# Scoring rules -----------------------------------------------------------------------------------


def _scored(rule: tree.Scoring, bindings: Sequence[Binding]) -> Report:
    # The rule's own figures are exact here: an example states the score that follows from its values.
    stage = _Stage(rule, exact=True)
    given: set[str] = set()
    for binding in bindings:
        key = binding.name
        if key in FAILED:
            continue
        if "." not in key and "[" not in key:
            given.add(key)
            linked = rule.actual is not None and key in ACTUAL
            key = rule.actual.key if linked and rule.actual is not None else f"{rule.id}.{key}"
        stage.figure(key, binding.value)
    for attribute, others, value in (
        (WEIGHT, {"权重", "权重分", "满分", "分值", "weight", "full"}, rule.weight),
        (TARGET, {"标杆值", "目标值", "指标值", "target"}, rule.target),
    ):
        if not given & others and isinstance(value, tree.Number | tree.Text):
            stage.figure(f"{rule.id}.{attribute}", value)
    return stage.report()
