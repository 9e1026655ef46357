"""Formulas that brackets print beside a rate, and the figures that they name: 有效率（有效份数÷收回份数）."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import near_ratio
from auditor.checks.common.words import stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.checks.common.numbers import Number

_FORMULA = re.compile(
    r"[（(](?P<above>[^（）()÷/＋+-]{2,12})[÷/](?P<below>[^（）()÷/＋+-]{2,12})[）)]\s*(?:为|是|达)?\s*$"
)
_FORMULA_BEHIND = re.compile(
    r"\s*[（(](?:[^（）()=＝、，。；]{2,10}[=＝])?(?P<above>[^（）()=＝÷/＋+-]{2,12})[÷/](?P<below>[^（）()=＝÷/＋+×*-]{2,12})(?:[×*]\s*100%)?[）)]"
)
_RATIO_OF = re.compile(
    r"(?:^|[（(，,。；;])(?P<above>[^（）()，,。；;与0-9]{2,10})与(?P<below>[^（）()，,。；;0-9]{2,10})之比(?:为|是|达)?\s*$"
)
_BASED = re.compile(r"\s*[（(]以(?P<below>[^（）()，,。；;]{2,12}?)为(?:基数|分母|基准|口径)(?:计算)?[）)]")
_SHARE_OF = re.compile(
    r"[（(](?P<above>[^（）()，,。；;占]{2,10})占(?P<below>[^（）()，,。；;占]{2,12}?)的?(?:比重|比例)?[）)]\s*(?:为|是|达)?\s*$"
)
_DIFFERENCE = re.compile(r"超|未|[多少差增]|其中|上年|去年")
_SHORTEST = 2
_MEASURE = re.compile(r"(?:[份人户件个栋座处所家条台套项次辆名宗块]数|金额|数量|资金|[数额])$")


def formula_of(claim: Number, before: Sequence[Number]) -> tuple[Number, Number] | None:
    """Return the two figures that brackets before or behind a rate define it by, the upper one first."""
    found = (
        _FORMULA.search(claim.before) or _FORMULA_BEHIND.match(claim.after) or _RATIO_OF.search(claim.before)
    )
    if found is None:
        return None
    pair = []
    for name in (found["above"], found["below"]):
        noun = _MEASURE.sub("", stem(_MEASURE.sub("", name))) or _MEASURE.sub("", name)
        called = [
            each
            for each in before
            if noun and _bears(_MEASURE.sub("", re.sub(r"[\s、]", "", each.clause)), noun)
        ]
        if len({each.known.printed.value for each in called}) > 1:
            # 完成 428 户，超额完成 8 户: by how much more is not how many.
            called = [each for each in called if not _DIFFERENCE.search(each.clause)]
        if len({each.known.printed.value for each in called}) != 1:
            return None
        pair.append(called[-1])
    return pair[0], pair[1]


def based_on(claim: Number, before: Sequence[Number]) -> tuple[Number, Number] | None:
    """Return the figures of 结余 a 万元，结余率 p%（以到位资金为基数） and 核减率（核减额占送审金额）p%: what brackets name, over their base.

    The base is the one figure of the name; the part the one that brackets name, else the one right before the rate. The rate has
    to be that of the part over some figure before it, or near to that over the base: else the part is another one.
    """
    found = _BASED.match(claim.after) or _SHARE_OF.search(claim.before)
    if found is None:
        return None
    money = [each for each in before if each.stated and not each.is_share and each.known.printed.value > 0]
    above = _one(money, found["above"]) if "above" in found.groupdict() else (money[-1] if money else None)
    below = _one(money, found["below"])
    if above is None or below is None or above is below or above.dimension != below.dimension:
        return None
    others = [each for each in money if each is not above and each.dimension == above.dimension]
    meant = any(near_ratio(claim.known, above.known, each.known) for each in others)
    return (above, below) if meant else None


def _one(before: Sequence[Number], name: str) -> Number | None:
    """Return the one figure that bears a name or its beginning and end: 实际到位 for 到位资金, 结算送审金额 for 送审金额."""
    noun = _MEASURE.sub("", stem(name))
    called = [each for each in before if noun and _MEASURE.sub("", stem(each.clause)).endswith(noun)]
    return called[-1] if len({each.known.printed.value for each in called}) == 1 else None


def _bears(clause: str, noun: str) -> bool:
    """Whether a figure bears a name: 有效问卷, or 回收 408 份 where 回收问卷 is meant."""
    return clause.endswith(noun) or (len(clause) >= _SHORTEST and noun.startswith(clause))
