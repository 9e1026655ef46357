"""Lines of figures of one kind, each under a name: what a comparison of two things that have names can be held to.

A column of a table gives each row a value, a row gives each column one; a sentence tells 甲项目 300 万元，乙项目 152 万元; and what an
indicator was to be stands among the aims. 低于平均水平, 高于其他各园 and 低于年度目标 name values of such a line, too.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.checks.common.byvalue import ByValue
from auditor.checks.common.cellsaid import label_of, labels_of
from auditor.checks.common.numbers import Number, Paragraph, Stated, paragraphs, plainly
from auditor.checks.common.saidwords import words_said
from auditor.checks.common.tables import Sheet, corner, header, is_rate, plain, sheets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.order._comparisons import Comparison
    from auditor.evaluation.facts import Facts
    from auditor.report.model import Column

AIMED_AT = re.compile(
    r"^(?:年度|绩效|年初|预期|设定|全年|考核|计划|既定|绩效年度)*(?:目标|计划|指标|任务)(?:值|数|要求|任务)?$"
)
_AIMS = re.compile(r"目标|计划|任务")
_AIM_TOLD = re.compile(r"(?:达到?|不[低少]于|为|≥|至|在|[是])+$")
EARLIER = re.compile(r"上年|去年|上期|同期")
_RANKS = re.compile(r"序号|排名|名次|编号|年份")
_FROM = re.compile(r"(?:由|从)[^，,。；;]{0,12}$")
_TO = re.compile(
    r"^[^，,。；;0-9]{0,6}(?:[，,]\s*)?(?:增|减|升|降|提|扩|缩|压|下|上|回|变|调)?[一-龥]{0,4}?(?:至|到|为)(?:了)?[^，,。；;0-9]{0,6}$"
)
_SPEED = re.compile(r"(?:的)?(?:增速|增幅|增长率|增长|涨幅|速度)$")
BEFORE, NOW = "上年", "本年"
SHORTEST = 2
LEAST = 3


@records.frozen(eq=False)
class Line:
    """Figures of one kind by name; `label` says of what kind or of whom they are, `means` what 平均 can be of them."""

    label: str
    names: Mapping[str, Stated]
    kind: str
    means: Sequence[Fraction] = ()


@functools.lru_cache(maxsize=4)
def tabled(facts: Facts) -> tuple[Line, ...]:
    """Return the lines of all tables: their columns, and their rows."""
    return tuple(line for sheet in sheets(facts) if sheet.values for line in _of_table(sheet))


def _of_table(sheet: Sheet) -> Iterator[Line]:
    kind = plain(corner(sheet)).removesuffix("份")
    # Below 季度 the columns 一 and 二 are called 一季度 and 二季度.
    kind = kind if re.fullmatch("季度|月", kind) else ""
    heads = [(_short(plain(header(each)), kind), each) for each in sheet.columns]
    rows = [(label_of(row), row) for row in sheet.table.rows]
    for head, column in heads:
        if _RANKS.search(head):
            continue
        cells = [(name, row, cell) for name, row in rows if (cell := sheet.at(row, column)) is not None]
        names = [name for name, _, _ in cells]
        own = {name: cell for name, row, cell in cells if names.count(name) == 1 and row not in sheet.totals}
        yield Line(head, own, "column", list(_means(sheet, column)) if is_rate(sheet, column) else ())
    for name, row in rows:
        yield Line(
            name,
            {head: cell for head, column in heads if (cell := sheet.at(row, column)) is not None},
            "row",
        )


def _means(sheet: Sheet, column: Column) -> Iterator[Fraction]:
    """Iterate over what 平均 may mean in a column of rates: what the total row prints, and the plain mean of the rows."""
    values = [
        cell.printed.numeral.value for row in sheet.details if (cell := sheet.at(row, column)) is not None
    ]
    totals = [
        cell.printed.numeral.value for row in sheet.totals if (cell := sheet.at(row, column)) is not None
    ]
    if len(totals) == 1 and len(values) >= LEAST:
        yield totals[0]
        yield sum(values, Fraction(0)) / len(values)


def _short(name: str, kind: str) -> str:
    return name + kind if kind and re.fullmatch("[一二三四0-9]{1,2}", name) else name


def told(facts: Facts, paragraph: Paragraph) -> Iterator[Line]:
    """Iterate over the lines of figures that the sentences of a paragraph tell."""
    known = [each for each in paragraph.numbers if each.stated is not None]
    levels = [each for each in known if not each.sign]
    for _, numbers in itertools.groupby(levels, key=lambda each: (each.sentence, each.occurrence.unit)):
        own = list(numbers)
        yield Line(_kind(own[0]), _by_words(paragraph, own), "told")
    changes = [each for each in known if each.sign and each.is_share]
    yield Line("增速", _by_subject(changes), "told")
    for _, numbers in itertools.groupby(changes, key=lambda each: each.sentence):
        yield Line("增速", _by_clause(list(numbers)), "told")
    yield from _by_row(facts, levels)


def _kind(number: Number) -> str:
    """Return what the figures of a sentence are, where it is told before them all: 人均补贴：创业 12,500 元、见习 15,455 元."""
    head, colon, _ = re.sub("：", ":", number.lead).rpartition(":")
    return plain(re.split("[，,]", head)[-1]) if colon else ""


def _by_words(paragraph: Paragraph, numbers: Sequence[Number]) -> Mapping[str, Stated]:
    """Return figures by the words right before each: 二季度 176.3 万人次."""
    words = [
        plain(re.split(r"[，,、。；;：:（()）]", paragraph.text[: each.occurrence.span.start])[-1])
        for each in numbers
    ]
    return {
        name: each.known
        for name, each in zip(words, numbers, strict=True)
        if words.count(name) == 1 and not _ORDERED.search(name)
    }


_ORDERED = re.compile(r"[高低多少大小快慢优长短]于|超过|超出|不及|比(?![例重])|较")


def _by_subject(numbers: Sequence[Number]) -> Mapping[str, Stated]:
    """Return changes by what stands first in their half of the sentence: 城镇收入 38,000 元，增长 4.5%."""
    found: dict[str, Stated] = {}
    for each in numbers:
        name = plain(re.split(r"[，,：:0-9]", each.lead)[0])
        if len(name) >= SHORTEST and not _ORDERED.search(name):
            found[_SPEED.sub("", name)] = _signed(each)
    return found


def _by_clause(numbers: Sequence[Number]) -> Mapping[str, Stated]:
    """Return the changes of a sentence by the words right before each: 采矿业增长 3.4%，制造业增长 8.9%."""
    names = [_SPEED.sub("", plain(each.clause).removesuffix(each.occurrence.sign_word)) for each in numbers]
    return {
        name: _signed(each)
        for name, each in zip(names, numbers, strict=True)
        if len(name) >= SHORTEST and names.count(name) == 1 and not _ORDERED.search(name)
    }


def _signed(number: Number) -> Stated:
    printed = number.known.printed
    if number.sign >= 0:
        return number.known
    numeral = attrs.evolve(printed.numeral, value=-abs(printed.numeral.value))
    return attrs.evolve(
        number.known, printed=attrs.evolve(printed, numeral=numeral, value=-abs(printed.value))
    )


def _by_row(facts: Facts, levels: Sequence[Number]) -> Iterator[Line]:
    """Iterate over figures of one kind by the row that each is told of: 黄坪乡 64 份中合格 60 份，合格率 93.75%."""
    found: dict[tuple[str, str], dict[str, Stated]] = {}
    for each in levels:
        said = words_said(each.clause)
        rows = labels_of(facts).found(re.sub(r"\s", "", each.lead))
        if rows and len(said) >= SHORTEST and not each.depth and not _ORDERED.search(each.clause):
            name = rows[-1].text
            what = said.removeprefix(name) or said
            found.setdefault((what, each.occurrence.unit), {})[name] = each.known
    for (what, _), names in found.items():
        yield Line(what, names, "row-told")


@functools.lru_cache(maxsize=4)
def aims(facts: Facts) -> tuple[tuple[str, Number, Stated], ...]:
    """Return what the chapters and sentences of aims set, by name."""
    found: list[tuple[str, Number, Stated]] = []
    for paragraph in paragraphs(facts):
        for number in paragraph.numbers:
            told = paragraph.block.tells_aims or _AIMS.search(
                paragraph.text[: number.occurrence.span.start].split("。")[-1]
            )
            if not told or number.sign or not number.is_share:
                continue
            stated = plainly(facts, number)
            name = _AIM_TOLD.sub("", plain(re.sub("[^一-龥]+$", "", number.clause)))
            if stated is not None and len(name) > SHORTEST:
                found.append((name, number, stated))
    return tuple(found)


def aimed(facts: Facts, each: Comparison) -> Iterator[Line]:
    """Iterate over what a level was to be, by the aims that are told of its name."""
    level = each.level
    if level is None or not AIMED_AT.match(each.other) or not level.is_share:
        return
    name = _AIM_TOLD.sub("", plain(level.clause))
    if len(name) <= SHORTEST:
        return
    own = [
        stated
        for said, number, stated in aims(facts)
        if (said.endswith(name) or name.endswith(said)) and number.occurrence is not level.occurrence
    ]
    if len({stated.printed.value for stated in own}) == 1:
        yield Line(name, {name: level.known, each.other: own[0]}, "aim")


@functools.lru_cache(maxsize=4)
def moved(facts: Facts) -> tuple[Line, ...]:
    """Return the levels of two years that running text joins: 由上年 131.06 万减至 126.40 万; 死亡 31 人…（上年 36 人）."""
    found: list[Line] = []
    for paragraph in paragraphs(facts):
        for one, two in itertools.pairwise(paragraph.numbers):
            if one.stated is None or two.stated is None or one.sentence != two.sentence:
                continue
            if one.depth == two.depth and _FROM.search(one.before) and _TO.match(two.before):
                found.append(Line("", {BEFORE: one.known, NOW: two.known}, "moved"))
        for two in paragraph.numbers:
            if two.depth and two.stated and EARLIER.search(two.clause):
                found.extend(
                    Line("", {BEFORE: two.known, NOW: one.known}, "bracket")
                    for one in paragraph.numbers
                    if one.stated and one.sentence == two.sentence and not (one.depth or one.sign)
                    if one.occurrence.unit == two.occurrence.unit
                )
    return tuple(found)


@functools.lru_cache(maxsize=4)
def printed(
    facts: Facts,
) -> tuple[ByValue[tuple[Line, Stated]], Mapping[Fraction, list[tuple[Line, Stated]]]]:
    """Return the cells of all lines by their values, and by their digits."""
    cells = [(line, cell) for line in tabled(facts) for cell in line.names.values()]
    numerals: dict[Fraction, list[tuple[Line, Stated]]] = {}
    for each in cells:
        numerals.setdefault(each[1].printed.numeral.value, []).append(each)
    return ByValue(cells, lambda each: each[1]), numerals
