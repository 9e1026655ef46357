"""A figure told among the totals of one table that is not the total below the head which its words are.

全区六家机构有床位 1,368 张，入住老人 1,188 人，护理人员 457 人, where the total row prints 1,368, 1,188 and 475: that the others are its
totals shows which table was read. Where all the others of a sentence are, a figure near to its total was meant to be it; among
more, one that swapped digits or a moved point part from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.cellsaid import rows_named
from auditor.checks.common.measures import measure_of, says_measure
from auditor.checks.common.nearby import Nearby
from auditor.checks.common.numbers import paragraphs
from auditor.checks.common.saidwords import YEARS, measure, words_said
from auditor.checks.common.slips import MEANT, digits, misplaced, slip
from auditor.checks.common.tables import counted_like, drafted, header, numeric, plain, same_value, sheets
from auditor.checks.common.words import overlap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number, Paragraph, Stated
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts

_OTHER = re.compile(r"目标|计划|标准|(?<![比较])(?:上年|去年)|同期|均|每|其中|增|减|分别|各|超|未|欠|比|较")
_RATE = re.compile("[一-龥]{2}率")
_TWO_PARTS = re.compile(r"^[一-龥]{0,2}[，,；;（(]\s*其中[：:，,]?[^，,。；;、]{2,14}$")
_HAN = re.compile("[一-龥]")
_REGION = re.compile(r"^(?:全[国省市区县州旗镇乡校院]|共有|现有|有|共)+")
_READ = 8
"""That figures of so many digits are all the totals of one table shows that the sentence tells them."""
_FAR = 60
_LEAST, _TOLD = 2, 3
_NEAR = 10
_SHARED = 2


def totals_meant(facts: Facts) -> Iterator[tuple[Number, Stated, bool]]:
    """Iterate over figures and the totals that they were to be, and whether that is so however far off they are."""
    closed = [sheet for sheet in sheets(facts) if len(sheet.totals) == 1]
    tables = Nearby(closed, lambda sheet: sheet)
    for paragraph in paragraphs(facts) if closed else ():
        if paragraph.block.tells_aims:
            continue
        for numbers in _sentences(paragraph):
            yield from _left_of_whole(numbers, closed)
            near = tables.near(paragraph.block.index, _FAR)
            found = [
                pair
                for sheet in near
                if drafted(sheet.section) == drafted(paragraph.block.section)
                for pair in _meant(facts, numbers, sheet)
            ]
            # What some table's total prints is that one.
            yield from (each for each in found if not any(_held(each[0], sheet) for sheet in near))


def _sentences(paragraph: Paragraph) -> Iterator[Sequence[Number]]:
    own = [each for each in paragraph.numbers if each.stated and not each.sign and not each.depth]
    for sentence in sorted({each.sentence for each in own}):
        numbers = [each for each in own if each.sentence == sentence]
        if len(numbers) > 1:
            yield numbers


def _cells(number: Number, sheet: Sheet) -> list[tuple[str, Stated]]:
    """Return the totals of a table that are of a number's kind, with their heads."""
    return [
        (header(column), value)
        for column in numeric(sheet)
        if (cell := sheet.at(sheet.totals[0], column)) is not None
        and (value := counted_like(number, column, cell)) is not None
    ]


def _held(number: Number, sheet: Sheet) -> bool:
    return any(same_value(number.known, value) for _, value in _cells(number, sheet))


def _meant(facts: Facts, numbers: Sequence[Number], sheet: Sheet) -> Iterator[tuple[Number, Stated, bool]]:
    held = [each for each in numbers if digits(each.known) >= _TOLD and _held(each, sheet)]
    if len(held) < _LEAST and not any(digits(each.known) >= MEANT for each in held):
        return
    headed = {id(each): _headed(each, sheet) for each in numbers if each not in held}
    alone = len(held) == len(numbers) - 1
    read = sum(map(bool, headed.values())) == 1 and sum(digits(each.known) for each in held) >= _READ
    for number in numbers:
        # Words share letters by chance, characters hardly: what English sentences tell is bound word by word elsewhere.
        if not _HAN.search(number.clause):
            continue
        if number in held or digits(number.known) < _TOLD or _OTHER.search(number.clause):
            continue
        if len(headed[id(number)]) != 1 or rows_named(facts, number.lead):
            continue
        head, total = headed[id(number)][0]
        # 总投资 6,500 万元，本年安排投资 650 万元: what the total is the sentence tells, and this is another figure.
        if any(same_value(each.known, total) for each in numbers):
            continue
        # The 100 % of a column of shares is meant by no other share.
        if total.unit.dimension == "ratio" and total.printed.value == 1:
            continue
        words = _own_words(words_said(plain(number.clause)), sheet)
        sure = read and words == head
        near = (alone or (read and not number.is_share)) and not _of_part(words, head)
        if not same_value(number.known, total) and (sure or _off(number, total, near=near, read=read)):
            yield number, total, sure


def _left_of_whole(
    numbers: Sequence[Number], closed: Sequence[Sheet]
) -> Iterator[tuple[Number, Stated, bool]]:
    """Iterate over one of two parts that do not make up their whole, where a row of totals prints whole and other part, and what is left.

    金额 7,541.02 万元，其中违规 2,485.60 万元、不规范 4,999.42 万元, and 合计 | 7,541.02 | 2,541.60 | 4,999.42.
    """
    for whole, one, two in zip(numbers, numbers[1:], numbers[2:], strict=False):
        parts, every = (one, two), (whole, one, two)
        if not _TWO_PARTS.match(one.before) or not two.before.startswith(("、", "，", "和", "；")):
            continue
        if len({each.dimension for each in every}) > 1 or any(digits(each.known) < MEANT for each in every):
            continue
        if sum(each.known.printed.value for each in parts) == whole.known.printed.value:
            continue
        for sheet in closed:
            held = [each for each in parts if _held(each, sheet)]
            missing = next((each for each in parts if each not in held), None)
            if missing is None or len(held) != 1 or not _held(whole, sheet):
                continue
            left = whole.known.printed.value - held[0].known.printed.value
            words = words_said(plain(missing.clause))
            yield from (
                (missing, value, True)
                for head, value in _cells(missing, sheet)
                if value.printed.value == left and overlap(words, measure(head)) >= _SHARED
            )


def _headed(number: Number, sheet: Sheet) -> list[tuple[str, Stated]]:
    """Return the totals below the heads that the words of a number are, or share some of; of several years the one told, else the last."""
    words = words_said(plain(number.clause))
    heads = [(head, value) for head, value in _cells(number, sheet)]
    found = [
        (head, value)
        for head, value in heads
        if measure(head) == words
        or (overlap(words, measure(head)) >= _SHARED and _one_rate(words, measure(head)))
    ]
    years = [YEARS.findall(head) for head, _ in found]
    if (
        len(found) > 1
        and all(len(each) == 1 for each in years)
        and len({measure(head) for head, _ in found}) == 1
    ):
        told = YEARS.findall(number.period)
        year = told[-1][:4] if told else max(each[0][:4] for each in years)
        found = [each for each in found if year in each[0]]
    return [(measure(head), value) for head, value in found]


def _one_rate(words: str, head: str) -> bool:
    """Whether two names do not call two rates: 回收率 is not 有效率（占回收）."""
    one, two = _RATE.findall(words), _RATE.findall(head)
    return not (one and two) or not set(one).isdisjoint(two)


def _own_words(words: str, sheet: Sheet) -> str:
    """Return words without those that say of what the whole table is: 全市共有民办学校 below 民办教育 is 学校."""
    words = _REGION.sub("", words)
    title = f"{sheet.table.caption or ''}{''.join(sheet.section[-1:])}"
    lead = max((at for at in range(len(words)) if words[:at] in title and at >= _SHARED), default=0)
    return words[lead:]


def _of_part(words: str, head: str) -> bool:
    """Whether words say more than a head: 工程支出 and 持证人员 are parts of what 支出 and 人员 add up to."""
    if measure_of(words):
        return not says_measure(words) and words != head
    return words != head and words.endswith(head)


def _off(number: Number, total: Stated, *, near: bool, read: bool) -> bool:
    """Whether a slip of the pen parts a figure from a total, or little does where nothing else is told."""
    gap = abs(number.known.printed.value - total.printed.value)
    if near and gap * _NEAR <= abs(total.printed.value):
        return True
    if not near and digits(number.known) < (_TOLD if read else MEANT):
        return False
    return slip(number.known, total.printed.value) in {"swap", "shift"} or misplaced(number.known, total)
