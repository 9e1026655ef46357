"""Forms of a sentence that leave one reading only: a list and its sum, a rate with what is left, a mean with its two figures in brackets.

In 600 consistent documents each of them holds wherever it stands, so that what does not hold in one is wrong by whatever
it is off, also by a figure from anywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.arithmetic import _forms as forms
from auditor.checks.arithmetic._certainshares import share_told
from auditor.checks.common.numbers import exactly

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.checks.arithmetic._equations import Equation
    from auditor.checks.common.numbers import Number

_NEXT = re.compile(r"^\s*[、，,；;和及与]\s*[一-龥“”（）()A-Za-z]{0,16}(?:为|是|得|占|计)?\s*$")
_SUM = re.compile(
    r"(?:^|[，,；;、])\s*(?:共|合计|共计|总计|一共|总共|[两三四五六]项合计|合计得|共得|共计得)(?:为|是|达)?\s*$"
)
_TOTAL = re.compile(r"[总合共]计$")
_UNTOLD = re.compile("[一-龥]加上")
"""本级支出加上上解支出 215 万元: what it is added to is told elsewhere."""
_LEFT = re.compile(r"^(?:未|尚未|仍未|其余|剩余|结余|余|还有|欠)")
_RATE = re.compile(r"率(?:为|是|达)?$")
_MEAN = re.compile(r"均(?!衡)|每|单价")
_OF = re.compile(r"^[^，,。；;0-9]{0,4}[，,]?\s*由[^。；;0-9]{1,20}$")
_MADE = re.compile(r"构成|组成|合成")
_PER = re.compile(
    r"(?:([人户亩件次场车台生村卷床])均|平均每(人次|批次|[人户亩件次场辆台家所个名份座宗处页卷])|每(人次|[辆户亩]))[^，,。；;0-9每]{0,8}$"
)
_CALLED = {"车": "辆", "生": "人"}
_GAP = re.compile(r"\b(?:gap|difference|margin)(?: [a-z]+){0,2} of$|(?:相差|差距)(?:为|达)?$")
_AGAINST = re.compile(r"[与同和较比][^，,。；;]+(?:相差|差距)(?:为|达)?\s*$")
_TO = re.compile(r"\s*(?:[a-z]+ ){0,2}(?:to|from|against|behind|below|above)\b")
_MOST = re.compile(r"最[高低大小]|\b(?:high|low|larg|small)est\b")
_SET = re.compile(r"满分|权重|分值|标准分")
_EACH = re.compile(
    r"每(?P<unit>人次|剂次|批次|户次|[人户亩名头只辆台套个床村座处吨件份次盏株棵张块间支剂例场班节宗批])$"
)
_PAID = re.compile(
    r"[，,]?(?:的标准)?(?:标准)?[，,]?(?:应|共|合计|共计|需|实际)*(?:计|发放|补助|补贴|奖励|支付|兑付|拨付|支出|金额|资金|费用|总价)[一-龥]{0,6}"
)
_JOINED = re.compile(r"\s*[一-龥]{0,2}[、和及与]")
_OUT_OF = re.compile(r"[^，,。；;0-9（）()]{0,10}中[，,：:]")
_MEMBER = re.compile(
    r"[^，,。；;、（）()0-9]{0,10}中[，,：:][^，,。；;、（）()0-9]{1,12}|[，,、；;](?!其中)[^，,。；;、（）()0-9]{1,12}"
)
_CHOSEN = re.compile(r"受访|选择|认为|希望|反映|建议|多选")
_OTHERS = re.compile(r"[，,、；;]\s*(?:其他|其余|另外)[^，,。；;、0-9]{0,8}$")
_FEW = 8


def certain(told: Sequence[Number], at: int) -> Equation | None:
    """Return what a figure of a sentence is worked out of where its form leaves no other reading."""
    number = told[at]
    if number.sign:
        return None
    if number.dimension == "points":
        return _apart(told, at)
    if number.is_share:
        return _of_done(told, at) or share_told(told, at)
    forms_of = (_of_list, _made_of, _of_brackets, _of_one_amount, _of_price, _among)
    return next((found for each in forms_of if (found := each(told, at)) is not None), None)


def _of_list(told: Sequence[Number], at: int) -> Equation | None:
    """Read 分别为 10 分、11 分、9 分，共 30 分."""
    number = told[at]
    if not _SUM.search(number.before):
        return None
    parts: list[Number] = []
    for each in reversed(told[:at]):
        if each.dimension != number.dimension or each.sign or each.depth != number.depth:
            break
        if _TOTAL.search(each.clause):
            break  # 收入总计 107 万元；上解 2 万元、…，合计: what sums up one list is no part of the next
        if _UNTOLD.search(each.clause):
            return None
        parts.insert(0, each)
        if not _NEXT.match(each.before):
            break
    # 教学点 39 个、小学 34 所、中学 13 所，合计 86 所: the list goes on beyond what has the unit.
    before = at - len(parts) - 1
    cut = before >= 0 and bool(parts) and _NEXT.match(parts[0].before) is not None
    if len(parts) < len(_BOTH) or cut:
        return None
    # 合同价 600 万元，支付 480 万元、114 万元，合计 594 万元: what stands first may be the whole, and what stands last a part of it.
    runs = (parts[start:end] for start in range(len(parts)) for end in range(start + 2, len(parts) + 1))
    found = [forms.total(*_as_set(number, run)) for run in runs]
    return next((each for each in found if each.holds()), forms.total(*_as_set(number, parts)))


def _made_of(told: Sequence[Number], at: int) -> Equation | None:
    """Read 满分 100 分，由管理 20 分、服务 50 分、效果 30 分构成."""
    number = told[at]
    if not _OF.match(number.after):
        return None
    parts: list[Number] = []
    for each in told[at + 1 :]:
        if each.dimension != number.dimension or each.depth != number.depth:
            break
        parts.append(each)
        if not _NEXT.match(each.after):
            break
    closed = len(parts) > 1 and _MADE.search(parts[-1].after[:_FEW]) is not None
    return forms.total(*_as_set(number, parts)) if closed else None


def _as_set(number: Number, parts: Sequence[Number]) -> tuple[Number, Sequence[Number]]:
    """Return a sum and its parts as they were set where they are full marks or weights: those are not rounded."""
    if not _SET.search(number.lead + number.clause):
        return number, parts
    exact = [attrs.evolve(each, stated=exactly(each.known)) for each in (number, *parts)]
    return exact[0], exact[1:]


def _of_done(told: Sequence[Number], at: int) -> Equation | None:
    """Read 已兑付 431.57 万元，兑付率 95.11%，未兑付 22.20 万元."""
    number = told[at]
    if not _RATE.search(number.clause) or not 0 < at < len(told) - 1:
        return None
    done, left = told[at - 1], told[at + 1]
    beside = done.part == number.part == left.part and done.dimension == left.dimension
    if not beside or done.is_share or done.sign or not _LEFT.search(left.clause):
        return None
    return forms.share_with_rest(number, done, left)


def _of_brackets(told: Sequence[Number], at: int) -> Equation | None:
    """Read 人均面积 2.74 平方米（面积 186.32 万平方米，人口 68.0 万人）."""
    number = told[at]
    inside = [each for each in told[at + 1 :] if each.depth == number.depth + 1 and each.part == number.part]
    if not _MEAN.search(number.clause) or inside != list(told[at + 1 : at + 3]) or len(inside) != len(_BOTH):
        return None
    for one, two in _BOTH:
        amount, count = inside[one], inside[two]
        if amount.dimension == number.dimension and count.dimension != number.dimension:
            return forms.mean(number, amount, count)
    return None


def _apart(told: Sequence[Number], at: int) -> Equation | None:
    """Read 50.8% for women and 54.2% for men, a gap of 3.4 percentage points: the sentence tells two shares before it and no more."""
    shares = [each for each in told[:at] if each.is_share and not each.sign]
    # 乡道最低，县道最高，两者相差 11.21 个百分点: the two may stand in a table.
    number = told[at]
    told_of_them = _GAP.search(number.clause.strip()) and not _TO.match(number.after)
    if len(shares) != len(_BOTH) or not told_of_them or _MOST.search(number.lead):
        return None
    # 预算执行率只有 74.25%；满意度与目标值相差 2.7 个百分点: what it is set against need not be told at all.
    if _AGAINST.search(number.clause) and any(each.part != number.part for each in shares):
        return None
    return forms.difference(number, *shares)


def _of_one_amount(told: Sequence[Number], at: int) -> Equation | None:
    """Read 接待费 16,412 元（38 批次、312 人次，人均 52.60 元）: one amount alone, and one count of what it is shared by."""
    number = told[at]
    found = _PER.search(re.sub(r"\s", "", number.before))
    if found is None:
        return None
    unit = next(each for each in found.groups() if each)
    own = [each for each in told[:at] if each.part == number.part and not each.is_share and not each.sign]
    amounts = [
        each for each in own if each.dimension == number.dimension and not _PER.search(each.before.strip())
    ]
    counts = [
        each
        for each in own
        if each.dimension != number.dimension
        and each.occurrence.unit.lstrip("万亿").startswith(_CALLED.get(unit, unit))
    ]
    if len(amounts) != 1 or len(counts) != 1:
        return None
    return forms.mean(number, amounts[0], counts[0])


def _of_price(told: Sequence[Number], at: int) -> Equation | None:
    """Read 参审 2,708 人次，按每人次 300 元发放补助 812,400 元, a price between the count of its unit and the amount."""
    price = told[at]
    found = _EACH.search(re.sub(r"\s", "", price.clause))
    if found is None or price.dimension != "money" or not 0 < at < len(told) - 1:
        return None
    count, amount = told[at - 1], told[at + 1]
    plain = not count.sign and not amount.sign and count.part == price.part == amount.part
    of_it = count.dimension.startswith("count") and count.occurrence.unit.lstrip("万亿") == found["unit"]
    paid = amount.dimension == "money" and _PAID.fullmatch(re.sub(r"\s", "", amount.before)) is not None
    # 共发放 812,400 元和 60 元: what is joined to an amount may be paid for the same.
    last = at + 2 == len(told) or not _JOINED.match(told[at + 2].before)
    return forms.mean(price, amount, count) if plain and of_it and paid and last else None


def _among(told: Sequence[Number], at: int) -> Equation | None:
    """Read 离岗的 38 人中，因年龄 21 人，因收入 13 人，其他原因 4 人: a list that ends in what is left."""
    whole = told[at]
    # 受访的 300 人中，选择热线的 200 人: who answers may choose several.
    if not _OUT_OF.match(re.sub(r"\s", "", whole.after)) or _CHOSEN.search(whole.clause + whole.after):
        return None
    parts: list[Number] = []
    for each in told[at + 1 :]:
        joined = _MEMBER.fullmatch(re.sub(r"\s", "", each.before)) is not None
        if (
            each.dimension != whole.dimension
            or each.part != whole.part
            or each.depth != whole.depth
            or not joined
        ):
            break
        parts.append(each)
        if _OTHERS.search(each.before):
            break
    closed = (
        len(parts) > len(_BOTH) and _OTHERS.search(parts[-1].before) and not any(each.sign for each in parts)
    )
    return forms.total(whole, parts) if closed else None


_BOTH = ((0, 1), (1, 0))
