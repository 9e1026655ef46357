"""Shares and rates of a sentence that leave one reading only: of a whole right before, of what bears the base's name, of what alone is told.

In 680 consistent documents each of them holds wherever it stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.arithmetic import _forms as forms
from auditor.checks.common.numbers import exactly
from auditor.checks.common.words import stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.checks.arithmetic._equations import Equation
    from auditor.checks.common.numbers import Number

_OF_WHICH = re.compile(r"[^。；;0-9%％]*其中[：:，,]?[^，,。；;、%％]{0,20}")
_MARK = re.compile(r"[，,。；;、]")
_HAS_SHARE = re.compile(
    r"[^，,。；;、（）()0-9]{0,6}(?:[（(][^（）()0-9]{1,3}[)）])?[，,（(]?(?:约|仅)?占(?:比|比重)?(?:约|为|达|仅)?"
)
_SHARE_OF = re.compile(
    r"[^，,。；;、（）()0-9]{0,6}[，,（(]?(?:约|仅)?占([^，,。；;、0-9]{3,14})的(?:比重|比例)?(?:约|为|达)?"
)
_TOLD = re.compile(r"^(?:全年|当年|年末|年内|现有|共有?)|(?:共计|合计|共|为|是|达到?|有)+$")
_OTHER_BASE = re.compile(r"结[转余]|节[约支]|调整|死亡|增长|利|有效$")
_NOT = re.compile(r"[未不停欠]|超期|逾期|剩|结[余转]|其余|剔除|扣除")
_NEW = re.compile(r"新[收增办建]")
_CLASSES = frozenset("种款类批笔")
_ONE_RUN = re.compile(r"[^、。；;（）()0-9%％]{0,24}")
_SOME_OF = re.compile(r"^[一-龥]{0,14}(?:中[，,]?有?|[，,](?:其中)?(?:仅|只)?有?)$")
"""抽查 40 份，3 份…; 40 份中有 3 份: what comes next is of them."""
_SHARE_BEHIND = re.compile(
    r"[^，,。；;、（）()0-9]{0,24}[，,](?:约|仅)?占(?P<base>(?!比)[^，,。；;、0-9（）()]{0,12}?)的?(?:比重|比例)?(?:约|为|达)?"
)
_NO_NAME = re.compile(
    r"^(?:被|所|该|上述|这些|此次|本次)+|(?:总?数|总量|人数|个数|数量|品种|项目|样本|对象)+$"
)
_SHORTEST = 2


def share_told(told: Sequence[Number], at: int) -> Equation | None:
    """Return what a share or rate is worked out of where its form leaves no other reading."""
    return _of_which(told, at) or _of_named(told, at) or _of_two(told, at) or _of_called(told, at)


def _of_which(told: Sequence[Number], at: int) -> Equation | None:
    """Read 设备 23 台，其中闲置的 9 台，占 39.1%: the share is of what stands right before, unless that is a part itself."""
    number, part = told[at], told[at - 1] if at else None
    if part is None or part.is_share or not _HAS_SHARE.fullmatch(between(part, number)):
        return None
    # 其中 60 周岁及以上老年人 46,196 人: an age or a time in its name is no figure of its own.
    named = (each for each in reversed(told[: at - 1]) if _MARK.search(between(each, part)))
    whole = next(named, None)
    if whole is None or not _likes(part, whole) or not _OF_WHICH.fullmatch(between(whole, part)):
        return None
    return forms.ratio(number, part, whole)


def _of_named(told: Sequence[Number], at: int) -> Equation | None:
    """Read 老年人 46,196 人……80 岁及以上 6,284 人，占老年人的 13.60%: one figure alone bears the name of the base."""
    number, part = told[at], told[at - 1] if at else None
    found = None if part is None or part.is_share else _SHARE_OF.fullmatch(between(part, number))
    if part is None or found is None:
        return None
    called = [
        each
        for each in told[: at - 1]
        if _likes(part, each) and found.group(1) in {_TOLD.sub("", each.clause), each.name}
    ]
    return forms.ratio(number, part, called[0]) if len(called) == 1 else None


def _of_two(told: Sequence[Number], at: int) -> Equation | None:
    """Read 抽查 20 种耗材，有 7 种数量不符，占抽查品种的 35.0%: some of so many of one unit, in one sentence and one run.

    The words that part the two say that the one is of the other, or the base is called by the words of the greater.
    """
    if at < _SHORTEST:
        return None
    whole, part, number = told[at - 2 : at + 1]
    alike = part.depth == number.depth and part.part == number.part == whole.part and _likes(part, whole)
    if not alike or not _counted(part) or _counted(part) != _counted(whole):
        return None
    joint, found = between(whole, part), _SHARE_BEHIND.fullmatch(between(part, number))
    if found is None or not _ONE_RUN.fullmatch(joint) or part.known.printed.value > whole.known.printed.value:
        return None
    base = _NO_NAME.sub("", found["base"])
    said = whole.clause + _MARK.split(joint)[0]
    of_it = len(base) >= _SHORTEST and base in said if found["base"] else _SOME_OF.search(joint) is not None
    if part.dimension == "number":  # 20 种 are counted, and not rounded
        whole, part = (attrs.evolve(each, stated=exactly(each.known)) for each in (whole, part))
    return forms.ratio(number, part, whole) if of_it else None


def _counted(number: Number) -> str:
    """Return the unit that a count is told in, which may stand among the words behind it: 20 种耗材."""
    if number.dimension.startswith("count"):
        return number.occurrence.unit
    behind = number.block.text[number.occurrence.span.end :].lstrip()[:1]
    return behind if number.dimension == "number" and behind in _CLASSES else ""


def _of_called(told: Sequence[Number], at: int) -> Equation | None:
    """Read 受理 160 件，合格 151 件、不合格 9 件，合格率 94.38%: the rate of what bears its name, of what alone is told before it."""
    number = told[at]
    name = stem(number.clause)
    noun = name.removesuffix("率")
    if noun == name or len(noun) < _SHORTEST or _OTHER_BASE.search(noun):
        return None
    stretch: list[Number] = []
    for each in reversed(told[:at]):
        if each.is_share or each.part != number.part or each.depth != number.depth or each.sign:
            break
        stretch.insert(0, each)
    called = [
        each for each in stretch if noun in each.clause and not _NOT.search(each.clause.replace(noun, ""))
    ]
    if len(called) != 1:
        return None
    above = called[0]
    bases = [each for each in stretch if each is not above and _likes(each, above)]
    later = stretch[stretch.index(above) + 1 :]
    # 满意 51 家 of 60 家 asked or of 56 家 that answered: of two it is open which is the base.
    before = [each for each in bases if each not in later]
    if len(before) != 1 or not all(each in bases for each in later):
        return None
    base = before[0]
    # 新收 1,512 件，结案 1,238 件: what was left of before is closed as well.
    if noun in base.clause or _NOT.search(base.clause) or _NEW.search(base.clause):
        return None
    found = forms.ratio(number, above, base)
    return found if not later or _fits(number, above, base, later) else None


def _fits(rate: Number, above: Number, base: Number, rest: Sequence[Number]) -> bool:
    """Whether what is told behind is the rest of the base by the part or by the rate: of 工单 60 件，成功 20 件，未成功 4 件 some were not tried."""
    whole = base.known.printed.value
    done = whole - sum(each.known.printed.value for each in rest)
    by_rate = whole > 0 and abs(done / whole - rate.known.printed.value) <= rate.known.printed.step
    return by_rate or done == above.known.printed.value


def _likes(one: Number, two: Number) -> bool:
    return one.dimension == two.dimension and one.depth == two.depth and not one.sign and not two.sign


def between(one: Number, two: Number) -> str:
    """Return the words between two figures."""
    return re.sub(r"\s", "", one.block.text[one.occurrence.span.end : two.occurrence.span.start])
