"""Means per head in running text: 人均, 户均, 车均, and the sum and number of heads that they are of."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import near_ratio

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.checks.common.numbers import Number, Paragraph

PER_HEAD = re.compile(
    r"(?:[人户车生亩校床村件笔]均|(?:平均|均|折合)每(?P<unit>[一-龥]{1,4}?)|每(?P<other>[一-龥]{1,4}?)平均)[^，,。；;一-龥]{0,8}$|(?:[人户车生亩校床村件笔]均|平均每[人户件笔]|每[人户]平均)[^，,。；;]{0,8}$"
)
_RECEIVED = "接待"
_OTHER = re.compile(r"上年|去年|同期|预算|[比较]")
_HEADS = {
    "人均": ("人", "名", "位", "人次", "万人次", "亿人次"), "每人": ("人", "名", "位"), "户均": ("户",), "每户": ("户",), "车均": ("辆", "台"),
    "生均": ("人", "名"), "亩均": ("亩", "万亩"), "校均": ("所",), "床均": ("张", "床"), "村均": ("个",), "件均": ("件",),
    "笔均": ("笔", "万笔"), "每件": ("件",), "每笔": ("笔", "万笔"),
}  # fmt: skip
_OF = re.compile(r"(?:金额|额度?|为|是|约|达)+$")
_NOUN = 2
_PAID = re.compile(
    r"^(?:共|共计|合计|累计|总计|计|应计|需)?(?:发放|补助|补贴|兑付|支付|拨付)?(?:资金|补助|补贴|金额){0,2}(?:共|合计|共计)?\s*$"
)
_ENDED = re.compile(r"^[^，,。；;]{0,6}[，,；;、]\s*")
_EACH = re.compile(
    r"(?:标准)?(?:为)?(?:每(?P<unit>人|户|亩|名|头|只|辆|台|套|个|所|床|村|座|处|口|眼|盏|株|棵|公里|吨|份|件)|(?P<head>人|户|亩)均)(?:每年|每月|补助|补贴|标准|发放)*(?:为)?\s*$"
)


def per_head(claim: Number, before: Sequence[Number]) -> tuple[Number, Number] | None:
    """Return the sum and the heads of which a number is the mean: those it fits, else the only ones."""
    found = PER_HEAD.search(claim.clause)
    named = (found["unit"] or found["other"] or "") if found else ""
    units = next(
        (units for word, units in _HEADS.items() if found and word in found.group()),
        (named, f"万{named}", f"亿{named}") if named else ("人", "名", "位"),
    )
    own = [each for each in before if each.sentence == claim.sentence]
    heads = [each for each in own if each.occurrence.unit in units]
    # 人均 124.05 元，…车均 1.96 万元: what is a mean itself is no sum of another one.
    sums = [each for each in own if each.dimension == claim.dimension and not PER_HEAD.search(each.clause)]
    if not sums and heads:
        return _told_before(claim, heads[-1], before)
    for head in heads:
        for total in sums:
            if total.stated and head.stated and near_ratio(claim.known, total.stated, head.stated):
                return total, head
    for head in heads:
        for total in sums:
            if shifted(claim, total, head):
                return total, head
    if not sums and not heads:
        return _sentence_before(claim, before, units)
    if len(sums) == 1 and sums[0].part == claim.part:
        # 这 128 件案件的总标的额达 3,365 万元，平均每件标的额 a: the heads that the sum itself is told of.
        beside = before[before.index(sums[0]) - 1]
        noun = _OF.sub("", re.sub(r"^.*(?:均|每[人户件笔])", "", claim.clause))
        if beside in heads and len(noun) >= _NOUN and noun in sums[0].clause and "总" in sums[0].clause:
            return sums[0], beside
    # Of another half of the sentence it need not be the sum: 接待费 3.92 万元…；保有量 15 辆，车均运行维护费 1.96 万元.
    return (sums[0], heads[0]) if len(heads) == len(sums) == 1 and sums[0].part == claim.part else None


def _told_before(claim: Number, head: Number, before: Sequence[Number]) -> tuple[Number, Number] | None:
    """Return the sum of 接待费 5.22 万元，比上年 6.03 万元下降…。接待 61 批次、486 人次，人均 107.37 元: one sentence before.

    It is the one that gives the mean, but for its decimal point, or else one whose name the heads take up.
    """
    sums = [
        each
        for each in before
        if each.sentence == claim.sentence - 1
        and each.stated
        and not each.sign
        and each.dimension == claim.dimension
        and not PER_HEAD.search(each.clause)
    ]
    if head.stated is None:
        return None
    right = next((each for each in sums if near_ratio(claim.known, each.known, head.known)), None)
    total = right or next((each for each in sums if shifted(claim, each, head)), None)
    if total is not None:
        return total, head
    own = [each for each in sums if not _OTHER.search(each.clause)]
    sentence = head.block.text[: head.occurrence.span.start].rpartition("。")[2]
    named = [each for each in own if _RECEIVED in each.clause and _RECEIVED in sentence]
    return (named[0], head) if len(own) == len(named) == 1 else None


def _sentence_before(
    claim: Number, before: Sequence[Number], units: Sequence[str]
) -> tuple[Number, Number] | None:
    """Return sum and heads of 发放贷款 6,834 笔、45.17 亿元，同比…。笔均贷款 a 万元: the pair beside each other that bears the noun."""
    noun = _OF.sub("", re.sub(r"^.*?均", "", claim.clause))
    near = [each for each in before if each.sentence == claim.sentence - 1]
    pairs = [
        (two, one)
        for one, two in itertools.pairwise(near)
        if one.occurrence.unit in units
        and two.dimension == claim.dimension
        and re.fullmatch(r"\s*[、，,]\s*(?:金额|资金|共计?|合计)?(?:为|是)?\s*", two.before)
        and len(noun) >= _NOUN
        and noun in one.clause
    ]
    return pairs[0] if len(pairs) == 1 else None


def shifted(claim: Number, total: Number, head: Number) -> bool:
    """Whether a mean comes out but for its decimal point or unit: 66.87 for 668.72."""
    ratio = total.known.printed.value / head.known.printed.value
    value, step = claim.known.printed.value, claim.known.printed.step
    return any(abs(ratio - value * scale) <= step * scale for scale in (10, 100, 1000, 10_000)) or any(
        abs(ratio * scale - value) <= step for scale in (10, 100, 1000, 10_000)
    )


def priced(paragraph: Paragraph, at: int) -> tuple[Number, Number] | None:
    """Return price and count of 直补移民 4,980 人，每人每年 600 元，发放 2,988,000 元 for the amount at hand."""
    claim, price = paragraph.numbers[at], paragraph.numbers[at - 1]
    # 户均补助 48.13 万元；前三位的是甲、乙和丙，共 235.2 万元: that is of the three.
    behind = paragraph.text[price.occurrence.span.end : claim.occurrence.span.start] if at > 1 else ""
    if not _PAID.search(_ENDED.sub("", behind)) or at < 2:  # noqa: PLR2004 - a count and a price
        return None
    found = _EACH.search(price.clause)
    if found is None or price.stated is None or not claim.dimension == price.dimension == "money":
        return None
    counts = [
        each
        for each in paragraph.numbers[: at - 1]
        if each.stated
        and each.known.printed.value
        and not each.sign
        and each.sentence == claim.sentence
        and each.occurrence.unit.lstrip("万亿") == (found["unit"] or found["head"])
    ]
    fitting = [each for each in counts if near_ratio(price.known, claim.known, each.known)]
    slipped = [each for each in counts if shifted(price, claim, each)]
    if not fitting and not slipped and (len(counts) != 1 or counts[0] is not paragraph.numbers[at - 2]):
        return None
    return price, (fitting or slipped or counts)[0]
