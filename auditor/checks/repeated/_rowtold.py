"""A number that no cell of the row which it is told of prints, and the cell that it was to be.

粮食局宿舍改造 124 户、投资 352.4 万元, where 投资 of 红旗里 is 352.4 and of 粮食局宿舍 231.8: a value of the same column, but of a row
that the sentence does not name, was copied from there. 支出 412.35 元, where the row prints 412.35 万元: a slip of the pen parts the
two. 甲、乙、丙三乡完成率分别为 a、b、c: two of them are of one column, and so is the third. 甲得 13.5 分，得分率 50%, where 甲 prints
13.5 under 得分 and 90 under 得分率: the words are the very head, and another number told of the row shows that it was read. What is
bound so is told however far off it is.

In 600 consistent documents nothing that was told behind a row's name did one of these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.cellsaid import cell_like, label_of
from auditor.checks.common.measures import measure_of, says_measure
from auditor.checks.common.rowbound import repeated
from auditor.checks.common.saidwords import YEARS, measure, words_said
from auditor.checks.common.slips import MEANT, TENTH, digits, misplaced, slip
from auditor.checks.common.tables import header, plain
from auditor.checks.common.words import overlap
from auditor.checks.repeated._tellings import of_one_fund

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from auditor.checks.common.numbers import Number, Stated
    from auditor.checks.common.rowbound import CellAt, RowBound

_AIM = re.compile(
    r"目标|计划|标准|(?<![比较])(?:上年|去年|同期)|(?:由|从|自)$|不低于|不少于|不高于|不超过|满分|权重|每(?:[少低高多超迟逾有增减提降]|$)"
)
"""Words of what is aimed at, of another time, or of a rule."""
_ELSE = re.compile(
    r"全[国省市区县州旗镇乡校院局街]|合计|总计|共计|小计|其余|其他|其它|另|除|两者|[前后][两三四五六0-9]|平均(?!每)|[，,][^，,]*(?:最|居|次)"
)
"""Words that lead away from the row named before."""
_THEN = re.compile(r"(?<![比较])(?:上年|去年|同期|上期)|[一二两三四五六七八九十0-9]年[来间内]|期间|以来")
"""Words of another time than a table's, anywhere in the sentence before a number."""
_SINCE = re.compile(r"[年期月季]初|上[年期月季](?!末)|去年|同[期比]|环比")
_OPENING, _CURRENT = re.compile(r"年初|期初|上年"), re.compile(r"本年|当年|年末|期末")
_PIECE = re.compile(r"[，,、：:（(]")
_FEWEST, _CALLED = 3, 2
_ALIKE = 3
_CLOSE, _MUCH = 6, 5
_OF_TARGET = re.compile(
    r"^[一-龥]{0,2}(?:完成|为|达到?)了?(?:年度|全年|年初|绩效|预期)*(?:目标|计划|任务)(?:任务|数|值|量)?的?$"
)
_DONE = re.compile(r"完成率|完成比例|完成程度|完成情况|实现程度")
_MONEY = re.compile(r"预算|支出|资金|金额|万元")
_LONGEST = 16
"""So many words between a row's name and a rate name nothing else."""


def meant(
    bound: RowBound, beside: Sequence[RowBound], around: Sequence[RowBound]
) -> tuple[CellAt, bool] | None:
    """Return the cell that a number was to be, and whether that is so however far off it is; None where nothing shows it.

    `beside` are the numbers bound in its part of a sentence, `around` those of its paragraph.
    """
    number = bound.number
    # 满意度 95% is what people said, 得分率 100% below the same name what the score came to.
    cells = [each for each in bound.cells if not (_of_score(number, each) or _since_other(number, each))]
    bound = attrs.evolve(bound, cells=cells)
    if (done := _achieved(bound)) is not None:
        return done, True
    if (
        bound.held
        or number.in_ratio
        or _AIM.search(number.clause.replace(bound.label, ""))
        or _AIM.search(number.after[:4])
    ):
        return None
    if _ELSE.search(bound.between) or _THEN.search(number.lead) or _of_part(bound) or _of_its_own(bound):
        return None
    if bound.run:
        cell = _in_turn(bound, beside)
        return (cell, len(bound.run) >= _FEWEST) if cell is not None else None
    if (sure := _headed(bound, beside) or _likewise(bound, around)) is not None:
        return sure, True
    found = _copied(bound) or _slipped(bound) or _listed(bound, beside)
    return (found, False) if found is not None else None


def _achieved(bound: RowBound) -> CellAt | None:
    """Return the one rate of its target that a row prints, where the words tell it: 成交额 68.2 亿元，为目标的 104.92%."""
    if bound.held or not bound.number.is_share or _OF_TARGET.search(bound.number.clause) is None:
        return None
    cells = [each for each in bound.cells if _DONE.search(header(each.column))]
    alone = len({each.value.printed.value for each in cells}) == 1 and len(cells) == len(bound.cells)
    apart = re.sub(r"[0-9][0-9,.]*", "", bound.between)
    if not alone or len(apart) > _LONGEST:
        return None
    # Of money the rate is one of the budget, and of no target.
    heads = "".join(header(column) for column in cells[0].sheet.columns)
    return cells[0] if not _MONEY.search(heads) else None


def _of_score(number: Number, cell: CellAt) -> bool:
    """Whether a cell says which part of a score was won, of which the words of a number say nothing."""
    return "得分率" in header(cell.column) and "得分" not in number.lead


def _since_other(number: Number, cell: CellAt) -> bool:
    """Whether a change is told since another time than a column's: 比上年增加, below 比年初增加."""
    told, headed = (set(_SINCE.findall(text)) for text in (number.lead, header(cell.column)))
    return bool(told and headed and not told & headed)


def _of_part(bound: RowBound) -> bool:
    """Whether words between a row's name and a number name a part of what the row is: 桥涵维修材料支出 is not what 桥涵维修 cost."""
    words = _PIECE.split(bound.between)[-1]
    return bool(measure_of(words)) and not says_measure(words)


def _of_its_own(bound: RowBound) -> bool:
    """Whether a number has a name in its own clause that is no measure, or that another row begins with or ends with.

    文物修缮得 3.56 分，标识牌更新得 2.87 分: below 旅游标识牌更新. 年初结转 0.00 万元，本年支出 312.00 万元: of the year, not of its beginning.
    """
    words = re.sub(r"[得为是达占]+$", "", _PIECE.split(bound.between)[-1].strip())
    if _OPENING.search(bound.label) and _CURRENT.search(words):
        return True
    if len(words) < _FEWEST or words == bound.between:
        return False
    labels = (label_of(row) for cell in bound.cells for row in cell.sheet.table.rows if row is not cell.row)
    return any(label.startswith(words) or label.endswith(words) for label in labels)


def _in_turn(bound: RowBound, beside: Sequence[RowBound]) -> CellAt | None:
    """Return the cell below the head of which all others that are told in turn with a number are."""
    others = [each for each in beside if each.run is bound.run and each.number is not bound.number]
    return next(
        (
            cell
            for cell in bound.cells
            if len(others) == len(bound.run) - 1 and all(_prints_below(each, cell) for each in others)
        ),
        None,
    )


def _listed(bound: RowBound, beside: Sequence[RowBound]) -> CellAt | None:
    """Return the cell below the head of which two others of a list are: 县道 a，乡道 b，村道 c."""
    number = bound.number
    if len(bound.between) > _CLOSE:
        return None
    for cell in bound.cells:
        others = {
            each.label
            for each in beside
            if each.label != bound.label
            and each.number.dimension == number.dimension
            and bool(each.number.sign) is bool(number.sign)
            and len(each.between) <= _CLOSE
            and _prints_below(each, cell)
        }
        if len(others) > 1:
            return cell
    return None


def _likewise(bound: RowBound, around: Sequence[RowBound]) -> CellAt | None:
    """Return the cell below the head of which all others are that are told in the same words: 甲 a 万元，完成 p%；乙 b 万元，完成 q%."""
    number = bound.number
    words = _words(bound)
    others = [
        each
        for each in around
        if each.label != bound.label
        and not each.run
        and _words(each) == words
        and each.number.dimension == number.dimension
        and bool(each.number.sign) is bool(number.sign)
    ]
    rows = {each.label for each in others}
    for cell in bound.cells if len(rows) >= _ALIKE else ():
        # 每千人口医师 3.73 人，注册护士 4.45 人: of people no table counts hundredths.
        alike = _step(number.known) >= _step(cell.value) or misplaced(number.known, cell.value)
        funds = number.dimension != "money" or of_one_fund(number, cell.sheet)
        if alike and funds and {each.label for each in others if _prints_below(each, cell)} == rows:
            return cell
    return None


def _of_time(number: Number, cell: CellAt) -> bool:
    """Whether a column is of the year that is told, if any is; one without a year is of the last year of its table."""
    told = YEARS.findall(number.period)
    own = YEARS.findall(header(cell.column))
    years = own or [year for column in cell.sheet.columns for year in YEARS.findall(header(column))]
    return not told or not years or max(years)[:4] == told[-1][:4]


def _step(stated: Stated) -> Fraction:
    return stated.printed.numeral.step


def _words(bound: RowBound) -> tuple[str, str]:
    """Return the words around a row's name in a number's clause, and those from the name up to it, whatever numbers stand among them."""
    clause = re.sub(r"\s", "", bound.number.clause).replace(bound.label, "\0")
    return clause, re.sub(r"[0-9][0-9,.]*", "0", bound.between)


def _headed(bound: RowBound, beside: Sequence[RowBound]) -> CellAt | None:
    """Return the cell whose head the words of a number are, where other numbers told of its row are the row's."""
    clause = bound.number.clause
    # What stands behind the name, however short the name is told.
    words = _PIECE.split(bound.between)[-1] if bound.between and "，" not in bound.between else clause
    words = words_said(plain(words.replace(bound.label, "")))
    cells = [
        each for each in bound.cells if measure(header(each.column)) == words and _of_time(bound.number, each)
    ]
    if not cells or len({each.value.printed.value for each in cells}) > 1:
        return None
    cell = cells[0]
    shown = {
        held.column.name: _telling(each.number)
        for each in beside
        if each.label == bound.label and each.number is not bound.number
        for held in each.held
        if held.row is cell.row and held.column is not cell.column
    }
    return cell if sum(shown.values()) >= _FEWEST else None


def _prints_below(bound: RowBound, cell: CellAt) -> bool:
    """Whether a number is what its own row prints in the column of a cell."""
    return any(each.sheet is cell.sheet and each.column is cell.column for each in bound.held)


def _copied(bound: RowBound) -> CellAt | None:
    """Return the cell in whose column another row, which the sentence does not name, prints a number."""
    if _telling(bound.number) < _FEWEST or _of_another(bound):
        return None
    return next((cell for cell in bound.cells if _of_other_row(bound, cell)), None)


def _of_another(bound: RowBound) -> bool:
    """Whether a number behind others has a name in its own clause that no head of the table shares: 制造业增长 29.8%，非金属矿物制品业增长 15.4%."""
    words = measure(_PIECE.split(bound.between)[-1].strip())
    if len(words) < _MUCH or not re.search("[0-9]", bound.between):
        return False
    return all(
        overlap(words, header(column)) < _CALLED + 1 for cell in bound.cells for column in cell.sheet.columns
    )


def _of_other_row(bound: RowBound, cell: CellAt) -> bool:
    number = bound.number
    words = number.clause.replace(bound.label, "")
    return any(
        row is not cell.row
        and row not in cell.sheet.totals
        and (label := label_of(row)) not in bound.named
        and not _calls(words, label)
        # 归属于母公司股东权益期初 a，本期增加净利润 b: the sentence speaks of what sets the other row apart.
        and overlap(number.lead, label) < max(_MUCH, overlap(bound.label, label) + 1)
        and (value := cell_like(cell.sheet, row, cell.column, number)) is not None
        and repeated(number, value)
        for row in cell.sheet.table.rows
    )


def _calls(words: str, label: str) -> bool:
    """Whether words call a row by a part of its name, or by some of its characters: 中职 is 中等职业学校."""
    letters = iter(label)
    last = re.split(r"[^一-龥]+", words)[-1]
    short = len(last) >= _CALLED and all(each in letters for each in last)
    return short or overlap(words, label) >= _CALLED


def _slipped(bound: RowBound) -> CellAt | None:
    """Return the cell that a number is but for two digits swapped or a point or unit set wrong."""
    number = bound.number.known
    text, at = bound.number.block.text, bound.number.occurrence.span.start
    sentence = text[text.rfind("。", 0, at) + 1 : at] + text[at:].partition("。")[0]
    # 多计 20.88 万元，占其投资的 1.00%: a hundredth of an amount prints its digits.
    tenth = TENTH.search(sentence) is not None
    for cell in bound.cells:
        value = cell.value.printed.value
        if not value:
            continue
        kind = slip(number, value)
        long = digits(number) >= MEANT and digits(cell.value) >= MEANT - 1
        moved = kind == "shift" or misplaced(number, cell.value)
        if long and (kind == "swap" or (moved and not tenth)):
            return cell
        # 每千人口护士 3.81 人 of 3.18: of a short one where nothing stands between it and the name.
        if kind == "swap" and digits(number) >= _FEWEST and not bound.between:
            return cell
        # 2.36 元 of 2.36 万元: the numeral is the same.
        same = number.printed.numeral.value == cell.value.printed.numeral.value
        if kind == "shift" and same and digits(number) >= _FEWEST:
            return cell
    return None


def _telling(number: Number) -> int:
    """Return how many digits a number is told to: the noughts that end a whole one tell nothing, nor does 100 %."""
    printed = number.known.printed
    if number.is_share and printed.value == 1:
        return 0
    return len(printed.digits if printed.numeral.step < 1 else printed.digits.rstrip("0"))
