"""A figure told again with two neighbouring digits swapped: 全年结余 152.40 万元 among the problems, and 结余 125.40 万元 before.

Names of two characters tell little, so that here the digits have to: the one value is told once and follows from nothing beside
it, and the other one is that of the whole, under a name that the first one ends in, abbreviates, or is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.cellsaid import rows_named
from auditor.checks.common.slips import MEANT, digits
from auditor.checks.common.tables import header, numeric, plain, sheets
from auditor.checks.common.words import abbreviates, opposed
from auditor.checks.repeated._oddones import OddOne, follows, funds
from auditor.checks.repeated._tellings import Telling, core_of, printed, tellings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from auditor.checks.common.numbers import Stated
    from auditor.evaluation.facts import Facts

_END = re.compile(r"(?:人次|总数|数量|金额|总额|资金|情况|数|额|量|[仅只达为至有共])+$")
_UNIT = re.compile(r"[（(][^（）()]*[）)]|(?:19|20)[0-9]{2}年?[末底度]?")
_ALL = re.compile(r"(?:各类|全部|所有|各项)?(?:案件|项目|人员|事项|任务|合同)?")
_BARE = re.compile(r"^(?:合计|总计|本年|本期|数量|金额|年末数?|期末数?)?$")
_NUMBER = re.compile(r"^表[0-9一二三四五六七八九十-]+\s*")
_ELSE = re.compile(r"[和与及、]|其他|其中|上年|去年|同期|部分|个别|[1-9一二三四]季度|月")
_SHORTEST, _SURE = 2, 3
_FEW, _MANY = 2, 6


def swapped_ones(facts: Facts) -> Iterator[OddOne]:
    """Return figures of the text that are those of the whole with two neighbouring digits swapped."""
    told: dict[tuple[str, Fraction], list[Telling]] = {}
    values: dict[tuple[str, str], set[Fraction]] = {}
    for each in (*tellings(facts), *_totals(facts)):
        told.setdefault((each.dimension, each.value), []).append(each)
        if each.number is not None:
            values.setdefault((each.dimension, _key(each.core)), set()).add(each.value)
    for one in tellings(facts):
        if one.number is None or digits(one.stated) < MEANT or printed(facts, one.stated) > 1:
            continue
        if len(values[one.dimension, _key(one.core)]) > _FEW:
            continue  # 年初预算 of every item: a name of several figures
        others = [
            each
            for value in _variants(one.stated)
            for each in told.get((one.dimension, value), ())
            if each.block is not one.block
            and len(values.get((each.dimension, _key(each.core)), ())) <= _MANY
            and _one_thing(facts, one, each)
        ]
        if others and not follows(facts, one.number) and len({each.value for each in others}) == 1:
            yield OddOne(one, others)


def _variants(stated: Stated) -> Iterator[Fraction]:
    """Return the values that a number prints with two neighbouring digits swapped."""
    step = stated.printed.numeral.step * stated.printed.unit.factor
    text = str((abs(stated.printed.value) / step).numerator)
    for at in range(len(text) - 1):
        if text[at] != text[at + 1] and not (at == 0 and text[1] == "0"):
            yield step * int(text[:at] + text[at + 1] + text[at] + text[at + 2 :])


def _totals(facts: Facts) -> Iterator[Telling]:
    """Return what the total rows of tables tell, by the head of the column or, where that names a year, by the caption."""
    for sheet in sheets(facts):
        for column in numeric(sheet) if len(sheet.totals) == 1 else ():
            cell = sheet.at(sheet.totals[0], column)
            head = _UNIT.sub("", plain(header(column)))
            caption = _NUMBER.sub("", _UNIT.sub("", plain(sheet.table.caption or "")))
            core = core_of(caption if _BARE.match(head) else head)
            if cell is not None and len(core) >= _SHORTEST:
                yield Telling(
                    name=core,
                    core=core,
                    dimension=cell.unit.dimension,
                    period="",
                    stated=cell,
                    block=sheet.block,
                    section=sheet.section,
                )


def _one_thing(facts: Facts, one: Telling, two: Telling) -> bool:
    """Whether two names can be of one whole: neither has a row's name, a part's or another time's in it that the other lacks."""
    if one.period and two.period and one.period != two.period:
        return False
    if opposed(one.name, two.name) or (one.dimension == "money" and two.number and funds(one) != funds(two)):
        return False
    if _ELSE.search(one.name) or _ELSE.search(two.name):
        return False
    words = one.number.clause if one.number is not None else one.name
    if rows_named(facts, words) != rows_named(
        facts, two.number.clause if two.number is not None else two.name
    ):
        return False
    return _alike(_key(one.core), _key(two.core))


def _key(core: str) -> str:
    return _END.sub("", core) or core


def _alike(one: str, two: str) -> bool:
    """Whether one name is another one, ends in it, or is short for it."""
    short, long = sorted((one, two), key=len)
    if len(short) < _SHORTEST:
        return False
    if long.endswith(short) or (len(short) >= _SURE and short in long) or abbreviates(short, long):
        return True
    return long.startswith(short) and _ALL.fullmatch(long.removeprefix(short)) is not None
