"""Weights of all groups that do not give a hundred: 决策 20 分、过程 20 分、产出 30 分、效益 25 分; 9 项指标每项 5 分, and 50 beside them.

A list is of all groups where it names the frame of evaluations (inputs or decisions, process, outputs, effects), says how many
groups there are, or follows 满分 100 分.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, Paragraph, paragraphs
from auditor.checks.common.relations import evidence_at, rule, said
from auditor.checks.common.tables import Sheet, header, plain, sheets
from auditor.checks.common.words import chinese_number
from auditor.checks.scores._scale import FULL_MARK
from auditor.checks.scores._schemes import Listed, lists
from auditor.evaluation.evidence import evidence_of
from auditor.findings import Verdict
from auditor.numbers import decimal_text
from auditor.report.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "weights-not-full"
TITLE = {
    "zh": "各项权重或得分之和不是满分或合计",
    "en": "weights or scores do not give the full mark or the sum told",
}
_FRAME = (re.compile("产出|履职|完成"), re.compile("效益|效果"), re.compile("决策|投入|过程|管理"))
_FULL = re.compile(
    r"(?:满分|总分|共|合计|总计|百分制|总权重)[^，,。；;0-9]{0,4}\s*(?P<n>[0-9]+)\s*(?:分|%)?|百分制"
)
_OTHER_FULL = re.compile(
    r"(?:满分|总分|共计?|合计|总计)\s*(?:为|是)?\s*(?!100(?![0-9]))[0-9]{2,4}\s*分|附加|加分|千分"
)
_EACH = re.compile(
    r"(?P<n>[0-9]+|[一二三四五六七八九十]{1,3})\s*[个项条道](?P<what>[一-龥]{0,8}?)[，,]?\s*(?:每[个项条道题]|各|均)(?P<what2>(?![加扣减奖])[一-龥]{0,4}?(?<![加扣减]))(?:为|是|占|计|各)?\s*(?P<k>[0-9]+(?:\.[0-9]+)?)\s*分(?!\s*[、和及]\s*[0-9])"
)
_BESIDE = re.compile(r"(?:共|共计|合计|总计|小计|计|满分|总分值?|权重|分值)(?:为|是)?\s*$")
_WEIGHT = re.compile(r"^(?:指标|标准)?(?:权重|分值|满分|标准分|权重分|配分)(?:值)?(?:[（(]分[）)])?$")
_SCORE = re.compile(r"得分|评分|自评分|扣分")
_TOTAL = re.compile("合计|总计|总分|小计")
_OPEN = re.compile("主要|等(?![级次])|上年|去年|平均|得分率")
_SUMMED = re.compile(r"(?:合计|总计|共计?|总得?分|综合得分|得分合计)(?:得分?|计|为|是)*\s*$")
_TAKEN = re.compile(r"(?:共|合计|总计|累计)(?:扣|失)分?(?:减)?(?:为)?$")
_WEIGHED = re.compile(
    r"权重|权数|分值|满分|指标体系|评价体系|评分体系|自评体系|考核体系|[一三]级指标|维度|百分制|总分\s*100|满分\s*100"
)
_SCORED = re.compile(r"得分|实得|自评得|评分为|[得扣失加][0-9]|分别得|各得|得分率")
_LED_BY_WEIGHTS = re.compile(r"(?:权重|分值|权数)(?:分别|依次|设置|分配)?(?:为|是|如下)?\s*[：:]?\s*$")
_BESIDE_SCORES = re.compile(r"\s*分?[，,；;]?\s*(?:各项|实际|自评|评价)*得分?(?:分别|依次)")
_HALF = Fraction(1, 2)
_FAR = 40
_NEAR = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the weights that sentences list, and those of as many indicators of so many points each."""
    texts = paragraphs(facts)
    every = [each for paragraph in texts for each in lists(paragraph)]
    told = [each for each in every if _weighs(each)]
    for each in told:
        yield from _listed(each)
    yield from _sums(every)
    for sheet in sheets(facts):
        yield from _turned(facts, sheet)
    for paragraph in texts:
        alike = list(_EACH.finditer(paragraph.text))
        for found in alike:
            # 8 项各 5 分，5 项各 6 分，合计 70 分: what follows is of both.
            if not any(_together(paragraph.text, one, found) for one in alike if one is not found):
                yield from _each(facts, paragraph, found)


def _weighs(found: Listed) -> bool:
    """Whether a list tells weights."""
    counted = found.count == len(found.numbers)
    if not counted and len(found.numbers) < _NEAR:
        return False
    if not all(0 < each < FULL_MARK and each % _HALF == 0 for each in _hundredths(found)):
        return False
    # 20、35、35、10 behind 分值 need no unit.
    bare = [each for each in found.numbers if each.dimension == "number"]
    told = "".join(found.paragraph.block.section[-1:]) + found.before + found.inside
    # 各维度得分：决策 14 分、过程 18 分……: scores are no weights.
    scored = _SCORED.search(re.split("[。；;]", found.before)[-1] + found.inside)
    led = not bare or _WEIGHED.search(found.lead) is not None
    # 决策 15 分，得 13 分；过程 25 分，得 21 分: what scores stand beside are weights.
    beside = _BESIDE_SCORES.match(found.behind) is not None or _beside_scores(found)
    if beside:
        return led
    return (counted or _WEIGHED.search(told) is not None) and scored is None and led


def _beside_scores(found: Listed) -> bool:
    """Whether a score stands right behind each number of a list."""
    numbers = found.paragraph.numbers
    behind = [
        numbers[at + 1] if (at := numbers.index(each)) + 1 < len(numbers) else None for each in found.numbers
    ]
    return all(
        each is not None and each.dimension == "score" and each not in found.numbers for each in behind
    )


def _hundredths(found: Listed) -> list[Fraction]:
    """Return weights as points of a hundred: 0.1、0.25、0.65 are told of one."""
    return [each * FULL_MARK for each in found.values] if max(found.values) < 1 else list(found.values)


def _sums(every: Sequence[Listed]) -> Iterator[Outcome]:
    """Judge 甲得 17 分、乙得 22.5 分、丙得 34 分，合计得分 73.5 分, and 共扣 6.5 分，其中甲扣 1 分、乙扣 5.5 分."""
    for each in every:
        numbers = each.paragraph.numbers
        first, last = numbers.index(each.numbers[0]), numbers.index(each.numbers[-1])
        if (
            len(each.numbers) < _NEAR
            or any(one.is_share for one in each.numbers)
            or _OPEN.search(each.lead + each.inside)
        ):
            continue
        behind = numbers[last + 1] if last + 1 < len(numbers) else None
        ahead = numbers[first - 1] if first else None
        total, least = sum(each.values, Fraction(0)), min(each.values)
        if behind is not None and _is_sum(behind, each) and _SUMMED.search(behind.before):
            whole = behind
        elif (
            ahead is not None
            and _is_sum(ahead, each)
            and _TAKEN.search(ahead.clause)
            and "扣" in each.lead + each.inside
        ):
            whole = ahead
        else:
            continue
        value = whole.known.printed.numeral.value
        # A miss of a whole item, or one that is printed, may be told before the list.
        others = {
            one.known.printed.numeral.value
            for one in numbers
            if one.dimension == "score" and one.stated and one not in each.numbers
        }
        if value - total < least and value - total not in others:
            yield _judged(whole, total, "、".join(one.occurrence.text for one in each.numbers), each.numbers)


def _is_sum(number: Number, listed: Listed) -> bool:
    return bool(
        number.stated and number.dimension == "score" and number.sentence == listed.numbers[0].sentence
    )


def _turned(facts: Facts, sheet: Sheet) -> Iterator[Outcome]:
    """Judge the row of weights of a table that prints its groups side by side, with 合计 at the end."""
    rows = [row for row in sheet.table.rows if _WEIGHT.search(plain(row.label or row.name))]
    whole = [each for each in sheet.columns if _TOTAL.fullmatch(plain(header(each)))]
    if len(rows) != 1 or len(whole) != 1:
        return
    total = sheet.at(rows[0], whole[0])
    others = [each for each in sheet.table.columns if each is not whole[0]]
    parts = [value for each in others if (value := sheet.at(rows[0], each)) is not None]
    if (
        total is None
        or len(parts) != len(others)
        or len(parts) < _NEAR
        or total.printed.numeral.value != FULL_MARK
    ):
        return
    evidence = [evidence_of(facts, total.figure, total.mention, "total")]
    evidence.extend(evidence_of(facts, each.figure, each.mention, "part") for each in parts)
    added = sum((each.printed.numeral.value for each in parts), Fraction(0))
    if added == FULL_MARK:
        yield said(rule(NAME, TITLE), "", "", evidence, Verdict.EXACT)
    elif abs(added - FULL_MARK) <= _FAR:
        shown = " + ".join(each.mention.text for each in parts)
        zh = f"各类权重 {shown} = {decimal_text(added)}，不是 {FULL_MARK}"
        yield said(
            rule(NAME, TITLE),
            zh,
            f"the weights add up to {decimal_text(added)}, not to {FULL_MARK}",
            evidence,
        )


def _together(text: str, one: re.Match[str], two: re.Match[str]) -> bool:
    """Whether two matches stand in one sentence."""
    first, last = sorted((one, two), key=lambda each: each.start())
    return "。" not in text[first.end() : last.start()]


def _listed(found: Listed) -> Iterator[Outcome]:
    before, total = found.before, sum(_hundredths(found), Fraction(0))
    if not _complete(found) or _OTHER_FULL.search(before + found.behind[:30]) or "各" in before[-6:]:
        return
    evidence = [evidence_at(each.block, each.occurrence) for each in found.numbers]
    if total == FULL_MARK:
        yield said(rule(NAME, TITLE), "", "", evidence, Verdict.EXACT)
        return
    inside = {id(each) for each in found.numbers}
    others = [
        each.known.printed.numeral.value
        for each in found.paragraph.numbers
        if each.stated
        and id(each) not in inside
        and each.sentence == found.numbers[0].sentence
        and each.dimension in {"score", "ratio"}
    ]
    # 投入 20 分、产出 40 分、效益 30 分，另设预算执行率 10 分: what is lacking stands beside the list.
    if any(
        total + sign * sum(some, Fraction(0)) == FULL_MARK
        for size in range(1, min(len(others), _NEAR) + 1)
        for some in itertools.combinations(others, size)
        for sign in (1, -1)
    ):
        return
    if abs(total - FULL_MARK) > _FAR or re.search(r"^\s*(?:分|%)?[）)]?[^，,。；;]{0,4}等", found.behind):
        return
    listed = "、".join(
        f"{name}{each.occurrence.text}" for name, each in zip(found.called, found.numbers, strict=True)
    )
    zh = f"{listed}，合计 {decimal_text(total)}，不是 {FULL_MARK}"
    en = f"the weights add up to {decimal_text(total)}, not to {FULL_MARK}"
    yield said(rule(NAME, TITLE), zh, en, evidence)


def _complete(found: Listed) -> bool:
    """Whether a list is of all groups."""
    if len(found.names) != len(found.numbers):
        return False
    frame = all(any(each.search(name) for name in found.names) for each in _FRAME)
    clause = re.split("[；;]", found.before)[-1]
    full = _FULL.search(clause)
    whole = full is not None and full["n"] in {None, str(FULL_MARK)}
    return frame or whole or found.count == len(found.numbers) or _alone(found)


def _alone(found: Listed) -> bool:
    """Whether a sentence tells the weights and nothing else: 指标及权重为：营业收入 30%、利润总额 40%、安全环保 20%、管理提升 10%."""
    ahead = found.before[: found.before.rfind(found.called[0])] if found.called else ""
    closed = re.fullmatch(r"\s*(?:分|%|％)?\s*[；;]?", found.behind) is not None
    return (
        closed and _LED_BY_WEIGHTS.search(ahead) is not None and not _OPEN.search(found.before + found.inside)
    )


def _each(facts: Facts, paragraph: Paragraph, found: re.Match[str]) -> Iterator[Outcome]:
    """Judge 产出 9 项指标每项 5 分 by what is printed as the weight of all of them."""
    count = int(found["n"]) if found["n"].isdigit() else chinese_number(found["n"])
    if not count or count < 2:  # noqa: PLR2004 - one is no group
        return
    total = count * Fraction(found["k"])
    words = re.sub(r"\s", "", found.group())
    for claim in _beside(paragraph, found):
        yield _judged(claim, total, words)
    for sheet in sheets(facts):
        near = sheet.block is not None and 0 < sheet.block.index - paragraph.block.index <= _NEAR
        sums = [row for row in sheet.table.rows if row.role in {Role.TOTAL, Role.SUBTOTAL}]
        if not near or len(sheet.details) != count or len(sums) != 1:
            continue
        for column in sheet.columns:
            cell = sheet.at(sums[0], column)
            head = plain(header(column))
            if cell is None or _SCORE.search(head):
                continue
            # A number of points below 目标值 or a blank head is what the rows weigh together.
            if _WEIGHT.search(head) or cell.unit.dimension == "score":
                evidence = [evidence_of(facts, cell.figure, cell.mention, "stated")]
                if cell.printed.value == total:
                    yield said(rule(NAME, TITLE), "", "", evidence, Verdict.EXACT)
                    continue
                zh = f"“{words}”合计 {decimal_text(total)} 分，表中写 {cell.mention.text}"
                en = f"{words} are {decimal_text(total)}, the table prints {cell.mention.text}"
                yield said(rule(NAME, TITLE), zh, en, evidence)


def _beside(paragraph: Paragraph, found: re.Match[str]) -> Iterator[Number]:
    """Iterate over the sums told right behind: 8 个指标各 5 分，共 40 分."""
    for each in paragraph.numbers:
        start = each.occurrence.span.start
        gap = paragraph.text[found.end() : start] if start >= found.end() else "。"
        if (
            each.stated
            and each.dimension == "score"
            and not re.search("[。；;0-9得]", gap)
            and _BESIDE.search(gap)
        ):
            yield each


def _judged(claim: Number, total: Fraction, words: str, parts: Sequence[Number] = ()) -> Outcome:
    evidence = [evidence_at(claim.block, claim.occurrence)]
    evidence.extend(evidence_at(each.block, each.occurrence, "part") for each in parts)
    if claim.known.printed.numeral.value == total:
        return said(rule(NAME, TITLE), "", "", evidence, Verdict.EXACT)
    zh = f"“{words}”合计 {decimal_text(total)} 分，写 {claim.occurrence.text} 分"
    en = f"{words} are {decimal_text(total)}, {claim.occurrence.text} is printed"
    return said(rule(NAME, TITLE), zh, en, evidence)
