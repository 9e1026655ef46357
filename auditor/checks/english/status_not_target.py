"""English: a scorecard whose status does not follow from target and result, and counts of targets met that it does not bear out.

`Vacancy rate | ≤ 5.0% | 5.4% | Met`; `Ten of the 14 indicators met or exceeded their target`: the status column says how many, or
a column of achievement in percent.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.checks.common.english import WORDS
from auditor.checks.common.numbers import TEXT_KINDS
from auditor.checks.common.relations import evidence_of_words, rule, said
from auditor.findings import Evidence, Verdict
from auditor.report.blocks import Cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.blocks import Block

NAME = "status-not-target"
TITLE = {"zh": "完成状态与目标、结果不符", "en": "a status does not follow from target and result"}
_TARGET = re.compile(r"\b(?:target|goal|benchmark|standard)\b", re.IGNORECASE)
_RESULT = re.compile(r"\b(?:result|actual|achieved|outcome|performance)\b", re.IGNORECASE)
_STATUS = re.compile(r"\b(?:status|met\b|achieved\?|rating|on target)", re.IGNORECASE)
_ACHIEVED = re.compile(r"achieve-?\s*ment|\bachieved\b|% of target|of target %|attain", re.IGNORECASE)
_BOUND = re.compile(
    r"^(?P<sign>≥|>=|≤|<=|at least|at most|no more than|not more than|minimum|maximum|under|below|above|>|<)\s*[$€£]?(?P<value>[0-9][0-9,]*(?:\.[0-9]+)?)\s*(?P<unit>%|[a-z ]*)$",
    re.IGNORECASE,
)
_VALUE = re.compile(r"^[$€£]?(?P<value>[0-9][0-9,]*(?:\.[0-9]+)?)\s*(?P<unit>%|[a-z ]*)$", re.IGNORECASE)
_MET = re.compile(
    r"^(?P<no>not (?:met|achieved)|missed|no|unmet|below target|off track)$|^(?:met|achieved|yes|exceeded|on target)$",
    re.IGNORECASE,
)
_LESS = frozenset({"≤", "<=", "at most", "no more than", "not more than", "maximum", "under", "below", "<"})
_STRICT = frozenset({"<", ">", "under", "below", "above"})
_COUNT = rf"{'|'.join(WORDS)}|one|none|[0-9]{{1,2}}"
_THING = r"(?:[a-z-]+ ){0,3}?(?:indicators?|targets?|measures?|goals?|objectives?|standards?)"
_MANY = (
    re.compile(
        rf"\b(?P<n>{_COUNT}) of (?:the |our |its |all )?(?P<m>{_COUNT}) {_THING}\b[^.;,]{{0,60}}?\b(?:met|achieved|reached|attained|exceeded)\b(?P<rest>[^.;]*)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\bof (?:the |our |its |all )?(?P<m>{_COUNT}) {_THING}\b[^.;0-9]{{0,60}}?,? (?P<n>{_COUNT}) (?:were |was |have been |had been )?(?:met|achieved|reached|attained)\b(?P<rest>[^.;]*)",
        re.IGNORECASE,
    ),
)
_NOT = re.compile(r"\b(?:partly|partially|nearly|almost|not)\s+$", re.IGNORECASE)
_FEWEST, _NEAR, _FULL = 3, 14, 100


@records.frozen(eq=False)
class _Row:
    """A row of a scorecard: whether its result meets its target, and whether its status says so."""

    name: str
    result: Cell
    status: Cell | None
    holds: bool
    told: bool | None


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the scorecards of a report, and the sentences that count what they hold."""
    counted: list[tuple[Block, int, set[int]]] = []
    for block in facts.report.blocks:
        if not block.cells:
            continue
        rows = _rows(block)
        told = [each for each in rows if each.told is not None]
        wrong = [each for each in told if each.told != each.holds]
        if len(told) >= _FEWEST and len(wrong) * _FEWEST <= len(told):
            for each in wrong:
                yield _outcome(each)
        met = {sum(bool(each.told) for each in told), sum(each.holds for each in told)} if told else set()
        number, achieved = (len(told), met) if told else _achieved(block)
        if number >= _FEWEST:
            counted.append((block, number, achieved))
    for block in facts.report.blocks:
        if block.kind in TEXT_KINDS and counted:
            yield from _counts(block, counted)


def _grid(block: Block) -> dict[int, dict[int, Cell]]:
    grid: dict[int, dict[int, Cell]] = {}
    for cell in block.cells:
        grid.setdefault(cell.row, {})[cell.column] = cell
    return grid


def _column(heads: dict[int, Cell], pattern: re.Pattern[str]) -> int | None:
    found = [at for at, cell in heads.items() if at and pattern.search(cell.text)]
    return found[0] if len(found) == 1 else None


def _rows(block: Block) -> list[_Row]:
    """Return the rows of a scorecard whose target is a bound."""
    grid = _grid(block)
    heads = grid.get(0, {})
    target, status = _column(heads, _TARGET), _column(heads, _STATUS)
    result = _column({at: cell for at, cell in heads.items() if at not in {target, status}}, _RESULT)
    if target is None or result is None or status is None:
        return []
    found: list[_Row] = []
    for at, cells in grid.items():
        if not at or not {0, target, result, status} <= cells.keys():
            continue
        bound = _BOUND.match(cells[target].text.strip())
        value = _VALUE.match(cells[result].text.strip())
        says = _MET.match(cells[status].text.strip())
        if value is None or (bound is None and not says):
            continue
        if bound is None or bound["unit"].strip() != value["unit"].strip():
            continue
        one, two = (Fraction(each["value"].replace(",", "")) for each in (value, bound))
        less = bound["sign"].lower() in _LESS
        holds = one <= two if less else one >= two
        if one == two and bound["sign"].lower() in _STRICT:
            holds = False
        told = None if says is None else says["no"] is None
        found.append(_Row(cells[0].text, cells[result], cells[status], holds, told))
    return found


def _achieved(block: Block) -> tuple[int, set[int]]:
    """Return how many rows a column of achievement in percent has, and how many of them are full."""
    grid = _grid(block)
    column = _column(grid.get(0, {}), _ACHIEVED)
    if column is None or "%" not in grid[0][column].text:
        return 0, set()
    values = [
        Fraction(found["value"].replace(",", ""))
        for at, cells in grid.items()
        if at and column in cells and (found := _VALUE.match(cells[column].text.strip()))
        if not re.match(
            r"(?:total|overall|average|all)\b", cells[0].text if 0 in cells else "", re.IGNORECASE
        )
    ]
    return len(values), {sum(value >= _FULL for value in values)}


def _outcome(row: _Row) -> Outcome:
    cell = row.status or row.result
    item = Evidence(
        key=f"{row.name}.status",
        label=row.name,
        role="stated",
        text=cell.text,
        unit="",
        location=cell.location,
    )
    value = attrs.evolve(
        item, key=f"{row.name}.result", text=row.result.text, location=row.result.location, role="part"
    )
    zh = f"“{row.name}”结果为 {row.result.text}，按目标应为{'达到' if row.holds else '未达到'}，状态却写“{cell.text}”"
    en = f"'{row.name}' has {row.result.text}, which {'meets' if row.holds else 'misses'} its target, but its status is '{cell.text}'"
    return said(rule(NAME, TITLE), zh, en, [item, value])


def _number(text: str) -> int:
    word = text.lower()
    return {"one": 1, "none": 0}.get(word) if word in {"one", "none"} else WORDS.get(word) or int(word)  # type: ignore[return-value]


def _counts(block: Block, counted: list[tuple[Block, int, set[int]]]) -> Iterator[Outcome]:
    for pattern in _MANY:
        for found in pattern.finditer(block.text):
            if _NOT.search(block.text[: found.start()]):
                continue
            much, whole = _number(found["n"]), _number(found["m"])
            tables = [each for each in counted if each[1] == whole]
            if len(tables) != 1 or Counter(each[1] for each in counted)[whole] != 1:
                continue
            _, _, met = tables[0]
            item = evidence_of_words(block, found.start("n"), found["n"], "met")
            if much in met:
                yield said(rule(NAME, TITLE), "", "", [item], Verdict.EXACT)
                continue
            right = min(met)
            zh = f"称 {whole} 项中有“{found['n']}”项达到目标，表中为 {right} 项"
            en = f"says that '{found['n']}' of {whole} were met; the table has {right}"
            yield said(rule(NAME, TITLE), zh, en, [item])
