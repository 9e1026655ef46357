"""An overall score that the text tells and that the score table, or the sum written out elsewhere, does not give.

自评总得分 94.17 分 in the opening, and 总分 94.71 in the table: a report has one overall score. Where the words name
something else than the report's own subject (甲社区总得分), only swapped digits show that the same score is meant.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.byvalue import ByValue
from auditor.checks.common.numbers import Number, Paragraph, Stated, paragraphs
from auditor.checks.common.relations import compared, judged, rule
from auditor.checks.common.siblings import of_this_heading
from auditor.checks.common.slips import slip
from auditor.checks.common.tables import numeric, plain, same_value, sheets
from auditor.checks.common.wholes import same
from auditor.checks.scores._english import told_overall
from auditor.checks.scores._scale import FULL_MARK
from auditor.findings import Severity
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "score-told-not-total"
TITLE = {"zh": "总得分与得分表合计不一致", "en": "an overall score differs from the total of the score table"}
_OVERALL = re.compile(
    r"(?:总得分|综合得分|自评得分|评价得分|最终得分|总评分|综合评分|评价总分|自评总分|综合总分|评价分值|自评分|总分|得分合计|(?:本次|此次|本项目|该项目)(?:评价|自评|绩效)*得分)(?:仅?为|仅|是|达|达到|共|共计|合计)?$"
    r"|^[^，,。；;]{0,8}?(?:自评|自我评价|绩效评价|评价|综合)(?:结果)?得?(?:分)?(?:为)?$"
)
_GRADED = re.compile(
    r"^\s*[，,；;（(、]?\s*(?:被?评[定为]|评价|综合|绩效|自评|总体|对应|属于?|达到|确定)*(?:等级|等次|级别|档次|结果)?(?:评?定?为|是|属|：|:)?\s*[“\"「]?(?:优秀?|良好?|中|合格|较好|[ABCD]级?)(?:[”\"」，,。；;（(）)]|等|档|$)"
)
"""What gives a score its grade: only the whole has one."""
_PART = re.compile(
    r"指标|[类项]$|维度|方面|部分|基础|一级|二级|三级|各|其中|决策|过程|产出|效[益果]|满意度|管理"
)
_PLAIN = re.compile(
    r"(?:(?:本|该|此)(?:次|项目|部门|单位)?|项目|部门|单位|整体|支出|资金|财政|预算|专项|补助|绩效|评价|自评|自我|综合|总体|总|最终|最后|评审|评分|得分|结果|结论|分值|合计|共计?|仅?为|仅|是|达到?|的|经|得|分|我(?:局|办|单位|街道|镇|中心|县|市|区))*"
)
_LED = re.compile(
    r"^(?:对照|针对|结合|围绕|参照)(?=[本该此自综评])|^[^，,。；;]{0,14}?(?:将|把|以|按照?|依据|根据|鉴于)(?=[本该此项])"
)
"""建议财政部门将本次评价得分: what is to be done with the score stands before its name."""
_WEIGHT = re.compile(r"^(?:权重|分值|满分|标准分|指标分值|权重分)(?:[（(]分[）)])?(?:值)?$")
_SCORE = re.compile(r"^(?:得分|自评分|自评得分|评分|实际得分|评价得分|评分得分)(?:[（(]分[）)])?$")
_OTHER = re.compile(r"上年|去年|上一年|同期|满分|平均|标准|(?<![得评])分为|以上|不低于|扣")
_GOT = re.compile(r"得分?(?:为|是)?$")
_ALL = re.compile(r"合计|总计|总分|总体")
_BEHIND = re.compile(r"^(?:加分|扣分|加减分|附加分|最终得分|最后得分)")
_BASIC = re.compile(r"基础|基本|(?:维度|方面|指标|部分)[^，,。；;]{0,4}合计$")
_AGAIN = re.compile(r"摘要|提要|概要|概述|问题|建议|应用|不足|改进|下一步")
"""Headings of what tells again what the analysis has come to."""
_NAME_BEHIND = re.compile(
    r"^\s*的\s*((?:综合|评价|自评|最终|绩效)*(?:总分|得分)|(?:综合|最终|绩效)*(?:评价|自评)(?:结果|结论))"
)
_THIS = re.compile(r"(?:本次|此次|该项目|本项目|本|将|把|以|按照?|根据|依据|对)$")
_TWO = 2
_SELF = "自评"
_SCORING = re.compile("评价|自评|评审|复核|复评|抽评|考核|综合")
_FINAL = re.compile("最终|最后|总")
_WHOLE = re.compile("^(?!该).*(?:总|综合|最终|最后)")
_ADDED = re.compile(r"(?:加|扣|减)(?:分|除|减|计)?(?:为)?\s*[0-9]+(?:\.[0-9]+)?\s*分")
_MORE = re.compile(r"附加分|加分项|奖惩|奖励[项分]|管理扣分|倒扣")
_WEIGHED = re.compile(
    r"(?<![0-9.])(?P<n>[0-9]{2}(?:\.[0-9]+)?)\s*分?\s*[×xX*\uff0a]\s*(?:0\.[0-9]+|[0-9]{1,2}(?:\.[0-9]+)?\s*[%％])"
)
_FAR = 10
_LEAST = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the overall scores of the text by the totals that the report prints."""
    for number, total in told_overall(facts):
        yield judged(facts, compared(rule(NAME, TITLE), number.known, tree.Relation.EQUAL, total))
    texts = paragraphs(facts)
    totals = [
        *_tabled(facts),
        *(each for paragraph in texts for each in (*_summed(paragraph), *_deducted(paragraph))),
    ]
    parts = [each for paragraph in texts for each in paragraph.numbers if _of_part(each)]
    told = [(paragraph, each) for paragraph in texts for each in paragraph.numbers if _overall(each)]
    # 甲补贴项目得分 89.23 分: a part has a table of its own, unless the overall score is told to be the same.
    partly = ByValue(parts, lambda each: each.known)
    totals = [
        total
        for total in totals
        if not partly.alike(total) or any(same_value(each.known, total) for _, each in told)
    ]
    # 第三方 86.2 × 30%: one of the scores that the overall one is made of.
    weighed = {Fraction(each["n"]) for paragraph in texts for each in _WEIGHED.finditer(paragraph.text)}
    totals = [total for total in totals if total.printed.numeral.value not in weighed]
    totals = totals or list(_borne_out(texts, [each for _, each in told]))
    if not totals:
        yield from _told_again(facts, [each for _, each in told])
        return
    told = [each for each in told if all(each[1].known.mention is not total.mention for total in totals)]
    # 附加分计 5 分，最终得分 89.25 分: what the table comes to is not all there is.
    more = any(_MORE.search(paragraph.text) for paragraph in texts)
    for paragraph, number in told:
        if _moved(number) or (more and not any(same_value(number.known, total) for total in totals)):
            continue
        beside = [each for where, each in told if where is paragraph and not same(each, number)]
        held = [each for _, each in told if any(same_value(each.known, total) for total in totals)]
        # 自评得分 96 分，评价得分 88 分: two scorings, of which the table is one; 绩效得 96 分 names none.
        of_self = {_SELF in each.clause for each in (*held, number) if _SCORING.search(each.clause)}
        other = len(of_self) > 1
        found = _judged(facts, number, totals, alone=not beside and not other)
        yield from of_this_heading(facts, number, found)


def _moved(number: Number) -> bool:
    """Whether points are added or taken off between the total and the number: 另加 1 分，最终得分 94.21 分."""
    start = number.occurrence.span.start
    before = re.split("[。；;]", number.block.text[:start])[-1]
    return _FINAL.search(_called(number)) is not None and _ADDED.search(before) is not None


def _told_again(facts: Facts, told: Sequence[Number]) -> Iterator[Outcome]:
    """Judge the overall score that a summary, or what is said of problems and next steps, tells again, where no table has it."""
    own = [each for each in told if _PLAIN.fullmatch(_LED.sub("", _called(each))) or _graded(each)]
    # 自评得分 and 评价得分 are two scorings of one thing, unless all are told of one of them.
    if not all(_SELF in _called(each) for each in own):
        own = [each for each in own if _SELF not in _called(each)]
    values = {each.known.printed.value for each in own}
    again = [each for each in own if not each.block.section or _AGAIN.search("".join(each.block.section))]
    if len(values) != _TWO or not again:
        return
    first = [each for each in own if each not in again] or own[:1]
    odd = next((each for each in again if first and not same_value(each.known, first[0].known)), None)
    if odd is None or len({each.known.printed.value for each in first}) != 1:
        return
    if abs(odd.known.printed.value - first[0].known.printed.value) < _FAR:
        info = rule(NAME, TITLE, Severity.WARNING, "medium")
        yield judged(facts, compared(info, odd.known, tree.Relation.EQUAL, first[0].known))


def _called(number: Number) -> str:
    """Return the words of a number's clause, and 得分 where it follows the number: 本次 88.65 分的评价得分."""
    behind = _NAME_BEHIND.match(number.after)
    clause = re.sub(r"\s|^[一二三四五六]是", "", number.clause)
    if behind is None:
        return clause
    name = re.sub("(?:结果|结论)$", "得分", behind[1])
    return f"本次{name}" if _THIS.search(clause) else f"{clause}{name}"


def _overall(number: Number) -> bool:
    """Whether a number is called an overall score of this time."""
    clause = _called(number)
    return (
        number.stated is not None
        and number.dimension == "score"
        and not number.sign
        and not (clause.endswith("总分") and number.known.printed.numeral.value == FULL_MARK)
        and (_OVERALL.search(clause) is not None or _graded(number))
        and _OTHER.search(number.before[-12:] + clause) is None
    )


def _graded(number: Number) -> bool:
    """Whether a score is given the grade that only the whole gets: 项目得 92.75 分，评定为“优秀”."""
    clause = re.sub(r"\s", "", number.clause)
    return (
        re.search("得分?(?:为)?$|评分(?:为)?$|^自评(?:为)?$", clause) is not None
        and _PART.search(clause) is None
        and not number.depth
        and _GRADED.match(number.after) is not None
    )


def _of_part(number: Number) -> bool:
    """Whether a number is called the score of something else than the whole: 部门管理得分 86.54 分, 四个维度合计 90.64 分."""
    clause = re.sub(r"\s", "", number.clause)
    return (
        number.stated is not None
        and number.dimension == "score"
        and not number.sign
        and (_GOT.search(clause) is not None or _BASIC.search(clause) is not None)
        and _OVERALL.search(clause) is None
        and _PLAIN.fullmatch(clause) is None
    )


def _judged(facts: Facts, number: Number, totals: Sequence[Stated], *, alone: bool) -> Iterator[Outcome]:
    info = rule(NAME, TITLE)
    equal = next((each for each in totals if same_value(number.known, each)), None)
    if equal is not None:
        yield judged(facts, compared(info, number.known, tree.Relation.EQUAL, equal))
        return
    clause = _LED.sub("", _called(number))
    plainly = _PLAIN.fullmatch(clause) is not None or _graded(number)
    own = alone and plainly and len({each.printed.value for each in totals}) == 1
    # 总分 100 分 is the full mark, and 该项目得分 that of one of several.
    whole = _WHOLE.search(clause) is not None and number.known.printed.value != FULL_MARK
    meant = [
        each
        for each in totals
        if slip(number.known, each.printed.value) == "swap"
        or (own and (whole or abs(number.known.printed.value - each.printed.value) < _FAR))
    ]
    if meant:
        yield judged(facts, compared(info, number.known, tree.Relation.EQUAL, meant[0]))


def _tabled(facts: Facts) -> Iterator[Stated]:
    """Return the totals of tables whose weights come to the full mark."""
    for sheet in sheets(facts):
        weights = [
            column for column in sheet.table.columns if _WEIGHT.search(_head(column.path, column.name))
        ]
        scores = [column for column in sheet.table.columns if _SCORE.search(_head(column.path, column.name))]
        if not weights or len(scores) != 1 or len(sheet.totals) != 1:
            continue
        # 四维度合计, then 加分, 扣分 and 最终得分: the total is not the last word.
        if any(_BEHIND.search(row.label or row.name) for row in sheet.table.rows):
            continue
        got = sheet.at(sheet.totals[0], scores[0])
        full = [sheet.at(sheet.totals[0], each) for each in weights]
        if got is not None and any(each is not None and each.printed.value == FULL_MARK for each in full):
            yield got
    yield from _turned(facts)


def _turned(facts: Facts) -> Iterator[Stated]:
    """Return the totals of tables that print weights and scores in a row each: 得分 | 14.50 | 18.11 | … below 合计."""
    for sheet in sheets(facts):
        whole = [each for each in numeric(sheet) if _ALL.fullmatch(_head(each.path, each.name))]
        weights, scores = (
            [row for row in sheet.table.rows if words.search(plain(row.label or row.name))]
            for words in (_WEIGHT, _SCORE)
        )
        if len(whole) != 1 or len(weights) != 1 or len(scores) != 1:
            continue
        full, got = sheet.at(weights[0], whole[0]), sheet.at(scores[0], whole[0])
        if full is not None and got is not None and full.printed.value == FULL_MARK:
            yield got


def _head(path: Sequence[str], name: str) -> str:
    return re.sub(r"\s|#[0-9]+$", "", path[-1] if path else name)


def _summed(paragraph: Paragraph) -> Iterator[Stated]:
    """Return 合计 94.71 分 where the scores got before it in its paragraph add up to it."""
    scores = [each for each in paragraph.numbers if each.stated and each.dimension == "score"]
    for at, number in enumerate(scores):
        if not re.search(r"(?:合计|共计|总计|相加|之和)(?:得分?)?(?:为|是)?$", number.clause):
            continue
        total = Fraction(0)
        for count, each in enumerate(reversed(scores[:at]), start=1):
            total += each.known.printed.value
            # 94.60 × 20% = 18.92 分: what a formula comes to was got as well.
            got = _GOT.search(each.clause) or paragraph.text[: each.occurrence.span.start].rstrip().endswith(
                ("=", "\uff1d")
            )
            if total == number.known.printed.value and count >= _LEAST and got:
                yield number.known
                break


def _deducted(paragraph: Paragraph) -> Iterator[Stated]:
    """Return 得 85.93 分 behind 共扣 14.07 分: what is left of a hundred."""
    scores = [each for each in paragraph.numbers if each.stated and each.dimension == "score"]
    for off, got in itertools.pairwise(scores):
        taken = re.search(r"共[计]?扣(?:除|减|分|去)?(?:为)?$", off.clause)
        rest = off.known.printed.value + got.known.printed.value == FULL_MARK
        if taken and rest and off.sentence == got.sentence and _GOT.search(got.clause):
            yield got.known


def _borne_out(texts: Sequence[Paragraph], told: Sequence[Number]) -> Iterator[Stated]:
    """Return the one overall score told that the scores of parts, three and more in a row, add up to."""
    sums = {
        total
        for paragraph in texts
        for sentence in {each.sentence for each in paragraph.numbers}
        for total in _sums(
            [
                each.known.printed.value
                for each in paragraph.numbers
                if each.stated and each.sentence == sentence and each.dimension == "score" and not each.sign
            ]
        )
    }
    held = [
        each for each in told if each.known.printed.value in sums and each.known.printed.value != FULL_MARK
    ]
    if len({each.known.printed.value for each in held}) == 1:
        yield held[0].known


def _sums(values: Sequence[Fraction]) -> Iterator[Fraction]:
    for start in range(len(values) - _LEAST):
        total = sum(values[start : start + _LEAST], Fraction(0))
        for each in values[start + _LEAST :]:
            total += each
            yield total
