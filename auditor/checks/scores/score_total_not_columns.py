"""A total score that the columns of scores before it do not give: 决策 | 过程 | 产出 | 效益 | 总分."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.numbers import exactly
from auditor.checks.common.relations import judged, near_sum, plus, rule, summed
from auditor.checks.common.tables import adds, header, numeric, sheets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column

NAME = "score-total-not-columns"
TITLE = {"zh": "总分与各栏得分之和不符", "en": "a total score is not the sum of the columns before it"}
_TOTAL = re.compile(
    r"^(?:总(?:得|评)?分|得分合计|合计得分|综合得分|最终得分|自评总分)(?:[（(][^）)]*[）)])?$"
)
_LEAST = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the rows of tables most of whose rows add up to their total score."""
    for sheet in sheets(facts):
        columns = [column for column in numeric(sheet) if adds(sheet, column)]
        for at, whole in enumerate(columns):
            if at < _LEAST or not _TOTAL.match(header(whole)):
                continue
            # 管养里程 | 保洁 | 路况 | 安全 | 总分: what stands before the scores is none of them.
            ways = [_rows(sheet, whole, columns[start:at]) for start in range(at - 1)]
            best = max(ways, key=_kept)
            if _kept(best) >= _LEAST and _kept(best) * 2 > len(best):
                yield from _judged(facts, best)


def _rows(sheet: Sheet, whole: Column, columns: Sequence[Column]) -> list[tuple[Stated, list[Stated]]]:
    return [
        (total, parts)
        for row in sheet.details
        if (total := sheet.at(row, whole)) is not None
        and len(parts := [value for each in columns if (value := sheet.at(row, each))]) == len(columns)
    ]


def _kept(found: Sequence[tuple[Stated, list[Stated]]]) -> int:
    return sum(1 for total, parts in found if near_sum(total, plus(parts)))


def _judged(facts: Facts, found: Sequence[tuple[Stated, list[Stated]]]) -> Iterator[Outcome]:
    for total, parts in found:
        unit = parts[0].unit
        alike = attrs.evolve(total, printed=attrs.evolve(total.printed, unit=unit))
        if all(part.unit.dimension == unit.dimension for part in parts):
            if all(each.printed.numeral.step == 1 for each in (total, *parts)):
                # Points are given as they are printed: 34, 25, 19 and 8 are no rounded 88.
                yield judged(
                    facts, summed(rule(NAME, TITLE), exactly(alike), plus(list(map(exactly, parts))))
                )
            else:
                yield judged(facts, summed(rule(NAME, TITLE), alike, plus(parts)))
