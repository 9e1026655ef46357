"""The cell of the row that a sentence says has most or least of something: 造价最高的是甲路，每公里 120 万元；最低的是乙路，为 66.0 万元.

What it has most of stands before 最, or before the 最 of the row told first; where nothing says it, the unit of the figure has to
be that of one column alone, 元 as well as 万元.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.cellsaid import CellSaid, cell_like, labels_of, of_part_of_year
from auditor.checks.common.measures import measure_of
from auditor.checks.common.saidwords import measure, words_said
from auditor.checks.common.tables import drafted, header, numeric, plain
from auditor.checks.common.words import overlap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.checks.common.numbers import Number, Paragraph, Stated
    from auditor.evaluation.facts import Facts
    from auditor.report.model import Column

_END = re.compile(r"[。！？!?；;\n]")
_MOST = r"最[高低多少大小长短快慢好差]"
_ROW_BEHIND = re.compile(
    rf"(?:^|[，,、：:（(])(?P<what>[^，,、：:（）()最]{{0,20}}?){_MOST}的(?:依次|分别)?(?:[项类个][^，,是为]{{0,3}})?(?:是|为|有)?(?P<end>$)"
)
_ROW_BEFORE = re.compile(
    rf"^[一-龥]{{0,2}}?(?P<what>[^，,、：:（）()最]{{0,12}}?)(?:在[^，,]{{1,10}}中)?{_MOST}(?P<rest>[，,]?)"
)
_EARLIER_MOST = re.compile(
    rf"(?:^|[，,、：:（）()。；;])(?P<what>[^，,、：:（）()最。；;]{{2,12}}?){_MOST}的"
)
_TAIL = re.compile(
    r"^[类档站片区路线乡镇街道院校企业所户个案]{0,3}[，,（(]?(?P<own>[^，,、：:（）()0-9]{0,8}?)$"
)
_SUFFIX = re.compile(r"^[类档站片区路线乡镇街道院校企业所户个案]{1,2}(?![一-龥])")
_FILL = re.compile(
    r"^(?:[只仅均共达为是约有到]|达到|只有|仅为|仅有)+|(?:[只仅均共达为是约有到]|达到|只有|仅为|仅有)+$"
)
_ELSE = re.compile(r"[和与及、]|分别|合计|比(?![例重])|较|上年|去年|高于|低于|其余|其他|占")
_A_YEAR_AGO = re.compile(r"上年|去年|往年")
MEAN = re.compile(r"均(?!衡)|每|单位|单价")
_NEAR = 60
_SHORTEST = 2


@records.frozen
class _Said:
    name: str
    what: str
    own: str


def cells_most(facts: Facts, paragraph: Paragraph, number: Number) -> Sequence[CellSaid]:
    """Return the cells of the row that the words before a number say has most or least."""
    if number.stated is None or number.sign or number.in_ratio:
        return ()
    block = paragraph.block
    text = block.text[: number.occurrence.span.start]
    told = re.sub(r"\s", "", _END.split(text)[-1])
    if "最" not in told or _A_YEAR_AGO.search(told):
        return ()
    labels = labels_of(facts)
    said = _said(told, [(each.start, each.end, each.text) for each in labels.found(told)])
    if said is None:
        return ()
    since = re.sub(r"\s", "", text.rpartition("。")[2])
    what = _SUFFIX.sub("", said.what) or _earlier(since, told)
    found = []
    for sheet, row in labels.places[said.name].near(block.index, _NEAR):
        if drafted(sheet.section) != drafted(block.section) or of_part_of_year(number, sheet):
            continue
        cells = [
            (column, cell)
            for column in numeric(sheet)
            if (cell := cell_like(sheet, row, column, number)) is not None
        ]
        if (chosen := _chosen(cells, number, (said.own, what), since)) is not None:
            found.append(CellSaid(sheet, row, *chosen, own=True, headed=bool(what or said.own)))
    return found


def _said(told: str, labels: Sequence[tuple[int, int, str]]) -> _Said | None:
    """Return the row that stands before or behind the last 最, with what it has most of and the words of the number."""
    if not labels:
        return None
    start, end, name = labels[-1]
    behind = told[end:]
    if (found := _ROW_BEHIND.search(told[:start])) is not None and _ELSE.search(behind) is None:
        tail = _TAIL.match(behind)
        return _Said(name, found["what"], _FILL.sub("", tail["own"])) if tail else None
    if (found := _ROW_BEFORE.match(behind)) is not None:
        before = re.split(r"[，,：:]", told[:start])[-1]
        own = behind[found.end() :]
        if _ELSE.search(before) or _ELSE.search(own) or re.search("[，,、]", own):
            return None
        return _Said(name, found["what"], _FILL.sub("", own))
    return None


def _earlier(text: str, told: str) -> str:
    """Return what the row told before has most of: 户均经费最高的是甲，…；最低的是乙."""
    found = list(_EARLIER_MOST.finditer(text[: max(0, len(text) - len(told))] + told[: told.rfind("最")]))
    return found[-1]["what"] if found else ""


def _chosen(
    cells: Sequence[tuple[Column, Stated]], number: Number, said: Sequence[str], since: str
) -> tuple[Column, Stated] | None:
    """Return the one cell below a head that the words name, else the one of the number's own unit."""
    words = [word for each in said if len(word := words_said(plain(each))) >= _SHORTEST]
    heads = [(measure(header(each[0])), each) for each in cells]
    ways = [
        [each for head, each in heads if word == head]
        or [each for head, each in likely if len(head) >= _SHORTEST and (head in word or word in head)]
        or [each for head, each in likely if measure_of(word) and measure_of(head) == measure_of(word)]
        or [each for head, each in likely if overlap(word, head) >= _SHORTEST]
        for word in words
        for likely in ([each for each in heads if bool(MEAN.search(each[0])) is bool(MEAN.search(word))],)
    ]
    if not words:
        # 五类案件的破案率，甲最高，…；乙最低: the head that the sentences told last.
        told = [
            (at, each)
            for head, each in heads
            if len(head) >= _SHORTEST
            and (at := since.rfind(head)) >= 0
            and not MEAN.search(re.split("[，,；;、：:]", since[:at])[-1])
        ]
        ways = [[each for at, each in told if at == max(place for place, _ in told)]]
    elif not any(ways):
        return None
    found = next((way for way in ways if way), list(cells))
    if len(found) > 1 or not any(ways):
        found = [each for each in found if _same_unit(each[1], number)]
    return found[0] if len(found) == 1 else None


def _same_unit(cell: Stated, number: Number) -> bool:
    return cell.unit.factor == number.known.unit.factor and cell.unit.dimension == number.known.unit.dimension
