"""An amount granted to one of many beyond what the text sets as the most for each: 单户最高 100 万元, and 132.5 in its table.

The table stands right behind the sentence, in its chapter, and its other rows keep to the limit; that the amount is wrong is
sure where the total of the column is the one with the limit in its place.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, Stated, paragraphs
from auditor.checks.common.relations import evidence_at, rule, said
from auditor.checks.common.tables import Sheet, header, plain, sheets
from auditor.evaluation.evidence import evidence_of
from auditor.findings import Severity
from auditor.numbers import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column, Row

NAME = "award-over-limit"
TITLE = {"zh": "发放的数额超过规定的上限", "en": "an amount granted exceeds the limit set for each"}
_MOST = re.compile(
    r"(?:单[户个家项笔人台]|每[户个家项笔人台名]|同一)[一-龥]{0,10}?(?:最高|最多|至多|不超过|不得超过|上限(?:为|是)?|封顶)(?:不超过|补助|补贴|奖励|支持|为|给予|可)*\s*$"
)
_GRANTED = re.compile(r"补助|补贴|奖励|兑现|发放|拨付|资助|奖补")
_BASE = re.compile(r"计算|应[补发兑]|核定|申报|标准|投资|投入|合同|按|占|率|数量|比例|上年|累计")
_REAL = re.compile(r"实际|实发|兑现|发放")
_NEAR = 4
_FEWEST = 3
_FEW = 4


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the columns of grants behind a sentence that sets the most for each."""
    for paragraph in paragraphs(facts):
        for limit in paragraph.numbers:
            if (
                limit.dimension != "money"
                or limit.occurrence.numeral is None
                or not _MOST.search(limit.before)
            ):
                continue
            for sheet in sheets(facts):
                block = sheet.block
                if block is None or block.section != paragraph.block.section:
                    continue
                if (
                    0 < block.index - paragraph.block.index <= _NEAR
                    and (column := _column(sheet)) is not None
                ):
                    yield from _judged(facts, limit, sheet, column)


def _column(sheet: Sheet) -> Column | None:
    """Return the one column of what was granted."""
    heads = [(each, plain(header(each))) for each in sheet.columns]
    found = [(each, head) for each, head in heads if _GRANTED.search(head) and not _BASE.search(head)]
    real = [(each, head) for each, head in found if _REAL.search(head)]
    found = real or found
    return found[0][0] if len(found) == 1 else None


def _judged(facts: Facts, limit: Number, sheet: Sheet, column: Column) -> Iterator[Outcome]:
    numeral = limit.occurrence.numeral
    if numeral is None:
        return
    most = numeral.value * unit_of(limit.occurrence.unit).factor
    cells = [(row, value) for row in sheet.details if (value := sheet.at(row, column)) is not None]
    over = [(row, value) for row, value in cells if value.printed.value > most]
    if len(cells) < _FEWEST or not over or len(over) * _FEW > len(cells):
        return
    if any(value.unit.dimension != "money" for _, value in cells):
        return
    sure = _holds_with(sheet, column, cells, most)
    for row, value in over:
        yield _outcome(facts, limit, row, value, sure=sure)


def _holds_with(sheet: Sheet, column: Column, cells: list[tuple[Row, Stated]], most: Fraction) -> bool:
    """Whether the total of a column is that of its rows with the limit for those beyond it."""
    total = sheet.at(sheet.totals[0], column) if len(sheet.totals) == 1 else None
    kept = sum((min(value.printed.value, most) for _, value in cells), Fraction(0))
    return total is not None and total.printed.value == kept


def _outcome(facts: Facts, limit: Number, row: Row, value: Stated, *, sure: bool) -> Outcome:
    level = Severity.ERROR if sure else Severity.WARNING
    name, text = row.label or row.name, value.mention.text
    words = f"{limit.clause}{limit.occurrence.text}{limit.occurrence.unit}"
    zh = f"{name}：“{words}”，表中写 {text}"
    en = f"{name}: {text} is printed, and at most {limit.occurrence.text}{limit.occurrence.unit} is granted to each"
    evidence = [
        evidence_of(facts, value.figure, value.mention, "stated"),
        evidence_at(limit.block, limit.occurrence, "base"),
    ]
    return said(rule(NAME, TITLE, level, "high" if sure else "medium"), zh, en, evidence)
