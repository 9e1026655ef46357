"""A column of rates in which a row is not the quotient of the two columns that its head and most rows make it.

    调查对象  发放  收回  有效  回收率  有效率
    学生      900   884   861   98.2%   97.4%

贫血检出率 is 检出贫血 over another column: the head names what is counted, and the other rows show what it is counted of.
`column_arithmetic` learns from more rows, and without names. What 有效率 and 回收率 are of is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._relations import ONE, judged, near_ratio, quotient, rule
from auditor.checks._tables import Sheet, as_percent, header, is_mean, is_rate, numeric, plain, sheets
from auditor.report.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks._numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column

NAME = "rate-not-of-columns"
TITLE = {
    "zh": "表中比率与同行两列之商不符",
    "en": "a rate of a table is not the quotient of the columns that it is of",
}
_RATE = re.compile(r"(?P<what>[一-龥]{2})率(?:[（(][%％][）)])?$")
_NOT = re.compile(r"增长率|增减率|变动率|费率|利率|税率|汇率|折旧率|毛利率|收益率|得分率|概率|倍率|分率")
_COUNTED = re.compile(r"率|比[例重率]|均|每|增减|占|得分|分值|标准|目标|指标值|计划")
_KNOWN = (
    (re.compile(r"回收率"), re.compile(r"收回|回收"), re.compile(r"发放|发出")),
    (re.compile(r"有效率"), re.compile(r"有效"), re.compile(r"收回|回收")),
)
_LEAST = 2

Row = tuple["Stated", "Stated", "Stated"]


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the rates of tables whose heads name what is counted."""
    for sheet in sheets(facts):
        columns = numeric(sheet)
        for claim in columns:
            head = plain(header(claim))
            found = _RATE.search(head)
            if found is None or _NOT.search(head):
                continue
            rows = _meant(sheet, claim, found["what"], [each for each in columns if each is not claim])
            for share, top, base in rows:
                yield judged(facts, quotient(rule(NAME, TITLE), share, [(ONE, top)], [(ONE, base)]))


def _meant(sheet: Sheet, claim: Column, what: str, others: Sequence[Column]) -> Sequence[Row]:
    """Return the rows of the two columns that a rate is of, none where the table does not show them."""
    counts = [
        each for each in others if not _COUNTED.search(plain(header(each))) and not is_rate(sheet, each)
    ]
    head = plain(header(claim))
    for rate, above, below in _KNOWN:
        tops = [each for each in counts if above.search(header(each)) and rate.search(head)]
        bases = [each for each in counts if below.search(header(each)) and rate.search(head)]
        if len(tops) == len(bases) == 1 and tops != bases:
            rows = _rows(sheet, claim, tops[0], bases[0])
            right = sum(1 for each in rows if near_ratio(*each))
            # 有效率 may also be told of all that were handed out.
            return rows if right >= _LEAST and right * 2 >= len(rows) else ()
    best: tuple[int, Sequence[Row]] = (0, ())
    for top in (each for each in counts if what in plain(header(each))):
        for base in counts:
            if base is top:
                continue
            rows = _rows(sheet, claim, top, base)
            right = sum(1 for each in rows if near_ratio(*each))
            if right > best[0]:
                best = (right, rows)
    right, rows = best
    return rows if right >= _LEAST and right >= _LEAST * (len(rows) - right) else ()


def _rows(sheet: Sheet, claim: Column, top: Column, base: Column) -> Sequence[Row]:
    found: list[Row] = []
    for row in sheet.table.rows:
        share, above, below = sheet.at(row, claim), sheet.at(row, top), sheet.at(row, base)
        if share is None or above is None or below is None or below.printed.value <= 0:
            continue
        share = as_percent(share, header(claim))
        # The rate of all may be weighted, and not that of the sums.
        if (row.role is not Role.DETAIL or is_mean(row)) and not near_ratio(share, above, below):
            continue
        if share.unit.dimension == "ratio" and _kind(above) == _kind(below):
            found.append((share, above, below))
    return found


def _kind(value: Stated) -> str:
    """Return what a number is of: 163 below 检出贫血 is a count as 1,842 人 below 体检人数 is."""
    dimension = value.unit.dimension
    return "count" if dimension == "number" or dimension.startswith("count:") else dimension
