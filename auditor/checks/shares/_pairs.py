"""Shares told by 占 with the part that they speak of and what their words name as the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.sharelists import JOINT, of_forms
from auditor.checks.common.words import stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number, Paragraph
    from auditor.checks.common.wholes import Pair

_SHARE = re.compile(
    r"(?:(?P<sales>(?<![一-龥])(?:营收|营业收入))?占比(?:约|为|达到?|是|\$|\s)*|占(?P<of>[^，,。；;、：:（(]{0,24}?)(?:的)?(?:比重|比例|份额)?(?:约|为|达|到|是|的|\$|\s)*|比重(?:约|为|达|\s)*|与(?P<to>[^，,。；;、：:（(]{3,24}?)之比(?:约|为|达到?|是|\s)*)$"
)
_ALL = re.compile(r"^(?:全社会|全部|全体|整个|当年|本年)(?=..)")
_KIND = re.compile(r"[该同此]类")
_WITHIN = re.compile(
    r"(?:^|[，,。；;：:])\s*(?P<of>[^，,。；;、：:（）()0-9]{2,16}(?<![其高初集国华]))中(?![学专级型等央国医药小心层介标高部])[^，,。；;、：:（）()]{1,8}$"
)
_NEXT = re.compile(r"[；;]\s*([^，,。；;、（）()0-9占]{3,12})占")
_SHUT = re.compile(r"^\s*[）)]\s*[，,]?\s*占")
_FIRST = re.compile(r"(?:[前第]|排名|[Tt]op)\s*$")
AGAIN = re.compile(r"[，,]\s*([^，,。；;、（）()0-9]{2,12})占[^占]*$")


def pairs_of(paragraph: Paragraph) -> Iterator[Pair]:
    """Iterate over the shares of a paragraph, with what has each and the name of its whole, which may be empty."""
    numbers = paragraph.numbers
    whole, sentence = "", -1
    for at, share in enumerate(numbers):
        if not at or share.stated is None or not share.is_share or share.sign:
            continue
        if not share.stated.printed.value:  # 关联方采购额占 0.00%: of nothing that is printed
            continue
        words = re.sub(r"[（(][^（）()]*[)）]", "", share.before)
        found = _SHARE.search(words.rstrip(" （(："))
        if found is None:
            continue
        part = next(
            (
                each
                for each in reversed(numbers[:at])
                if not each.is_share
                and each.dimension != "points"
                and not each.sign
                # 基本支出 2,735 万元（人员经费…、公用经费…），占…: what brackets say is not what has the share.
                and each.depth <= share.depth
            ),
            None,
        )
        # 以甲省居多（8431 人），占比…: brackets that hold nothing else, right before the share, hold what has it.
        last = numbers[at - 1]
        if (
            last.depth == share.depth + 1
            and _SHUT.match(share.before)
            and re.search(r"[（(]\s*$", last.before)
        ):
            part = last
        if part is None or part.stated is None or "分别" in share.before or of_forms(part, numbers[:at]):
            continue
        if part.part != share.part and not _again(share, part):
            continue
        if re.match(r"\s*[、，,和及与]", part.before) and any(
            each.is_share and JOINT.fullmatch(each.before) for each in numbers[at + 1 : at + 2]
        ):
            continue  # a、b 和 c，占总规模的 x、y 和 z: two lists
        part = _subject(share, part, numbers[:at])
        # 进出口 12,315.2 亿元，高出整体增速 11 个百分点，占…: points are of the growth between.
        between = [
            each
            for each in numbers[numbers.index(part) + 1 : at]
            if not each.is_share and each.dimension != "points"
        ]
        if between and part.dimension != between[-1].dimension:
            continue
        # 净收入 24.41 亿元，同比增长 30%，营收占比达到 58%: whose share this is stands before, what it is of here.
        told = found["of"] or found["to"] or ("营业收入" if found["sales"] else "")
        of = _ALL.sub("", stem(told.strip()))
        # 驾驶员 89 人，占该类对象的…: of all drivers, who were told by their name. 前 100 位占比 75.7%: how many they are.
        if _KIND.match(of) or _FIRST.search(part.before):
            continue
        within = _WITHIN.search(part.before)
        if not of and within:
            of = stem(within["of"])
        # 中层干部 126 人中女性 58 人，占…: the whole is the number that 中 follows, not that of the share before.
        if not of and share.sentence == sentence and not re.match(r"\s*中|.*其中", part.before, re.DOTALL):
            of = whole
        # 占比 a，占乙的 b: the second share of one part says nothing of the whole of its neighbours.
        again = at > 1 and numbers[at - 1].is_share and share.sentence == sentence
        whole, sentence = (whole if again else of), share.sentence
        yield share, part, of


def _again(share: Number, part: Number) -> bool:
    """Whether a share names the figure of the half sentence before: 民营经济增加值 a；民营经济占 GDP 的比重为 p%."""
    found = _NEXT.match(share.before)
    name = stem(part.name)
    return share.sentence == part.sentence and found is not None and bool(name) and name.startswith(found[1])


def _subject(share: Number, part: Number, before: Sequence[Number]) -> Number:
    """Return the amount that a share names again: 门诊 6.53 亿元、住院 13.33 亿元，门诊收入占医疗收入的…."""
    found = AGAIN.search(share.before)
    if found is None or (stem(part.name) and stem(part.name) in found[1]):
        return part
    called = [
        each
        for each in before
        if each.sentence == share.sentence
        and each.dimension == part.dimension
        and each.depth == part.depth
        and each.stated
        and not each.sign
        and len(stem(each.name)) > 1
        # 税收收入 a、非税收入 b，税收占比…: a short name begins the one that is meant.
        # 由中央补助 a、债券 b 组成，中央补助占…: 由 is no part of the name.
        and (
            stem(each.name).removeprefix("由") in found[1]
            or stem(each.name).removeprefix("由").startswith(found[1])
        )
    ]
    return called[0] if len(called) == 1 else part
