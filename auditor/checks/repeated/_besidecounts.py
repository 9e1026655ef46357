"""A figure told beside the number of things that a table lists, which is not the total of its column: 辖 6 个街道、52 个社区.

That the table has as many rows as are counted, and that its title, the head of its labels or their ends call them so, shows that what is
told of all of them beside is what its total row prints, where a column bears the very name.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.labelheads import heads_of_labels
from auditor.checks.common.numbers import paragraphs
from auditor.checks.common.saidwords import measure, words_said
from auditor.checks.common.tables import drafted, header, like, numeric, plain, same_value, sheets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number, Paragraph, Stated
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.report.model import Column

_OTHER = re.compile(
    r"目标|计划|标准|(?<![比较])(?:上年|去年)|同期|均|每|其中|增|减|分别|各|超|未|欠|比|较|新|已|完成|建成|改造|抽|查|选|试点|示范|重点|拟|应|原|撤|并|余|另|除|含"
)
_PART = re.compile(
    r"目标|计划|上年|去年|同期|其中|增|减|超|未|欠|抽|查|选|试点|示范|重点|拟|应|原|撤|余|另|除"
)
_PLACE = re.compile(r"(?:乡镇|街道|社区|小学|中学|幼儿园|医院|[乡镇村县区所校园厂馆站])$")
_YEARS = re.compile(r"(?:19|20)[0-9]{2}(?=\s*年)|上年|去年")
_NOUN = re.compile(r"\s*(?P<noun>[一-龥]{1,8})")
_NUMBER_OF = re.compile(r"数量?$")
_ALL_OF = re.compile(r"(?:合计|共计|总计|一共|共)?(?:有|为|达)?$")
_UNITS = frozenset("个 家 所 座 处 户 名 类 项 条 座".split())
_LEAST, _NEAR, _NAME = 3, 10, 2


def totals_beside(facts: Facts) -> Iterator[tuple[Number, Stated]]:
    """Iterate over figures that stand beside the number of a table's rows, and the totals that they were to be."""
    closed = [each for each in sheets(facts) if len(each.totals) == 1 and len(each.details) >= _LEAST]
    if not closed:
        return
    # Only what tells the number of a table's rows is asked for it.
    named: dict[Fraction, list[tuple[Sheet, Sequence[str]]]] = {}
    for sheet in closed:
        named.setdefault(Fraction(len(sheet.details)), []).append((sheet, _called(sheet)))
    for paragraph in paragraphs(facts):
        if paragraph.block.tells_aims:
            continue
        for numbers in _sentences(paragraph):
            found = [
                pair
                for value in sorted({each.known.printed.value for each in numbers} & named.keys())
                for sheet, nouns in named[value]
                if drafted(sheet.section) == drafted(paragraph.block.section)
                for pair in _meant(numbers, sheet, nouns)
            ]
            # Two tables that give it two totals, or one of them what is told, say that another one is meant.
            for number, total in found:
                if all(same_value(total, other) for each, other in found if each is number):
                    yield number, total


def _sentences(paragraph: Paragraph) -> Iterator[Sequence[Number]]:
    own = [each for each in paragraph.numbers if each.stated and not each.sign and not each.depth]
    for part in sorted({each.part for each in own}):
        numbers = [each for each in own if each.part == part]
        if len(numbers) > 1 and len(set(_YEARS.findall(numbers[-1].lead))) <= 1:
            yield numbers


def _called(sheet: Sheet) -> tuple[str, ...]:
    """Return what a table calls the things that it lists."""
    ends = {
        found.group() if (found := _PLACE.search(plain(row.label or row.name))) else ""
        for row in sheet.details
    }
    title = re.findall(r"各([一-龥]{2,6})", sheet.title)
    return tuple({*heads_of_labels(sheet), *ends, *title} - {""})


def _meant(numbers: Sequence[Number], sheet: Sheet, nouns: Sequence[str]) -> Iterator[tuple[Number, Stated]]:
    at = next((at for at, each in enumerate(numbers) if _counts(each, sheet, nouns)), None)
    if at is None:
        return
    for number in numbers[at + 1 :]:
        lead = number.block.text[numbers[at].occurrence.span.end : number.occurrence.span.start]
        if _OTHER.search(number.clause + lead) or re.match(
            r"[^，,。；;]{0,10}[（(](?:含|不含|其中)", number.after
        ):
            continue
        found = [
            (column, total)
            for column in numeric(sheet)
            if (total := sheet.at(sheet.totals[0], column)) is not None
            and _heads(column, number, total, nouns)
        ]
        if len(found) != 1 or not _adds_up(sheet, *found[0]):
            continue
        total = found[0][1]
        gap = abs(number.known.printed.value - total.printed.value)
        # 51 个社区 as well as 52: which of them the table prints is told already.
        lacks = any(
            (cell := sheet.at(row, found[0][0])) and cell.printed.value == gap for row in sheet.details
        )
        little = gap * _NEAR <= total.printed.value or (
            lacks and number.known.printed.value < total.printed.value
        )
        if gap and little and not same_value(number.known, total):
            yield number, total


def _counts(number: Number, sheet: Sheet, nouns: Sequence[str]) -> bool:
    """Whether a number is that of the things which a table lists: 6 个街道, 改造老旧小区 5 个."""
    found = _NOUN.match(number.after)
    unit = number.occurrence.unit
    words = found["noun"] if found is not None else ""
    before = plain(number.clause)
    return (
        number.known.printed.value == len(sheet.details)
        and (unit in _UNITS or not unit)
        and not _PART.search(number.clause)
        and (
            "辖" in number.clause[-_NAME:]
            or any(each in words or (len(words) >= _NAME and each.endswith(words)) for each in nouns)
            or (not words and any(len(each) >= _NAME and before.endswith(each) for each in nouns))
        )
    )


def _heads(column: Column, number: Number, total: Stated, nouns: Sequence[str]) -> bool:
    """Whether a column bears the very name of a figure, whether that stands before it or, of a count, behind it."""
    head = _NUMBER_OF.sub("", measure(header(column)))
    noun = _NOUN.match(number.after)
    behind = noun["noun"] if noun is not None and number.dimension.startswith("count") else ""
    words = _NUMBER_OF.sub("", words_said(plain(_ALL_OF.sub("", number.clause))))
    # 7 个水厂日供水能力合计: the things stand before the measure.
    words = next((words.removeprefix(each) for each in nouns if words.startswith(each)), words)
    kind = number.known.unit.dimension
    whole = total.printed.value.denominator == 1
    counted = kind.startswith("count") and total.unit.dimension in {"number", kind} and whole
    return (like(number, total) or counted) and (head == behind or (len(head) >= _NAME and head == words))


def _adds_up(sheet: Sheet, column: Column, total: Stated) -> bool:
    cells = [sheet.at(row, column) for row in sheet.details]
    values = [cell.printed.value for cell in cells if cell is not None]
    return len(values) == len(cells) and sum(values, Fraction(0)) == total.printed.value
