"""A mean that is not the amount of the row its words name over the count of it: 老旧货车每辆补助 6,000 万元, of 338.40 万元 and 564 辆.

The amount stands in the row, the count in it or in the sentence: 加装电梯 16 部，平均每部 24.0 元. What it is of may stand
behind it: 246 人次，人均接待费 159.35 元. The mean is wrong where no amount and
count of the row give it, and one pair gives it but for a power of ten: 万 that was lost or put in, a point set wrong.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.cellsaid import Labels, labels_of, of_part_of_year
from auditor.checks.common.numbers import Number, Stated, paragraphs
from auditor.checks.common.relations import ONE, judged, near_ratio, quotient, rule
from auditor.checks.common.slips import digits
from auditor.checks.common.tables import Sheet, drafted, header, is_rate, numeric, sheets
from auditor.checks.common.words import overlap
from auditor.numbers import round_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Paragraph
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Row

NAME = "mean-not-of-row"
TITLE = {
    "zh": "平均数与表中该行的金额、数量不符",
    "en": "a mean is not that of the amount and count of the row it is told of",
}
_EACH = re.compile(
    r"每(?:一)?(?P<unit>人次|户次|场次|批次|[人户辆台张套部处座个家场件份亩吨村校班间栋所名公里项次卷册页株盏头只])(?![年月天日])"
    r"|(?P<mean>[人户车台床家场件亩村校班生栋部次套均])均(?![衡值])"
)
_OF = {
    "生": ("人", "名"),
    "人": ("人", "名", "人次"),
    "车": ("辆", "台"),
    "床": ("张", "个"),
    "场": ("场", "场次"),
    "次": ("次", "人次"),
}
_OTHER = re.compile(
    r"标准|定额|限额|上限|最高|不超过|不低于|上年|去年|同期|提高|降低|增加|减少|由$|从$|到$|至$|[年月日天]$|计划|目标|低于|高于|罚|奖励"
)
_PIECE = re.compile(r"[。；;]")
_SCALES = tuple(Fraction(10) ** power for power in (4, -4, 1, -1, 2, -2, 3, -3))
_NEAR = 60
_LEAST = 3
_SHORTEST = 4
_FILLED = re.compile(r"(?:支出|费用|金额)?(?:分别|约|为|是|达)*$")
_KIND = re.compile(r"(?:支出|补助|补贴|经费|资金|费用|投入|奖补|投资|成本|项目|平均|约|为|的)+$")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the means of amounts whose words name a row."""
    if not any(sheet.values for sheet in sheets(facts)):
        return
    for paragraph in paragraphs(facts):
        if paragraph.block.tells_aims:
            continue
        for number in paragraph.numbers:
            if (
                number.stated is None
                or number.sign
                or number.dimension != "money"
                or digits(number.known) < _LEAST
            ):
                continue
            told = _EACH.search(number.clause)
            if told is None or _OTHER.search(number.clause):
                continue
            units = (told["unit"],) if told["unit"] else _OF.get(told["mean"], (told["mean"],))
            lead, what = number.clause[: told.start()], number.clause[told.end() :]
            yield from _judged(facts, paragraph, number, units, (lead, what))


def _judged(
    facts: Facts, paragraph: Paragraph, mean: Number, units: Sequence[str], words: tuple[str, str]
) -> Iterator[Outcome]:
    pairs = [
        (amount, count)
        for sheet, row in _rows(facts, mean, *words)
        if not of_part_of_year(mean, sheet)
        for amount in _amounts(sheet, row)
        for count in (*_counts(sheet, row, units), *_told(paragraph, mean, units))
        if count.printed.value > 0
    ]
    if not pairs:
        return
    fitting = next((pair for pair in pairs if near_ratio(mean.known, *pair)), None)
    slipped = [pair for pair in pairs if _slipped(mean.known, *pair)]
    meant = [fitting] if fitting else slipped[:1]
    for amount, count in meant:
        yield judged(facts, quotient(rule(NAME, TITLE), mean.known, [(ONE, amount)], [(ONE, count)]))


def _rows(facts: Facts, mean: Number, lead: str, what: str) -> Sequence[tuple[Sheet, Row]]:
    """Return the rows that the words before a mean name: the one of its clause, else the one told last in its sentence."""
    labels = labels_of(facts)
    text = mean.block.text[: mean.occurrence.span.start]
    told = re.sub(r"\s", "", _PIECE.split(text)[-1])
    name = _KIND.sub("", re.sub(r"\s", "", lead))
    found = labels.found(told)
    names = []
    if len(name) >= 2:  # noqa: PLR2004 - one character names nothing
        names = [each.text for each in labels.found(name)[-1:]] or labels.beginning(name)
    elif len(what := _FILLED.sub("", what)) >= 2:  # noqa: PLR2004 - as above
        # 246 人次，人均接待费 159.35 元: what a mean is of may stand behind it.
        names = [each for each in labels.places if each.endswith(what)]
    if not names and found and len(name) < 2:  # noqa: PLR2004 - as above
        names = [found[-1].text]
    rows = [place for each in names for place in _near(labels, each, mean)]
    if any(_amounts(*place) for place in rows):
        return rows
    # 更新健身路径 114 套，平均每套: the one row of which the words before say four characters and more.
    words = re.split(r"[，,]", told.removesuffix(re.sub(r"\s", "", lead)))
    said = max((each for each in words[-2:] if re.search("[一-龥]", each)), key=len, default="")
    likely = [each for each in labels.places if overlap(each, said) >= min(len(each), _SHORTEST)]
    return _near(labels, likely[0], mean) if len(likely) == 1 and len(likely[0]) > 1 else ()


def _near(labels: Labels, name: str, mean: Number) -> Sequence[tuple[Sheet, Row]]:
    return [
        (sheet, row)
        for sheet, row in labels.places[name].near(mean.block.index, _NEAR)
        if drafted(sheet.section) == drafted(mean.block.section)
    ]


def _amounts(sheet: Sheet, row: Row) -> list[Stated]:
    return [
        cell
        for column in numeric(sheet)
        if not is_rate(sheet, column)
        and (cell := sheet.at(row, column)) is not None
        and cell.unit.dimension == "money"
        and cell.printed.value > 0
    ]


def _counts(sheet: Sheet, row: Row, units: Sequence[str]) -> list[Stated]:
    return [
        cell
        for column in numeric(sheet)
        if (cell := sheet.at(row, column)) is not None
        and (
            cell.unit.dimension.partition(":")[2] in units
            or any(f"{unit}数" in header(column) for unit in units)
        )
    ]


def _told(paragraph: Paragraph, mean: Number, units: Sequence[str]) -> list[Stated]:
    """Return the count that the sentence tells last before the mean."""
    own = [
        each.known
        for each in paragraph.numbers
        if each.stated
        and not each.sign
        and each.part == mean.part
        and each.occurrence.span.start < mean.occurrence.span.start
        and each.dimension.partition(":")[2] in units
    ]
    return own[-1:]


def _slipped(mean: Stated, amount: Stated, count: Stated) -> bool:
    """Whether a mean is the quotient to its last digit, but for a power of ten."""
    printed = mean.printed
    step = printed.numeral.step * printed.unit.factor
    value = amount.printed.value / count.printed.value
    return any(
        round_to(value, place) == printed.value * scale
        for scale in _SCALES
        for place in (step * scale, step)
        if place * 10 <= value
    )
