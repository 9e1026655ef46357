"""Shares of grades among a number of things: 52 个部门自评，结果为“优”的占 67.3%，“良”的占 26.9%，“中”的占 5.8%."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.words import closed, exclusive
from auditor.evaluation import survey

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number, Paragraph
    from auditor.evaluation.relations import Outcome

_OF_GRADE = re.compile(
    r"(?:^|[，,、；;。：:]|为|评[为定级]|结果|得分)\s*[“\"]?(?P<name>[一-龥]{1,6}?)[”\"]?\s*(?:等次|等级|档)?(?:的|者)(?:单位|部门|项目|企业)?\s*占(?:比)?(?:为|达)?\s*$"
)
_CHECKED = re.compile(
    r"(?:抽查|抽检|抽取|检查|[核审]查|调查|走访|抽样|抽审|查验|勘[查察]|踏[勘查]|回访|查看|评价|评估|监测|检测|检验|化验|测评|考核)(?:了|的)?[一-龥]{0,12}$"
)
_SOME = re.compile(
    r"[一-龥]{0,6}[，,](?:其中)?(?P<lead>[^，,。；;：:（）()0-9占]{2,12}?)[的者]占(?:比)?(?:为|达|约)?\s*$"
)
_RATED = re.compile(
    r"[一-龥]{0,14}[，,](?:按(?:照)?(?P<by>[^，,。；;：:（）()0-9]{2,8}?)(?:计算|统计|测算)的?)?(?P<lead>[^，,。；;：:（）()0-9]{0,8}?)"
    r"(?:总体|平均|综合)?(?:合格|达标|优良|及格|优秀|符合|完好|通过)[率度](?:为|是|达到?|约|\s)*$"
)
_TESTED = re.compile(
    r"[一-龥]{0,6}(?:参加|接受|开展|进行)[一-龥]{0,4}(?:考试|考核|检测|测试|抽查|检查|评价|评估|测评|检验|竞赛)[，,]"
)
_DOES = re.compile(
    r"[一-龥]{1,14}[中里内][，,]已?(?:提供|实行|实施|建立|开展|达到|具备|设[置立有]|配备|完成|通过|纳入|公开|制定|出台|参加)[一-龥]{2,14}[的者]占(?:比)?(?:为|达|约)?\s*"
)
"""What the things themselves do: 36 家医院中，提供分时段预约的占 91.7%."""
_ACCEPTED = re.compile(r"[一-龥]{2,12}?(?:验收|评审)(?:合格|达标|通过|优良)率(?:为|是|达到?)?\s*$")
_GRADE_OF = re.compile(
    r"(?:等级|等次|档次|结果|评定?)[为是]?[“\"]?[一-龥]{1,4}[”\"]?的(?P<noun>[一-龥]{2,6})占(?:比)?(?:为|约|达)?\s*$"
)
_BRACKETED = re.compile(r"[（(][^（）()]*[)）]")
_THE_REST = re.compile(r"\s*[，,；;]\s*其余")
_OTHERS = re.compile(r"分别|合计|[人户床位件]|资金|金额|面积|老|学生|职工|群众|上年|目标")
"""What says that a share is of something else than the things checked."""
_TOLD = 20
_FEWER = 4
_MOST = 500
_LEAST = 2
_SEVERAL = 3


def graded(paragraph: Paragraph) -> Iterator[tuple[Number, list[Number]]]:
    """Iterate over numbers of things and the shares of the grades that they got: all there are, as they give nearly 100 %."""
    for sentence in sorted({each.sentence for each in paragraph.numbers}):
        own = [each for each in paragraph.numbers if each.sentence == sentence and not each.depth]
        shares = [each for each in own if each.is_share]
        counts = [each for each in own if not each.is_share]
        if len(shares) < _LEAST or len(counts) != 1 or own[0] is not counts[0] or not _whole(counts[0]):
            continue
        names = _names(shares)
        if not names or not (exclusive(names) or closed(names)):
            continue
        total = sum((each.known.printed.value for each in shares), Fraction(-1))
        if abs(total) * 50 <= 1:
            yield counts[0], shares


def checked(paragraph: Paragraph) -> Iterator[tuple[Number, Number]]:
    """Iterate over numbers of things checked and the share of those that are as told right behind: 抽查机构 46 家，备案齐全的占 94.65%."""
    for one, two in itertools.pairwise(paragraph.numbers):
        here = one.sentence == two.sentence and not (one.depth or two.depth) and _whole(one)
        if not here or two.stated is None or not two.is_share or two.sign:
            continue
        first = all(each is one or each.sentence != one.sentence or each is two for each in paragraph.numbers)
        found = _SOME.fullmatch(two.before)
        # 抽查机构 46 家，入住老人失能的占…: of the old people.
        named = found is not None and not _OTHERS.search(found["lead"])
        telling = two.known.printed.step * one.known.printed.value * _TOLD <= 1
        does = _DOES.fullmatch(two.before) is not None
        few = two.known.printed.step * one.known.printed.value * _FEWER <= 1
        if first and telling and (does or (named and _CHECKED.search(one.clause))):
            yield one, two
        elif first and few and _ACCEPTED.fullmatch(two.before):
            yield one, two  # 20 个试点村验收达标率为 80%
        elif (rated := _RATED.fullmatch(two.before)) is not None:
            # 共监测 72 次，按监测次数计算的达标率 p%: of so many, whatever else the sentence counts.
            by = rated["by"] or ""
            units = [each.occurrence.unit for each in paragraph.numbers if each.sentence == one.sentence]
            told = one.occurrence.unit in by and units.count(one.occurrence.unit) == 1
            tested = _CHECKED.search(one.clause) or _TESTED.match(one.after)
            alone = first and tested and rated["lead"] in one.clause and not by
            if few and (told or alone):
                yield one, two
    yield from _with_the_rest(paragraph)


def _with_the_rest(paragraph: Paragraph) -> Iterator[tuple[Number, Number]]:
    """Iterate over the share of one grade, the rest being of another, and the one number of such things told before: 10 个项目…，等级为优的项目占 75.0%，其余为良."""
    for at, share in enumerate(paragraph.numbers):
        if not (share.is_share and share.stated and not share.sign and _THE_REST.match(share.after)):
            continue
        found = _GRADE_OF.search(re.sub(r"\s", "", _BRACKETED.sub("", share.lead)))
        if found is None:
            continue
        things = [
            each
            for each in paragraph.numbers[:at]
            if _whole(each) and not each.depth and re.match(rf"[一-龥]{{0,10}}?{found['noun']}", each.after)
        ]
        if len(things) == 1 and share.known.printed.step * things[0].known.printed.value * _FEWER <= 1:
            yield things[0], share


def _whole(number: Number) -> bool:
    """Whether a number counts things, no more than can be told apart by a share of a decimal."""
    if number.stated is None or not number.dimension.startswith("count") or number.sign:
        return False
    value = number.known.printed.value
    return value.denominator == 1 and 0 < value <= _MOST


def _names(shares: Sequence[Number]) -> list[str]:
    """Return the grades that shares are of, empty where one of them is of none."""
    found = [_OF_GRADE.search(each.before) if each.stated and not each.sign else None for each in shares]
    return [each["name"] for each in found if each] if all(found) else []


def impossible(number: Number, shares: Sequence[Number]) -> list[Number]:
    """Return the shares that no count of a number of things comes within a last place of: some are pushed to give 100 %."""
    answers = int(number.known.printed.value)
    return [
        each
        for each in shares
        if survey.counts(each.known.printed.interval.widened(each.known.printed.step), answers) is None
    ]


def mostly(told: Sequence[Outcome]) -> Sequence[Outcome]:
    """Return what is said of shares without those that are wrong where most are: they are of some of those asked, whose number is not told."""
    wrong = [each for each in told if not each.verdict.consistent]
    if len(wrong) < _SEVERAL or len(wrong) * 2 <= len(told):
        return told
    return [each for each in told if each.verdict.consistent]
