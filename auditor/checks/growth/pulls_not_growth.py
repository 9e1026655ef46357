"""Points by which the three sectors pull growth that do not add up to it.

生产总值增长 5.7%……第一、二、三产业分别拉动经济增长 0.4、2.6 和 2.7 个百分点: what the sectors contribute is all of the growth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import judged, plus, rule, summed
from auditor.numbers import interval_of, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "pulls-not-growth"
TITLE = {"zh": "各产业拉动之和与经济增速不符", "en": "what sectors add to growth does not give it"}
_TOGETHER = re.compile(
    r"(?:三次产业|一二三产|一、二、三产业|第一、二、三产业|第一、第二、第三产业)[^，,。；;0-9]{0,12}(?:分别拉动[^，,。；;0-9]{0,10}|拉动力?(?:分别|依次)(?:为|是)\s*)$"
)
_EACH = re.compile(r"\s*[，,；;]\s*(?:并|且)?分别拉动[^，,。；;0-9]{0,10}")
_SHARED_OUT = re.compile(
    r"(?:三次产业|一二三产|一、二、三产业|第一、第二、第三产业)[^，,。；;0-9]{0,14}贡献率?(?:分别|依次)?(?:为|是|达)?\s*$"
)
"""一、二、三产业贡献率依次为 a、b 和 c，分别拉动 …: what the points are of is said before the shares."""
_LED = re.compile(
    r"三次产业对[^，,。；;0-9]{0,6}(?:经济|GDP|生产总值)[^，,。；;0-9]{0,6}的?拉动[^，,。；;0-9]{0,4}(?:分别|依次)?[为是]?[:：]?\s*第一产业[^，,。；;0-9]{0,6}$"
)
_ALONE = re.compile(r"拉动(?:经济|生产总值|GDP|地区)[^，,。；;0-9]{0,8}$")
_SECTORS = ("第一产业", "第二产业", "第三产业")
_GROWN = re.compile(r"生产总值|GDP|经济总量")
_NOT_ALL = re.compile(r"人均|第一产业|其中")
_JOINED = re.compile(r"\s*(?:个?百分点)?\s*[、，,和与]\s*")
_THREE = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge what a paragraph says that the three sectors add to the growth that it, or one before it, tells."""
    last: Number | None = None
    for paragraph in paragraphs(facts):
        numbers = paragraph.numbers
        own = next(
            (each for each in numbers if each.is_share and each.sign and each.stated and _grown(each)),
            None,
        )
        # 三次产业对经济增长的拉动分别为：第一产业…: a paragraph of its own goes on about the product told before it.
        whole = own or (last if _led(numbers) else None)
        if whole is not None and whole.sign > 0:
            parts = _listed(numbers) or _apart(numbers) or _led(numbers)
            if parts:
                yield judged(
                    facts, summed(rule(NAME, TITLE), whole.known, plus([_points(each) for each in parts]))
                )
        last = own if own is not None else last


def _grown(number: Number) -> bool:
    """Whether a growth is that of all: by its label, or the first of a sentence about 生产总值, whatever note stands between."""
    words = number.lead
    told = number.of if _GROWN.search(number.of) else words
    return _GROWN.search(told) is not None and not _NOT_ALL.search(told)


def _listed(numbers: Sequence[Number]) -> list[Number]:
    """Return a, b and c of 三次产业分别拉动经济增长 a、b 和 c 个百分点."""
    for at, first in enumerate(numbers):
        run = numbers[at : at + _THREE]
        if (
            (_TOGETHER.search(first.before) or _behind_shares(numbers, at))
            and len(run) == _THREE
            and all(_JOINED.fullmatch(each.before) for each in run[1:])
            and all(each.stated and each.dimension in {"points", "ratio", "count:个"} for each in run)
            and run[-1].dimension != "count:个"
        ):
            return list(run)
    return []


def _led(numbers: Sequence[Number]) -> list[Number]:
    """Return a, b and c of 三次产业对经济增长的拉动分别为：第一产业 a、第二产业 b、第三产业 c 个百分点."""
    for at, first in enumerate(numbers):
        run = numbers[at : at + _THREE]
        if len(run) == _THREE and _LED.search(first.before):
            named = all(name in each.before for name, each in zip(_SECTORS, run, strict=True))
            points = all(each.stated and each.dimension == "points" for each in run)
            if named and points and len({each.sentence for each in run}) == 1:
                return list(run)
    return []


def _behind_shares(numbers: Sequence[Number], at: int) -> bool:
    """Whether the three numbers before are what the sectors contributed, in percent."""
    shares = numbers[max(0, at - _THREE) : at]
    return (
        len(shares) == _THREE
        and all(each.is_share for each in shares)
        and _SHARED_OUT.search(shares[0].before) is not None
        and _EACH.fullmatch(numbers[at].before) is not None
    )


def _points(number: Number) -> Stated:
    """Return what a sector adds, in points: of 0.6 个、2.6 个和 2.9 个百分点 only the last prints its unit."""
    stated = number.known
    if number.dimension != "count:个":
        return stated
    unit = unit_of("百分点")
    value, step = (each * unit.factor for each in (stated.printed.numeral.value, stated.printed.numeral.step))
    printed = attrs.evolve(
        stated.printed, unit=unit, value=value, step=step, interval=interval_of(value, step)
    )
    return attrs.evolve(stated, printed=printed)


def _apart(numbers: Sequence[Number]) -> list[Number]:
    """Return the points that each sector is told to add, where all three are told so."""
    found: dict[str, Number] = {}
    sector = ""
    for each in numbers:
        sector = next((name for name in _SECTORS if name in each.before), sector)
        if each.dimension == "points" and each.stated and sector and _ALONE.search(each.before):
            if sector in found:
                return []
            found[sector] = each
    return list(found.values()) if len(found) == _THREE else []
