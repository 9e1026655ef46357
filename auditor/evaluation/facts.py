"""What a report states, as rules ask for it: figures by name or pattern, cells, children of a code."""

from __future__ import annotations

import functools
from array import array
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.evaluation.variables import alternatives_of, stated_by
from auditor.nearness import near
from auditor.report.model import Column, Figure, Mention, Report, Role, Row, Table
from auditor.report.printed import Steps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from auditor.evaluation.variables import Alternative
    from auditor.findings import Evidence
    from auditor.numbers import Rounding

BUILT_IN_SYNONYMS = (
    ("业绩值", "实际值", "实际完成值", "完成值", "actual"),
    ("标杆值", "目标值", "指标值", "target"),
    ("权重", "权重分", "满分", "分值", "weight", "full"),
    ("得分", "实际得分", "score"),
    ("得分率", "score_rate"),
)


@records.frozen
class TableCell:
    """A cell as a rule means it: its figure, and the mentions that stand there in every copy."""

    figure: Figure
    mentions: tuple[Mention, ...]
    row: Row
    table: Table


class Facts:
    """A report with the names that rules may use for its figures.

    `steps` gives each mention's value and interval under the rounding in force.
    """

    def __init__(
        self, report: Report, synonyms: Sequence[Sequence[str]] = (), rounding: Rounding | None = None
    ) -> None:
        """Prepare look-up tables for `report`; `rounding` overrides the report's own mode."""
        self.report = report if rounding is None else attrs.evolve(report, rounding=rounding)
        self.synonyms = tuple(tuple(group) for group in synonyms)
        self.steps = Steps(self.report)
        self._others = _spelt_otherwise(self.synonyms)
        self._spellings: dict[str, tuple[str, ...]] = {}
        self.evidence: dict[tuple[str, int, str], Evidence] = {}
        self._matching: dict[str, tuple[Figure, ...]] = {}
        self.listed: set[frozenset[str]] = set()
        """The keys of each list of shares that a rule has judged by name."""
        self._alternatives: dict[tuple[str, bool, tuple[int, ...]], tuple[Alternative, ...]] = {}

    def let_go(self) -> None:
        """Forget what only rules ask for, when they have been judged; who asks again gets it anew."""
        self.report.let_go()
        self._alternatives.clear()
        self._matching.clear()
        self.__dict__.pop("_ending", None)
        for each in self._rounded.values():
            each.let_go()

    @functools.cached_property
    def _rounded(self) -> dict[Rounding, Facts]:
        return {}

    def under(self, rounding: Rounding | None) -> Facts:
        """Return the same facts read under another rounding mode."""
        if rounding is None or rounding is self.report.rounding:
            return self
        if rounding not in self._rounded:
            self._rounded[rounding] = Facts(self.report, self.synonyms, rounding)
            self._rounded[rounding].listed = self.listed
        return self._rounded[rounding]

    @functools.cached_property
    def stating(self) -> Mapping[Fraction, tuple[Figure, ...]]:
        """Return the figures that are printed with a value, by the value in base units."""
        found: dict[Fraction, dict[str, Figure]] = {}
        for figure in self.report.figures.values():
            for mention in figure.mentions:
                printed = self.steps.printed(figure, mention)
                if printed is not None and not printed.numeral.blank:
                    found.setdefault(printed.value, {})[figure.key] = figure
        return {value: tuple(figures.values()) for value, figures in found.items()}

    def alternatives(
        self, figure: Figure, mentions: Sequence[Mention], *, bounds: bool = False
    ) -> tuple[Alternative, ...]:
        """Return the values that `mentions` of `figure` state, grouped; asked for again and again, found once."""
        known = (figure.key, bounds, tuple(map(id, mentions)))
        found = self._alternatives.get(known)
        if found is None:
            stated = stated_by(figure, mentions, self.steps)
            found = self._alternatives[known] = alternatives_of(stated, bounds=bounds)
        return found

    def spellings(self, name: str) -> tuple[str, ...]:
        """Return `name` and its synonyms, `name` first; of a dotted key the attribute varies."""
        found = self._spellings.get(name)
        if found is None:
            concept, dot, attribute = name.rpartition(".")
            others = dict.fromkeys((attribute, *self._others.get(attribute, ())))
            found = self._spellings[name] = tuple(f"{concept}{dot}{other}" for other in others)
        return found

    def figure(self, name: str) -> Figure | None:
        """Return the figure called `name`, by its key or a synonym of its attribute."""
        figures = self.report.figures
        if name in figures:
            return figures[name]
        return next((figures[key] for key in self.spellings(name) if key in figures), None)

    def attribute(self, concept: Mapping[str, Figure], name: str) -> Figure | None:
        """Return the figure that is attribute `name` of `concept`, synonyms included."""
        if name in concept:
            return concept[name]
        return next((concept[key] for key in self.spellings(name) if key in concept), None)

    def matching(self, pattern: str) -> Sequence[Figure]:
        """Return the figures whose key matches `pattern`; `*` stands for any part of a key."""
        if pattern not in self._matching:
            spelt = self.spellings(pattern) if "." in pattern else (pattern,)
            # Most keys fail at their first or last letters: the matcher is for the few that do not.
            start, ends = pattern.partition("*")[0], tuple({other.rpartition("*")[2] for other in spelt})
            if all(end.startswith(".") for end in ends):
                last = {end.rpartition(".")[2] for end in ends}
                every, ending = self._ending
                keys = [every[at] for at in sorted(at for name in last for at in ending.get(name, ()))]
            else:
                keys = list(self.report.figures)
            near = [key for key in keys if key.endswith(ends) and key.startswith(start)]
            if near:
                matchers = [pattern_of(other) for other in spelt]
                near = [key for key in near if any(each.fullmatch(key) for each in matchers)]
            self._matching[pattern] = tuple(self.report.figures[key] for key in near)
        return self._matching[pattern]

    @functools.cached_property
    def _ending(self) -> tuple[Sequence[str], Mapping[str, Sequence[int]]]:
        """Return the keys, and by what stands behind their last point where they stand among them."""
        keys = list(self.report.figures)
        found: dict[str, array[int]] = {}
        for at, key in enumerate(keys):
            found.setdefault(key.rpartition(".")[2], array("i")).append(at)
        return keys, found

    def concepts(self, pattern: str) -> Iterator[tuple[str, Mapping[str, Figure]]]:
        """Iterate over the concepts whose name matches `pattern`, each with its figures."""
        matcher = pattern_of(pattern)
        for name, figures in self.report.concepts.items():
            if matcher.fullmatch(name):
                yield name, figures

    def children(self, code: str) -> tuple[str, ...]:
        """Return the concepts one level below an indicator code: A1 and A2 of A, A11 of A1.

        Below a concept that is no code, such as 总分, stand the first-level codes; and the codes of a group
        of which nothing of its own is printed, beside others whose weight is: A01, B and C.
        """
        known = self.report.concepts
        if not _CODE.fullmatch(code):
            if "." in code:
                return ()
            tops = {name for name in known if _TOP_CODE.fullmatch(name)}
            bare = {name for name in known if tops and _CODE.fullmatch(name) and name[0] not in tops}
            highest = {name for name in bare if not any(name != up and name.startswith(up) for up in bare)}
            return tuple(name for name in known if name in tops or name in highest)
        below = [name for name in known if name.startswith(code) and _CODE_TAIL.fullmatch(name[len(code) :])]
        return tuple(
            name for name in below if not any(name != other and name.startswith(other) for other in below)
        )

    def near(self, name: str) -> str:
        """Return the figure key most like `name`, or an empty text."""
        return next(iter(near(name, self.report.figures)), "")

    # Tables ----------------------------------------------------------------------------------

    @staticmethod
    def column(table: Table, name: str) -> Column | None:
        """Return the column of `table` that `name` means: its name, joined header path, or last header."""
        for column in table.columns:
            if name in {column.name, "".join(column.path), "/".join(column.path)}:
                return column
        last = [column for column in table.columns if column.path and column.path[-1] == name]
        return last[0] if len(last) == 1 else None

    @staticmethod
    def row(table: Table, name: str) -> Row | None:
        """Return the row of `table` that `name` means: its name or its label as printed."""
        return next((row for row in table.rows if name in {row.name, row.label}), None)

    def cell(self, table: Table, row: Row, column: Column) -> TableCell | None:
        """Return what stands in one cell, or None where nothing was read there."""
        found = self.report.cells.get((table.id, row.name, column.name))
        return None if found is None else TableCell(found[0], (found[1],), row, table)

    def cells(self, word: str, row_name: str, column_name: str) -> tuple[TableCell, ...]:
        """Return the cells `word[row_name, column_name]`, `*` for all detail rows, copies joined."""
        joined: dict[tuple[str, str], TableCell] = {}
        for table in self.report.tables_called(word):
            column = self.column(table, column_name)
            if column is None:
                continue
            rows = [row for row in table.rows if row.role is Role.DETAIL]
            if row_name != "*":
                one = self.row(table, row_name)
                rows = [] if one is None else [one]
            for row in rows:
                cell = self.cell(table, row, column)
                if cell is None:
                    continue
                key = (row.name, cell.figure.key)
                known = joined.get(key)
                joined[key] = (
                    cell if known is None else attrs.evolve(known, mentions=known.mentions + cell.mentions)
                )
        return tuple(joined.values())


_CODE = re.compile("[A-Z][0-9]*")
_TOP_CODE = re.compile("[A-Z]")
_CODE_TAIL = re.compile("[0-9]+")


@functools.lru_cache(maxsize=64)
def _spelt_otherwise(synonyms: tuple[tuple[str, ...], ...]) -> Mapping[str, tuple[str, ...]]:
    """Return the names that mean the same, for each name of the built-in groups and of `synonyms`."""
    found: dict[str, tuple[str, ...]] = {}
    for group in (*BUILT_IN_SYNONYMS, *synonyms):
        for name in group:
            found[name] = tuple(dict.fromkeys((*found.get(name, ()), *group)))
    return found


@functools.lru_cache(maxsize=1024)
def pattern_of(pattern: str) -> re.Pattern[str]:
    """Return the matcher of a name pattern: `*` is any stretch, everything else is literal."""
    return re.compile(".*".join(map(re.escape, pattern.split("*"))), re.DOTALL)
