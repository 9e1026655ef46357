"""A score or deduction told of an indicator by its code that the indicator's row prints otherwise.

P06 执行率 96.19%，得 4.81 分，扣 0.91 分, and 0.19 below 扣分 in the row of P06: what is told behind a code, up to the next one, is
of its row. That the
table is meant shows where another figure told of the code is its row's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number, Paragraph, Stated, paragraphs
from auditor.checks.common.relations import compared, judged, rule
from auditor.checks.common.tables import Sheet, header, numeric, sheets
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Row

NAME = "score-of-code"
TITLE = {"zh": "正文所述指标得分与评分表不一致", "en": "a score told of a code is not that of its row"}
_CODE = re.compile(r"(?<![A-Za-z0-9])[A-Z][0-9]{1,4}(?![A-Za-z0-9])")
_CODE_CELL = re.compile(r"[A-Z][0-9]{1,4}")
_GOT = re.compile(r"^(?:评价|自评|实际|最终)?得分(?:[（(]分[）)])?$")
_LOST = re.compile(r"^扣分(?:值|数)?(?:[（(]分[）)])?$")
_TOLD_GOT = re.compile(r"(?:^|[，,；;])\s*(?:应|共|实|最终|综合)?得(?:分)?(?:为|是)?\s*$")
_TOLD_LOST = re.compile(r"(?:^|[，,；;])\s*(?:应|共|合计|共计)?扣(?:分|减)?(?:为|了)?\s*$")
_FEWEST = 3


@records.frozen(eq=False)
class _Told:
    """A figure told of a code, and the cells of the code's row that it can repeat."""

    number: Number
    cell: Stated


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge what paragraphs tell of the codes of one score table."""
    places = _places(facts)
    if not places:
        return
    for paragraph in paragraphs(facts):
        for told in _told(paragraph, places):
            # A sentence tells scores of its own code; those of several that all differ are of another table.
            if any(_same(each) for each in told):
                for each in told:
                    yield judged(
                        facts,
                        compared(rule(NAME, TITLE), each.number.known, tree.Relation.EQUAL, each.cell),
                    )


def _same(told: _Told) -> bool:
    one, two = told.number.known.printed, told.cell.printed
    return abs(one.value - two.value) * 2 <= max(one.step, two.step)


def _places(facts: Facts) -> Mapping[str, tuple[Sheet, Row]]:
    """Return the row of each code that just one table of scores prints, once."""
    found: dict[str, list[tuple[Sheet, Row]]] = {}
    for sheet in sheets(facts):
        if sheet.block is None or not any(_GOT.match(header(each)) for each in numeric(sheet)):
            continue
        rows = {row.name: row for row in sheet.table.rows}
        named = {cell.row: rows[cell.location.row] for cell in sheet.block.cells if cell.location.row in rows}
        codes = [
            (cell.text.strip(), named[cell.row])
            for cell in sheet.block.cells
            if cell.row in named and _CODE_CELL.fullmatch(cell.text.strip())
        ]
        if len(codes) >= _FEWEST:
            for code, row in codes:
                found.setdefault(code, []).append((sheet, row))
    return {code: places[0] for code, places in found.items() if len(places) == 1}


def _told(paragraph: Paragraph, places: Mapping[str, tuple[Sheet, Row]]) -> Iterator[Sequence[_Told]]:
    """Iterate over what the text tells of each code, up to the next one or the end of the sentence."""
    codes = [found for found in _CODE.finditer(paragraph.text) if found.group() in places]
    for at, code in enumerate(codes):
        end = codes[at + 1].start() if at + 1 < len(codes) else len(paragraph.text)
        stop = re.search(r"[。；;]", paragraph.text[code.end() : end])
        end = code.end() + stop.start() if stop else end
        sheet, row = places[code.group()]
        told: list[_Told] = []
        for number in paragraph.numbers:
            if not code.end() <= number.occurrence.span.start < end or number.stated is None:
                continue
            for words, head in ((_TOLD_GOT, _GOT), (_TOLD_LOST, _LOST)):
                columns = [each for each in numeric(sheet) if head.match(header(each))]
                cell = sheet.at(row, columns[0]) if len(columns) == 1 else None
                if words.search(number.before) and cell is not None and number.dimension == "score":
                    alike = attrs.evolve(cell, printed=attrs.evolve(cell.printed, unit=number.known.unit))
                    told.append(_Told(number, alike))
        # 扣 0.5 分，扣 1 分: of several deductions none is the whole.
        if len({id(each.cell.mention) for each in told}) == len(told):
            yield told
