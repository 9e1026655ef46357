"""English tables of targets: what was aimed at, what came about, how much of the target that is, and whether it is called met.

The columns are told by their heads: Target, Planned, Standard | Actual, Achieved, Outturn, Result | Attainment, % of target | Status, RAG.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from auditor import patterns as re
from auditor import records
from auditor.report.blocks import Block, Cell

_TARGET = re.compile(r"\b(?:targets?|planned|plan|goal|standard|threshold|aim)\b", re.IGNORECASE)
_ACTUAL = re.compile(
    r"\b(?:actuals?|achieved|results?|outturn|outcome|delivered|completed|performance|reached|latest)\b",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"%|per ?cent|\b(?:attainment|achievement|completion|progress|achieved|of target|rate)\b", re.IGNORECASE
)
_STATUS = re.compile(
    r"\b(?:status|rag|rating|assessment|met|achieved|result|on target|verdict|progress)\b", re.IGNORECASE
)
_CHANGE = re.compile(r"\b(?:variance|difference|change|gap|shortfall|deviation)\b|[+±]", re.IGNORECASE)
_YEAR = re.compile(r"(?:FY ?)?(?P<year>20[0-9]{2})(?: ?[-/–] ?(?:20)?[0-9]{2})?")
_VALUE = re.compile(
    r"(?P<sign>≥|≤|>=|<=|>|<|at least|not less than|no less than|minimum(?: of)?|at most|no more than|not more than|maximum(?: of)?|up to|within|under|below|over|above)?\s*"
    r"(?:US)?[$£€]?\s*(?P<n>[0-9][0-9,]*(?:\.[0-9]+)?)\s*(?P<unit>%|[A-Za-z][A-Za-z ]*)?(?P<more> or (?:more|less|fewer))?",
    re.IGNORECASE,
)
_UP = re.compile(r"≥|>|at least|less than|minimum|over|above|more")
_DOWN = re.compile(r"≤|<|at most|more than|maximum|up to|within|under|below|less|fewer")
_MET = re.compile(
    r"(?:fully |target )?(?:met|achieved|exceeded|reached|yes|green|on target|above target|ahead|✓|✔|surpassed|met or exceeded)",
    re.IGNORECASE,
)
_MISSED = re.compile(
    r"(?:not (?:fully )?(?:met|achieved|reached)|(?:target )?(?:missed|unmet)|no|red|below target|off target|behind|✗|✘|below)",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"(?:partly|partially|nearly|almost|mostly|amber|yellow|near|on track|close|in progress|substantially)\b.*",
    re.IGNORECASE,
)


@records.frozen
class Value:
    """A number of a cell, half of its last place, its unit, and whether more (1) or less (-1) than it is aimed at."""

    value: Fraction
    half: Fraction
    unit: str
    way: int = 0


@records.frozen(eq=False)
class Aimed:
    """A row of such a table."""

    name: str
    target: Value | None
    actual: Value | None
    rate: Value | None
    rate_cell: Cell | None
    status: str
    status_cell: Cell | None

    @property
    def met(self) -> bool | None:
        """Whether its status says that the target was met, None where it says neither."""
        if _MET.fullmatch(self.status):
            return True
        return False if _MISSED.fullmatch(self.status) else None


@records.frozen(eq=False)
class Aims:
    """Such a table: its rows, and what its columns are headed."""

    block: Block
    rows: Sequence[Aimed]
    heads: Mapping[str, str]


def value_of(text: str) -> Value | None:
    """Return the number of a cell that holds no more."""
    found = _VALUE.fullmatch(" ".join(text.split()))
    if found is None:
        return None
    sign = f"{found['sign'] or ''}{found['more'] or ''}".lower()
    told = "less than" in sign and ("not" in sign or "no " in sign)
    way = 1 if told else 0 if not sign else -1 if "more than" in sign and "no" in sign else 0
    if not way and sign:
        way = (
            1 if _UP.search(sign) and not re.search(r"less|fewer", sign) else -1 if _DOWN.search(sign) else 0
        )
    places = len(found["n"].partition(".")[2])
    unit = (found["unit"] or "").strip().lower().removesuffix("s")
    return Value(Fraction(found["n"].replace(",", "")), Fraction(1, 2 * 10**places), unit, way)


def aims(block: Block) -> Aims | None:
    """Return what a table tells of targets, None where it has no column of them."""
    grid: dict[int, dict[int, Cell]] = {}
    for each in block.cells:
        for row in range(each.row, each.row + each.rows):
            for column in range(each.column, each.column + each.columns):
                grid.setdefault(row, {})[column] = each
    top = next((row for row in sorted(grid) if any(value_of(each.text) for each in grid[row].values())), 0)
    if top == 0:
        return None
    heads = {
        column: " ".join(
            dict.fromkeys(
                " ".join(grid[row][column].text.split()) for row in range(top) if column in grid.get(row, {})
            )
        )
        for column in grid[top]
    }
    plain = {at: head for at, head in heads.items() if not _CHANGE.search(head)}
    body = {row: cells for row, cells in grid.items() if row >= top}
    held = {
        at: [text for cells in body.values() if at in cells and (text := cells[at].text.strip())]
        for at in heads
    }
    numbers = {
        at
        for at, texts in held.items()
        if texts and sum(1 for each in texts if value_of(each)) * 2 > len(texts)
    }
    called = {
        at
        for at, texts in held.items()
        if texts
        and all(_MET.fullmatch(each) or _MISSED.fullmatch(each) or _OTHER.fullmatch(each) for each in texts)
    }
    targets = [
        at
        for at, head in plain.items()
        if at in numbers and _TARGET.search(head) and not re.search(r"%|of target", head)
    ]
    status = [at for at, head in plain.items() if at in called and _STATUS.search(head)]
    rates = [
        at
        for at, head in plain.items()
        if at in numbers and at not in targets and _RATE.search(head) and _percents(head, held[at])
    ]
    actual = [
        at
        for at, head in plain.items()
        if at in numbers
        and at not in targets
        and _ACTUAL.search(head)
        and (at not in rates or len(rates) > 1)
    ]
    if not actual and len(status) == 1:
        # Target | 2024-25 | 2023-24 | Result: what came about stands in the column of the last year.
        of_year = {at: _YEAR.fullmatch(" ".join(head.split())) for at, head in plain.items() if at in numbers}
        known = {at: found["year"] for at, found in of_year.items() if found}
        actual = [at for at, year in known.items() if year == max(known.values())]
    if len(rates) > 1:
        rates = [at for at in rates if at not in actual] or rates[-1:]
        actual = [at for at in actual if at not in rates]
    if len(targets) != 1 or len(actual) != 1:
        return None
    rows = []
    for row in sorted(body):
        cells = body[row]
        get = {at: cells[at].text for at in cells}
        name = next(
            (
                get[at].strip()
                for at in sorted(get)
                if at not in numbers and re.search(r"[A-Za-z]{3}", get[at])
            ),
            "",
        )
        rate = rates[0] if len(rates) == 1 else None
        told = status[0] if len(status) == 1 else None
        rows.append(
            Aimed(
                name,
                value_of(get.get(targets[0], "")),
                value_of(get.get(actual[0], "")),
                value_of(get.get(rate, "")) if rate is not None else None,
                cells.get(rate) if rate is not None else None,
                " ".join(get.get(told, "").split()) if told is not None else "",
                cells.get(told) if told is not None else None,
            )
        )
    columns = {"target": heads[targets[0]], "actual": heads[actual[0]]}
    if len(rates) == 1:
        columns["rate"] = heads[rates[0]]
    return Aims(block, rows, columns)


def _percents(head: str, texts: Sequence[str]) -> bool:
    """Whether a column holds percentages."""
    own = sum(1 for each in texts if each.rstrip().endswith("%")) * 2 > len(texts)
    return own or re.search(r"%|per ?cent|of target", head, re.IGNORECASE) is not None
